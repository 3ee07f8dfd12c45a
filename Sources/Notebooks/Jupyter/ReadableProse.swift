/// Prose as Jupyter shows it well: values instead of their expressions, names instead of references, authors and years instead
/// of citations, numbers of equations, and labels out of sight. Comments keep what the file has.
struct ReadableProse {
  /// The values that a run gave, by the places of their expressions.
  var values: [SourceLocation: String] = [:]
  /// The words of references: "Figure 3".
  var labels: [String: String] = [:]
  /// The words of citations by their places: "(Hochreiter and Schmidhuber 1997)".
  private var citations: [SourceLocation: String] = [:]
  private let hasCitations: Bool

  init(_ notebook: Notebook, _ result: RunResult?) {
    hasCitations = !notebook.bibliography.isEmpty
    for (index, value) in notebook.values.enumerated() {
      guard let result, index < result.values.count, case .value(let text) = result.values[index] else {
        continue
      }
      values[value.location] = text
    }
    let result = result ?? RunResult(of: notebook)
    let labels = notebook.foreignLabels.merging(notebook.labels) { $1 }
    self.labels = labels.mapValues { notebook.plainText($0, in: result) }
    citations = notebook.citations.mapValues { notebook.plainText($0, in: result) }
  }

  /// - Parameter line: the number of the text's first line in the file.
  func text(of source: [UInt8], line: Int) -> [UInt8] {
    let lines = source.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let code = CodeLines(of: lines)
    var result: [[UInt8]] = []
    var chunk = SourceText()
    var isEmpty = true
    for (index, content) in lines.enumerated() {
      if content.isBlank || code.contains(index) {
        if !isEmpty { result.append(replaced(chunk)) }
        (chunk, isEmpty) = (SourceText(), true)
        result.append(content)
      } else {
        chunk.appendLine(content, at: SourceLocation(line: line + index, column: 1))
        isEmpty = false
      }
    }
    if !isEmpty { result.append(replaced(chunk)) }
    return Array(result.joined(separator: [0x0A]))
  }

  /// One paragraph.
  private func replaced(_ text: SourceText) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    let bytes = text.bytes
    for token in InlineScanner.tokens(of: text, withCitations: hasCitations)
    where token.range.lowerBound >= index {
      guard let (range, comment) = replacement(token, in: text) else { continue }
      guard range.lowerBound >= index else { continue }
      output += bytes[index..<range.lowerBound]
      // A comment at the beginning of a line would make the whole line HTML.
      let isFirst = output.isEmpty || output.last == 0x0A
      output += comment.shown.isEmpty && isFirst ? Array(bytes[range]) : comment.bytes
      index = range.upperBound
    }
    return tableCaption(output + bytes[index...])
  }

  private func replacement(
    _ token: InlineScanner.Token, in text: SourceText
  ) -> (range: Range<Int>, comment: ProseComment)? {
    let bytes = text.bytes
    switch token.kind {
    case .value(let content):
      guard let value = values[text[content].trimmed.start] else { return nil }
      let shown = MarkdownText.escaped(value)
      return (token.range, ProseComment(shown: shown, original: Array(bytes[token.range])))
    case .reference(let id):
      guard let name = labels[bytes[id].string] else { return nil }
      var range = token.range
      if range.lowerBound > 0, bytes[range.lowerBound - 1] == UInt8(ascii: "["),
        bytes.has("]", at: range.upperBound),
        !bytes.has("(", at: range.upperBound + 1), !bytes.has("[", at: range.upperBound + 1)
      {
        range = (range.lowerBound - 1)..<(range.upperBound + 1)
      }
      return (range, ProseComment(shown: MarkdownText.escaped(name), original: Array(bytes[range])))
    case .citation, .citations:
      // Parentheses after a bracket would make a link of it.
      guard let words = citations[text.location(at: token.range.lowerBound)],
        token.range.lowerBound == 0 || bytes[token.range.lowerBound - 1] != UInt8(ascii: "]")
      else { return nil }
      return (
        token.range, ProseComment(shown: MarkdownText.escaped(words), original: Array(bytes[token.range]))
      )
    case .attributes: return label(at: token.range.lowerBound, in: text)
    default: return nil
    }
  }

  /// A label in braces; with the end of a formula before it, which gets the formula's number.
  private func label(at start: Int, in text: SourceText) -> (range: Range<Int>, comment: ProseComment)? {
    let bytes = text.bytes
    guard
      let (attributes, end) = Attributes.read(
        text, at: start, limit: bytes.count, diagnostics: Diagnostics(file: "")),
      let id = attributes.id, let name = labels[id]
    else { return nil }
    let before = bytes[..<start].trimmingTrailingBlanks
    if LabelKind(id: id) == .equation, let closing = MathEnvironment.lastClosing(of: before) {
      let range = closing..<end
      let tag = "\\tag{\(name.drop { !$0.isNumber })}\(bytes[closing..<before.endIndex].string)"
      return (range, ProseComment(shown: Array(tag.utf8), original: Array(bytes[range])))
    }
    let shown = LabelKind(id: id) == .figure ? caption(name, ofImageIn: before) : []
    return (start..<end, ProseComment(shown: shown, original: Array(bytes[start..<end])))
  }

  /// The caption of a picture, which Jupyter would show to nobody: the text that ends with the picture has it in brackets.
  private func caption(_ name: String, ofImageIn text: ArraySlice<UInt8>) -> [UInt8] {
    let open = text.indices.last { text.has("![", at: $0) }
    guard let open, let close = text[open...].firstIndex(of: UInt8(ascii: "]")) else { return [] }
    let words = text[(open + 2)..<close]
    let isPlain = !words.contains { $0 == 0x0A || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "@") }
    return Array("<br>**\(name).**".utf8) + (isPlain && !words.isEmpty ? [0x20] + words : [])
  }

  /// A line below a table that begins with a colon is the table's caption, and gets its number.
  private func tableCaption(_ text: [UInt8]) -> [UInt8] {
    guard text.starts(with: ": ".utf8), let open = text.firstRange(of: Array("{#tbl-".utf8)) else {
      return text
    }
    let id = text[(open.lowerBound + 2)...].prefix(while: \.isIdentifier).string
    guard let name = labels[id] else { return text }
    let comment = ProseComment(shown: Array("**\(name).**".utf8), original: [UInt8(ascii: ":")])
    return comment.bytes + text.dropFirst()
  }
}

/// Text inside Markdown.
enum MarkdownText {
  /// The text so that Markdown shows it as it is, in one line.
  static func escaped(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if "\\`*_[]<>|$~&".utf8.contains(byte) { result.append(UInt8(ascii: "\\")) }
      result.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
    }
    return result
  }
}
