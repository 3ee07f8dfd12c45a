/// Notices text that an author meant as front matter. Markdown would silently turn it into a rule and a heading.
enum FrontMatterLookalike {
  /// Reports such lines at the beginning of a file without front matter.
  static func report(_ lines: [[UInt8]], diagnostics: Diagnostics) {
    guard let first = firstLine(lines), first < 10 else { return }
    let rest = lines[(first + 1)...].drop { visible($0).isEmpty }.prefix(40)
    guard
      let reason = reason(
        lines[first], isFirst: first == 0, isBelowGap: rest.startIndex > first + 1, below: rest)
    else { return }
    diagnostics.warning(
      "this looks like front matter and is taken for text: \(reason)",
      at: SourceLocation(line: first + 1, column: 1))
  }

  private static func reason(
    _ line: [UInt8], isFirst: Bool, isBelowGap: Bool, below rest: ArraySlice<[UInt8]>
  ) -> String? {
    let mark = visible(line)
    if mark.elementsEqual("+++".utf8) {
      return rest.contains { visible($0).elementsEqual("+++".utf8) }
        ? "it must be YAML between lines of '---', not TOML" : nil
    }
    if isDashes(mark) {
      guard let next = rest.first else { return nil }
      if isFirst, FrontMatter.isRule(line), !isBelowGap, rest.contains(where: { FrontMatter.isRule($0) }) {
        return mistake(inEntry: next)
      }
      guard isEntry(next) else { return nil }
      if !isFirst { return "it must begin in the file's first line" }
      if !FrontMatter.isRule(line) { return "the line must be '---', three dashes and nothing else" }
      return "its first entry must follow '---' in the next line"
    }
    // `title: …` without a `---` above it, and with a line below that turns it into a heading.
    let key = line.prefix { $0 != UInt8(ascii: ":") }.string
    guard isFirst, FrontMatter.isEntry(line), MetadataReader.keys.contains(key) else { return nil }
    let end = rest.first { !isEntry($0) && $0.first?.isSpaceOrTab != true }
    return end.map { isDashes(visible($0)) } == true ? "the line '---' above it is missing" : nil
  }

  /// The first line with text, after comments.
  private static func firstLine(_ lines: [[UInt8]]) -> Int? {
    var isInComment = false
    return lines.indices.first { index in
      let text = Array(visible(lines[index]))
      if !isInComment, !text.has("<!--", at: 0) { return !text.isEmpty }
      guard let end = text.indices.first(where: { text.has("-->", at: $0) }) else {
        isInComment = true
        return false
      }
      isInComment = false
      return end + 3 < text.count
    }
  }

  /// What keeps a line between two `---` from being an entry; `nil` for prose.
  private static func mistake(inEntry line: [UInt8]) -> String? {
    let text = visible(line).string
    if line.first == UInt8(ascii: "\t"), isEntry(line) { return "a tab cannot indent its entries" }
    if isList(line) { return "its entries must be 'key: value', not a list" }
    if text.hasPrefix("? ") { return "its entries must be 'key: value', not '? key'" }
    let scalars = text.unicodeScalars
    guard let mark = scalars.firstIndex(where: { ":：=".unicodeScalars.contains($0) }) else { return nil }
    let key = String(scalars[..<mark]).trimmingBlanks
    let next = scalars[scalars.index(after: mark)...].first
    switch scalars[mark] {
    case "=":
      return MetadataReader.keys.contains(key) ? "its entries must be 'key: value', not 'key = value'" : nil
    case "：":
      return MetadataReader.keys.contains(key)
        ? "the colon after '\(key)' must be ':', with a space after it" : nil
    default: return mistake(inKey: key, before: next)
    }
  }

  private static func mistake(inKey key: String, before next: Unicode.Scalar?) -> String? {
    let words = key.split(separator: " ")
    guard let first = key.unicodeScalars.first, first.properties.isAlphabetic, key.utf8.count <= 40,
      words.count <= 3,
      key.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType != nil || " ._-".unicodeScalars.contains($0)
      })
    else { return nil }
    let isWord = words.count == 1 && !key.contains(".")
    switch next {
    case nil, " ", "\t": return isWord ? nil : "its first key must be one word, not '\(key)'"
    case _ where !isWord: return nil
    case "/": return nil
    case let space? where space.properties.isWhitespace:
      return "a plain space must follow the colon of '\(key):'"
    default: return "a space must follow the colon of '\(key):'"
    }
  }

  /// The line without invisible characters at its ends: spaces, byte order marks, zero-width spaces.
  private static func visible(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var rest = line[...].trimmingTrailingBlanks
    let unseen: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0x8B], [0xC2, 0xA0], [0x20], [0x09]]
    while let found = unseen.first(where: { rest.starts(with: $0) }) { rest = rest.dropFirst(found.count) }
    while let found = unseen.first(where: { rest.suffix($0.count).elementsEqual($0) }) {
      rest = rest.dropLast(found.count)
    }
    return rest
  }

  /// Whether a line consists of dashes of some kind, perhaps with a word after them, which YAML allows.
  private static func isDashes(_ mark: ArraySlice<UInt8>) -> Bool {
    let text = mark.string
    let dashes = text.prefix { "-‐‑‒–—―−".contains($0) }
    let tail = text.dropFirst(dashes.count)
    if dashes.isEmpty { return false }
    return tail.isEmpty
      ? dashes.count > 1 || dashes == "—" : tail.lowercased() == "yaml" || tail.hasPrefix(" #")
  }

  private static func isList(_ line: [UInt8]) -> Bool {
    line.starts(with: Array("- ".utf8)) || line.first == UInt8(ascii: "[") || line.first == UInt8(ascii: "{")
  }

  private static func isEntry(_ line: [UInt8]) -> Bool {
    FrontMatter.isEntry(Array(line.drop(while: \.isSpaceOrTab)))
  }
}
