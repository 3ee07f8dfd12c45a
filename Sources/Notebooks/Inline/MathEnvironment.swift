/// The environments of LaTeX that are displayed formulas without `$$` around them, as Pandoc and Jupyter have them.
enum MathEnvironment {
  /// Some have no meaning in ``TeXParser``, which says so at their places.
  private static let names: Set<String> = [
    "equation", "equation*", "align", "align*", "gather", "gather*", "eqnarray", "eqnarray*", "alignat",
    "alignat*", "flalign", "flalign*", "multline", "multline*", "displaymath", "subequations", "dmath",
    "dmath*",
  ]
  private static let longest = 16

  static func opening(_ name: String) -> [UInt8] { Array("\\begin{\(name)}".utf8) }
  static func closing(_ name: String) -> [UInt8] { Array("\\end{\(name)}".utf8) }

  /// The name of the environment that begins at `offset`; `nil` if none does.
  static func name(in bytes: [UInt8], at offset: Int) -> String? {
    guard bytes.has("\\begin{", at: offset) else { return nil }
    let name = bytes[(offset + 7)...].prefix(longest).prefix { $0.isLetter || $0 == UInt8(ascii: "*") }
    guard bytes.has("}", at: name.endIndex), names.contains(name.string) else { return nil }
    return name.string
  }

  /// Where the end of a displayed formula begins with which a text ends: `$$` or `\end{…}`.
  static func lastClosing(of text: ArraySlice<UInt8>) -> Int? {
    if text.suffix(2).elementsEqual("$$".utf8) { return text.endIndex - 2 }
    return names.lazy.map { closing($0) }.first { text.suffix($0.count).elementsEqual($0) }
      .map { text.endIndex - $0.count }
  }

  /// Where an environment ends whose content begins at `start`: after its `\end{…}`.
  static func end(of name: String, in bytes: [UInt8], from start: Int) -> Int? {
    let closing = closing(name)
    var index = start
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if bytes[index...].starts(with: closing) { return index + closing.count }
      index += 2
    }
    return nil
  }
}
