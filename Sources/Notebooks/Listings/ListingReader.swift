/// Reads fences whose code is in another file:
///
///     ```swift source="../Sources/NeuralNetworks/Layers/Linear.swift" symbol="Linear.callAsFunction"
///     ```
struct ListingReader {
  let structure: BlockStructure
  let state: ParseState

  private static let keys = ["source", "symbol", "comments"]

  /// The fence's listing, or `nil` if it has no `source`.
  func listing(_ node: MarkdownNode, info: String, language: String, literal: String) -> Listing? {
    let (attributes, rest) = Self.attributes(in: String(info.dropFirst(language.count)))
    guard let written = attributes["source"] else { return nil }
    let source = state.diagnostics.included.path(written, atLine: node.start.line)
    for key in attributes.keys.sorted() where !Self.keys.contains(key) {
      error(
        "a listing has no '\(key)'\(Suggestion.hint(for: key, among: Self.keys))", at: key, node)
    }
    if !rest.isEmpty { error("'\(rest)' means nothing after '\(language)'", at: rest, node) }
    if !literal.utf8.elementsEqual("".utf8) {
      error("the text of this listing comes from '\(source)', so the fence must be empty", at: "source", node)
    }
    var listing = Listing(
      file: Self.shownPath(source), source: source, language: language,
      location: structure.location(node.start))
    listing.symbol = attributes["symbol"]
    listing.code = code(of: source, attributes, language: language, node)
    return listing
  }

  private func code(
    of source: String, _ attributes: [String: String], language: String, _ node: MarkdownNode
  ) -> String? {
    let withComments: Bool
    switch attributes["comments"] {
    case nil, "false": withComments = false
    case "true": withComments = true
    case let other?:
      error("'comments' must be true or false, not '\(other)'", at: "comments", node)
      return nil
    }
    let text: String
    do {
      guard let found = try self.text(of: source, node) else { return nil }
      text = found
    } catch {
      self.error("the listing's file '\(source)' \(error.explanation)", at: "source", node)
      return nil
    }
    guard let symbols = attributes["symbol"] else { return text.trimmingLineFeeds }
    guard language == "swift" else {
      error("only of a Swift file a 'symbol' can be shown", at: "symbol", node)
      return nil
    }
    let extract = SourceExtract(text)
    let parts = symbols.split(separator: " ").map(String.init).map { symbol -> String? in
      guard mayList(bytes: text.utf8.count, node) else { return nil }
      if let part = extract.text(of: symbol, withComments: withComments) { return part }
      let hint = Suggestion.hint(for: symbol, among: extract.names)
      error("'\(source)' declares no '\(symbol)'\(hint)", at: "symbol", node)
      return nil
    }
    let known = parts.compactMap(\.self)
    return known.isEmpty ? nil : known.joined(separator: "\n\n")
  }

  /// A file's text; `nil` if the notebook's listings have looked through too much.
  func text(of source: String, _ node: MarkdownNode) throws(SourceFolder.Problem) -> String? {
    // A file that can't be used may take as long as one that can.
    guard mayList(bytes: 0, node) else { return nil }
    do throws(SourceFolder.Problem) {
      let text = try state.files.text(of: source)
      return mayList(bytes: text.utf8.count, node) ? text : nil
    } catch {
      if case .notText = error, !mayList(bytes: SourceFolder.limit, node) { return nil }
      throw error
    }
  }

  func mayList(bytes: Int, _ node: MarkdownNode) -> Bool {
    state.mayList(bytes: bytes, at: structure.location(node.start))
  }

  // MARK: Words

  /// The `key="value"` attributes in the text, and the rest.
  static func attributes(in text: String) -> (found: [String: String], rest: String) {
    var found: [String: String] = [:]
    var rest: [Substring] = []
    var left = text[...].drop { $0.isWhitespace }
    while !left.isEmpty {
      let word = left.prefix { !$0.isWhitespace }
      let value = word.firstIndex(of: "=").map { left[left.index(after: $0)...] } ?? ""
      if value.first == "\"", let close = value.dropFirst().firstIndex(of: "\"") {
        found[String(word.prefix { $0 != "=" })] = String(value[value.index(after: value.startIndex)..<close])
        left = value[value.index(after: close)...]
      } else {
        rest.append(word)
        left = left[word.endIndex...]
      }
      left = left.drop { $0.isWhitespace }
    }
    return (found, rest.joined(separator: " "))
  }

  /// The path without the way up from the notebook's folder.
  static func shownPath(_ source: String) -> String {
    Path.parts(of: source).drop { $0 == ".." || $0 == "." }.joined(separator: "/")
  }

  /// Reports an error at a word in the fence's first line. It doesn't keep cells from running.
  func error(_ message: String, at word: String, _ node: MarkdownNode) {
    let start = structure.location(node.start)
    let line = structure.line(start.line)
    let column = line.indices.first { line[$0...].starts(with: word.utf8) }
    state.diagnostics.error(
      message, at: SourceLocation(line: start.line, column: column.map { $0 + 1 } ?? start.column),
      stopsProgram: false)
  }
}

extension String {
  fileprivate var trimmingLineFeeds: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    while text.first == "\n" { text.removeFirst() }
    return String(text)
  }
}
