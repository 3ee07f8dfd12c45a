import Foundation
import Synchronization

/// Scripts and styles as pages contain them: without the comments and spaces that help only human readers.
///
/// Every page carries its own copy, because it is one file that works offline, and a page's scripts and styles together
/// have a budget of 60 KB. The gallery's scripts have 35 KB instead of 48, of which comments and indentation are 9 and
/// spaces within lines 4; with these a page with a drawing demo would exceed the budget. Minifiers that parse
/// come with Node, which nothing else here needs.
///
/// Strings are not touched: after a character that may begin a template or a regular expression, the rest of a script's
/// line is left as it is. So none of our strings may span lines, and a comment has its own lines. A line that can't end a
/// statement is joined with the next.
enum Compact {
  /// Spaces without meaning, and their replacements. The order matters.
  private static let scriptSpaces = [
    (", ", ","), ("; ", ";"), (" = ", "="), (" => ", "=>"), (") {", "){"), ("{ ", "{"), (" }", "}"),
    (" === ", "==="), (" !== ", "!=="), (" && ", "&&"), (" || ", "||"), (" ? ", "?"), (" : ", ":"),
    (" * ", "*"),
    (" / ", "/"), (" < ", "<"), (" > ", ">"), (" >= ", ">="), (" <= ", "<="), (" += ", "+="), (" -= ", "-="),
    (" ?? ", "??"), ("if (", "if("), ("for (", "for("), (": ", ":"), (") return", ")return"),
    ("while (", "while("), (" % ", "%"),
    // None of our scripts adds or subtracts what begins with a sign.
    (" + ", "+"), (" - ", "-"),
  ]
  private static let styleSpaces = [
    (": ", ":"), ("; ", ";"), (", ", ","), (" { ", "{"), (" {", "{"), (";}", "}"), (" }", "}"), ("}\n", "}"),
    ("{\n", "{"), (";\n", ";"), (",\n", ","), (" > ", ">"), (":0.", ":."), (" 0.", " ."),
  ]

  /// The texts that were made smaller already, by what they were. There are as many as our scripts and style sheets.
  private static let known = Mutex<[String: String]>([:])

  static func script(_ text: String) -> String { once(text, makeScript) }

  /// None of our style sheets has such a space in a string.
  static func styleSheet(_ text: String) -> String {
    once(text) { replacing(styleSpaces, in: lines(of: $0).map { $0 + "\n" }.joined()) }
  }

  /// A server makes a page again and again.
  private static func once(_ text: String, _ make: (String) -> String) -> String {
    if let made = known.withLock({ $0[text] }) { return made }
    let made = make(text)
    known.withLock { $0[text] = made }
    return made
  }

  private static func makeScript(_ text: String) -> String {
    lines(of: text).map { line in
      let line = scriptLine(Substring(line))
      let isOpen = line.last.map { ",;{([".contains($0) } ?? true || line.hasSuffix("=>")
      return isOpen ? line : line + "\n"
    }.joined()
  }

  /// The lines without indentation, comments and blank lines.
  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var isComment = false
    for line in text.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("/*") { isComment = true }
      if !isComment, !line.isEmpty, !line.hasPrefix("//") { lines.append(String(line)) }
      if line.hasSuffix("*/") { isComment = false }
    }
    return lines
  }

  private static func scriptLine(_ line: Substring) -> String {
    var (result, rest) = ("", line)
    while let mark = rest.indices.first(where: { beginsText(rest, at: $0) }) {
      result += replacing(scriptSpaces, in: String(rest[..<mark]))
      rest = rest[mark...]
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return result + rest }
      let text = rest[...end]
      if text.contains("\\") { return result + rest }
      result += text
      rest = rest[rest.index(after: end)...]
    }
    return result + replacing(scriptSpaces, in: String(rest))
  }

  /// Whether a string may begin here; a slash followed by a space divides.
  private static func beginsText(_ line: Substring, at index: Substring.Index) -> Bool {
    switch line[index] {
    case "\"", "`", "'": true
    case "/": line[index...].dropFirst().first != " "
    default: false
    }
  }

  private static func replacing(_ spaces: [(String, String)], in text: String) -> String {
    spaces.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }
}
