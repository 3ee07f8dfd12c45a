/// Notices text that an author meant as front matter. Markdown would silently turn it into a rule and a heading.
enum FrontMatterLookalike {
  /// Reports such lines at the beginning of a file without front matter.
  static func report(_ lines: [[UInt8]], diagnostics: Diagnostics) {
    guard let first = lines.firstIndex(where: { !visible($0).isEmpty }), first < 10 else { return }
    let rest = lines[(first + 1)...].drop { visible($0).isEmpty }.prefix(40)
    guard let reason = reason(lines[first], isFirst: first == 0, below: rest) else { return }
    diagnostics.warning(
      "this looks like front matter and is taken for text: \(reason)",
      at: SourceLocation(line: first + 1, column: 1))
  }

  private static func reason(
    _ line: [UInt8], isFirst: Bool, below rest: ArraySlice<[UInt8]>
  ) -> String? {
    let mark = visible(line)
    if mark.elementsEqual("+++".utf8) {
      return rest.contains { visible($0).elementsEqual("+++".utf8) }
        ? "it must be YAML between lines of '---', not TOML" : nil
    }
    if isDashes(mark) {
      guard let next = rest.first else { return nil }
      if isFirst && isList(next) && rest.contains(where: { FrontMatter.isRule($0) }) {
        return "its entries must be 'key: value', not a list"
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
