/// Replaces our own syntax in a text by placeholders, and adds what it found to the notebook.
///
/// Texts are guarded in the order of the file, so values, equations and footnotes are numbered in that order.
struct InlineGuard {
  let text: SourceText
  let state: ParseState
  private let hasEastAsianText: Bool
  private var output: [UInt8] = []

  private init(_ text: SourceText, state: ParseState) {
    self.text = text
    self.state = state
    hasEastAsianText = EastAsianEmphasis.mayMatter(in: text.bytes)
  }

  /// The text that cmark gets.
  static func guarded(_ text: SourceText, state: ParseState) -> [UInt8] {
    var inlineGuard = InlineGuard(text, state: state)
    inlineGuard.run()
    return inlineGuard.output
  }

  private mutating func run() {
    var position = 0
    for token in InlineScanner.tokens(of: text, withCitations: !state.citations.bibliography.isEmpty)
    where token.range.lowerBound >= position {
      appendPlain(position..<token.range.lowerBound, before: token)
      position = replace(token)
    }
    appendPlain(position..<text.count, before: nil)
  }

  /// Writes text between two tokens, with the characters that let emphasis end where East Asian text has no spaces.
  private mutating func appendPlain(_ range: Range<Int>, before next: InlineScanner.Token?) {
    var position = range.lowerBound
    if hasEastAsianText {
      let end: Unicode.Scalar = next.map { $0.kind == .codeSpan ? "`" : "x" } ?? " "
      for place in EastAsianEmphasis.places(in: text.bytes, range, after: output, before: end) {
        output += text.bytes[position..<place]
        output += state.placeholders.nothing()
        position = place
      }
    }
    output += text.bytes[position..<range.upperBound]
  }

  /// Writes the token's placeholder and returns where the text continues.
  private mutating func replace(_ token: InlineScanner.Token) -> Int {
    let range = token.range
    switch token.kind {
    case .codeSpan:
      return keep(range)
    case .value(let content):
      return replaceValue(content, in: range)
    case .foreignValue(let language):
      state.diagnostics.warning(
        "'{\(language)}' does not run here; did you mean '{swift}'?",
        at: text.location(at: range.lowerBound + 1))
      return keep(range)
    case .inlineMathematics(let content):
      return put(.inlineMathematics(text[content]), for: range)
    case .displayMathematics(let content):
      return replaceDisplay(content, in: range)
    case .unclosedMathematics:
      state.diagnostics.error(
        "this '$$' is not closed in its paragraph; write '\\$' for a dollar sign",
        at: text.location(at: range.lowerBound))
      return keep(range)
    case .unclosedEnvironment(let name):
      state.diagnostics.error(
        "this '\\begin{\(name)}' has no '\\end{\(name)}' in its paragraph; as code it is written in backticks",
        at: text.location(at: range.lowerBound))
      return keep(range)
    case .comment:
      output += state.placeholders.nothing()
      return range.upperBound
    case .unclosedComment:
      state.diagnostics.warning(
        "this comment is not closed in its paragraph, so it is shown on the page; '-->' closes it",
        at: text.location(at: range.lowerBound))
      return keep(range)
    case .reference(let id):
      return put(.reference(id: text.bytes[id].string), for: bracketed(range))
    case .footnote(let id):
      return replaceFootnote(id, in: range)
    case .attributes:
      return replaceAttributes(at: range)
    case .unmarkedLabel(let id):
      let name = text.bytes[id].string
      // LaTeX's `\ref` and its relatives.
      let isReference = text.bytes[..<range.lowerBound].reversed().starts(with: "fer".utf8)
      let advice =
        isReference ? "'@\(name)' refers to what it labels" : "a label begins with '#': '{#\(name)}'"
      state.diagnostics.warning(
        "'{\(name)}' is only text; \(advice)", at: text.location(at: range.lowerBound))
      return keep(range)
    case .citation(let key, let locator):
      return cite(CitationScanner.citations(ofKey: key, locator: locator, in: text), in: range)
    case .citations(let content):
      return cite(CitationScanner.citations(in: text[content]), in: range)
    case .tildes:
      let roles = Strikethrough.roles(of: range, in: text.bytes)
      return put(.tildes(opens: roles.opens, closes: roles.closes), for: range)
    case .reservedCharacter:
      return put(.character, for: range)
    }
  }

