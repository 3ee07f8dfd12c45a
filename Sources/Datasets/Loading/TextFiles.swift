/// Texts from files.
public enum TextFile {
  /// A file's whole text.
  ///
  /// - Throws: `FileError` where it cannot be read or is not UTF-8.
  public static func read(_ file: String) throws(FileError) -> String {
    try readText(file)
  }

  /// A file's lines, without their ends and without empty ones.
  public static func lines(_ file: String) throws(FileError) -> [String] {
    try readText(file).split(whereSeparator: \.isNewline).map { String($0) }
  }

  /// Pairs from a file with one pair a line and a tab between its parts, as collections of translations have them.
  /// What follows a second tab, an attribution as a rule, is left out.
  ///
  /// - Throws: `FileError`, even at the first line without a tab.
  public static func pairs(_ file: String) throws(FileError) -> [(source: String, target: String)] {
    let text = try readText(file)
    var pairs: [(source: String, target: String)] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count >= 2 else {
        throw FileError(
          file: file, place: .line(index + 1), expected: "two parts with a tab between them",
          found: "“\(line.prefix(40))”")
      }
      pairs.append((String(parts[0]), String(parts[1])))
    }
    return pairs
  }
}
