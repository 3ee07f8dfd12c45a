import Yams

/// Reads YAML in a notebook. This is the only file that uses Yams.
struct YAMLReader {
  private let source: SourceText
  private let lines: [SourceText]
  private let diagnostics: Diagnostics

  /// The value, or `nil` if there is none or it isn't YAML, which is reported.
  static func read(_ source: SourceText, diagnostics: Diagnostics) -> YAMLValue? {
    YAMLReader(source: source, lines: source.lines, diagnostics: diagnostics).read()
  }

  private func read() -> YAMLValue? {
    var text = lines.map(\.string)
    if let problem = YAMLLimits.problem(in: text.joined(separator: "\n") + "\n") {
      diagnostics.error(problem.message, at: location(line: problem.line, column: problem.column))
      return nil
    }
    // Yams stops at the first repeated key. Each is reported and removed, so that everything else is read too.
    for _ in 0..<20 {
      do {
        // Keys are compared as texts, and what a value is, `YAMLTag` says. Without a named encoding Yams looks for one in
        // the environment each time.
        let yaml = text.joined(separator: "\n") + "\n"
        return try Yams.compose(yaml: yaml, .basic, .default, .utf8).flatMap { value(of: $0) }
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let isRemoved =
          removeRepeated(keys, from: &text, after: context.mark.line)
          || removeLine(of: context.mark, with: keys, from: &text)
        if !isRemoved { return nil }
      } catch {
        report(error)
        return nil
      }
    }
    return nil
  }

  // MARK: Errors

  /// Reports each repeated key at its second place and turns that line into a comment.
  private func removeRepeated(_ keys: [String], from text: inout [String], after line: Int) -> Bool {
    var removed = false
    for key in keys {
      var seen: Int?
      for index in text.indices where index + 1 >= line {
        let content = text[index].drop { $0 == " " }
        let name = content.prefix { $0 != ":" }
        guard name.trimmingBlanks(of: "\"' ") == key, content.contains(":") else { continue }
        let indentation = text[index].count - content.count
        if let first = seen, first == indentation {
          diagnostics.error("'\(key)' is given twice", at: lines[index].location(at: indentation))
          text[index] = "#"
          removed = true
        }
        seen = seen ?? indentation
      }
    }
    return removed
  }

  /// Reports keys that are repeated inside braces, and removes the line.
  private func removeLine(of mark: Mark, with keys: [String], from text: inout [String]) -> Bool {
    guard text.indices.contains(mark.line - 1), text[mark.line - 1] != "#" else { return false }
    let names = keys.map { "'\($0)'" }.joined(separator: ", ")
    diagnostics.error("\(names) is given twice in these braces", at: location(mark))
    text[mark.line - 1] = "#"
    return true
  }

  private func report(_ error: any Error) {
    switch error {
    case YamlError.composer(_, "but found another document", let mark, _):
      diagnostics.error("this is not YAML: a second document begins here", at: location(mark))
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let during = context.map { $0.text.trimmingBlanks }.flatMap { $0.isEmpty ? nil : " \($0)" } ?? ""
      let reason = problem.trimmingBlanks
      let isTab = reason == Self.noToken && isTab(at: mark)
      diagnostics.error(
        isTab
          ? "this is not YAML: a tab can't indent or separate; write spaces"
          : "this is not YAML: \(reason)\(during)\(Self.advice(for: reason))", at: location(mark))
    case YamlError.reader(let problem, let offset, _, _):
      diagnostics.error("this is not YAML: \(problem)", at: location(ofCharacter: offset ?? 0))
    default:
      diagnostics.error("this is not YAML", at: source.start)
    }
  }

  /// What the reader says of a character that begins nothing.
  private static let noToken = "found character that cannot start any token"

  /// Whether the character at a place is a tab.
  private func isTab(at mark: Mark) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].string.unicodeScalars.dropFirst(max(0, mark.column - 1)).first == "\t"
  }

  /// The most likely cause: captions contain colons and formulas, and begin with values.
  private static func advice(for problem: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "; a text that contains ': ' needs quotes around it"
    case noToken:
      "; a text that begins with this character needs quotes around it"
    case "found unknown escape character", "did not find expected hexdecimal number":
      "; between double quotes '\\' begins an escape, and between single quotes it doesn't"
    default: ""
    }
  }

  // MARK: Places

  private func location(ofCharacter offset: Int) -> SourceLocation {
    source.location(at: source.string.prefix(offset).utf8.count)
  }

  /// Yams counts a line's Unicode characters; we count bytes.
  private func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return source.start }
    return location(line: mark.line, column: mark.column)
  }

  private func location(line number: Int, column: Int) -> SourceLocation {
    guard let last = lines.last else { return source.start }
    guard lines.indices.contains(number - 1) else { return last.location(at: last.count) }
    let line = lines[number - 1]
    let before = line.string.unicodeScalars.prefix(max(0, column - 1))
    return line.location(at: before.reduce(0) { $0 + UTF8.width($1) })
  }

  // MARK: Values

  private func value(of node: Node) -> YAMLValue? {
    let place = location(node.mark)
    switch node {
    case .scalar(let scalar):
      let read = YAMLTag(scalar.tag.description)
        .value(of: scalar.string, isPlain: scalar.style == .plain, at: place)
      report(read.problem, at: place)
      var value = read.value
      value.isInDoubleQuotes = scalar.style == .doubleQuoted
      return value
    case .sequence(let sequence):
      report(YAMLTag(sequence.tag.description).problem(ofCollection: "seq"), at: place)
      for case .scalar(let item) in sequence { warnOfIndentation(of: item) }
      return YAMLValue(
        kind: .sequence(sequence.compactMap { value(of: $0) }), location: place)
    case .mapping(let mapping):
      report(YAMLTag(mapping.tag.description).problem(ofCollection: "map"), at: place)
      return YAMLValue(
        kind: .mapping(mapping.compactMap { entry($0.key, $0.value) }), location: place)
    case .alias:
      return nil
    }
  }

  /// Warns of a line that looks like the next item of a list and goes on with this one.
  private func warnOfIndentation(of item: Node.Scalar) {
    guard item.style == .plain, item.string.utf8.containsBytes(of: " - "), let mark = item.mark,
      mark.line > 0,
      lines.indices.contains(mark.line)
    else { return }
    let start = lines[mark.line - 1].string.unicodeScalars.dropFirst(max(0, mark.column - 1))
    let below = lines[mark.line].string.utf8
    let indentation = below.prefix { $0 == UInt8(ascii: " ") }.count
    guard item.string.hasPrefix(String(start).trimmingBlanks + " - "),
      below.dropFirst(indentation).starts(with: "- ".utf8)
    else { return }
    diagnostics.warning(
      "this '-' begins no item: it is indented further than the one above, so its line belongs to that item's text",
      at: lines[mark.line].location(at: indentation))
  }

  private func report(_ problem: String?, at place: SourceLocation) {
    if let problem { diagnostics.error(problem, at: place) }
  }

  private func entry(_ key: Node, _ node: Node) -> YAMLValue.Entry? {
    guard case .scalar(let scalar) = key else {
      diagnostics.error("a key must be a word", at: location(key.mark))
      return nil
    }
    return value(of: node).map {
      YAMLValue.Entry(key: scalar.string, keyLocation: location(key.mark), value: $0)
    }
  }
}

extension Substring {
  fileprivate func trimmingBlanks(of characters: String) -> String {
    var text = self
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return String(text)
  }
}