  private mutating func keep(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = index + 1 < range.upperBound ? text.bytes[index + 1] : 0
      if PlaceholderTable.isReserved(text.bytes[index], next), index + 4 <= range.upperBound {
        index = put(.character, for: index..<(index + 4))
      } else {
        output.append(text.bytes[index])
        index += 1
      }
    }
    return range.upperBound
  }

  private mutating func put(_ kind: Placeholder.Kind, for range: Range<Int>) -> Int {
    let entry = Placeholder(
      kind: kind, source: text.bytes[range].string, location: text.location(at: range.lowerBound))
    output += state.placeholders.add(entry)
    return range.upperBound
  }

  // MARK: Values

  private mutating func replaceValue(_ content: Range<Int>, in range: Range<Int>) -> Int {
    let expression = text[content].trimmed
    if expression.isEmpty {
      state.diagnostics.error("this value has no expression", at: text.location(at: range.lowerBound))
      return keep(range)
    }
    state.addValue(
      InlineValue(
        expression: expression.string.split(separator: "\n").joined(separator: " "),
        location: expression.start))
    return put(.value(state.values.count - 1), for: range)
  }

  // MARK: Citations

  /// Citations stay text if the bibliography doesn't have all of them. That is reported unless mistakes in it may be the reason.
  private mutating func cite(_ citations: [Citation], in range: Range<Int>) -> Int {
    var areKnown = true
    for citation in citations {
      guard let next = citation.nextKey else { continue }
      state.diagnostics.warning("a ';' is missing before '@\(next)'", at: citation.location)
    }
    for citation in citations where !state.citations.cite(citation.key) {
      areKnown = false
      guard state.citations.bibliography.isComplete else { continue }
      let hint = state.hints.hint(for: citation.key, among: state.citations.bibliography.knownKeys)
      state.diagnostics.error(
        "no work in the bibliography has the key '\(citation.key)'\(hint)", at: citation.location,
        stopsProgram: false)
    }
    return areKnown ? put(.citations(citations), for: range) : keep(range)
  }

  // MARK: Equations and labels

  private mutating func replaceDisplay(_ content: Range<Int>, in range: Range<Int>) -> Int {
    if text[content].trimmed.isEmpty {
      state.diagnostics.error("this formula is empty", at: text.location(at: range.lowerBound))
      return keep(range)
    }
    var end = range.upperBound
    let brace = end + text.bytes[end...].indentation
    var label: LabelTable.Label?
    if let (attributes, close) = attributes(at: brace) {
      end = close
      label = state.register(attributes, as: .equation)
    }
    return put(
      .displayMathematics(text[content], id: label?.id, number: label?.number), for: range.lowerBound..<end)
  }

  private func attributes(at offset: Int) -> (attributes: Attributes, end: Int)? {
    Attributes.read(text, at: offset, limit: text.count, diagnostics: state.diagnostics)
  }

  private mutating func replaceAttributes(at range: Range<Int>) -> Int {
    let start = range.lowerBound
    let before = start > 0 ? text.bytes[start - 1] : 0
    guard before == UInt8(ascii: ")") || before == UInt8(ascii: "]"),
      let (attributes, end) = attributes(at: start)
    else {
      if LabelKind.allCases.contains(where: { $0.begins(text.bytes[(start + 2)...]) }) {
        state.diagnostics.error(
          "there is nothing here that a label could name", at: text.location(at: start))
      }
      return keep(range)
    }
    var label = attributes
    label.id = state.register(attributes, as: .figure)?.id
    return put(.label(label), for: start..<end)
  }

  // MARK: References and notes

  /// The brackets of `[@fig-loss]` belong to the reference, unless they are a link's.
  private mutating func bracketed(_ range: Range<Int>) -> Range<Int> {
    let bytes = text.bytes
    guard output.last == UInt8(ascii: "["), bytes.has("]", at: range.upperBound),
      !bytes.has("(", at: range.upperBound + 1), !bytes.has("[", at: range.upperBound + 1),
      range.lowerBound < 2 || bytes[range.lowerBound - 2] != UInt8(ascii: "\\")
    else { return range }
    output.removeLast()
    return (range.lowerBound - 1)..<(range.upperBound + 1)
  }

  private mutating func replaceFootnote(_ id: Range<Int>, in range: Range<Int>) -> Int {
    guard let call = state.footnotes.call(text.bytes[id].string) else {
      state.diagnostics.error(
        "there is no footnote '[^\(text.bytes[id].string)]:'"
          + state.hints.hint(for: text.bytes[id].string, among: state.footnotes.ids),
        at: text.location(at: range.lowerBound), stopsProgram: false)
      return keep(range)
    }
    return put(.footnote(number: call.number, occurrence: call.occurrence), for: range)
  }
}
