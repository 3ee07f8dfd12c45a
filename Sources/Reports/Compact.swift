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
    var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], Array(line.utf8)[...])
    while let mark = rest.indices.first(where: { beginsText(rest, at: $0) }) {
      result += replacing(scriptSpaces, in: rest[..<mark])
      rest = rest[mark...]
      let quote = UInt8(ascii: "\"")
      guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else {
        return String(decoding: result + rest, as: UTF8.self)
      }
      let text = rest[...end]
      if text.contains(UInt8(ascii: "\\")) { return String(decoding: result + rest, as: UTF8.self) }
      result += text
      rest = rest[(end + 1)...]
    }
    return String(decoding: result + replacing(scriptSpaces, in: rest), as: UTF8.self)
  }

  /// Whether a string may begin here; a slash followed by a space divides.
  private static func beginsText(_ line: ArraySlice<UInt8>, at index: Int) -> Bool {
    switch line[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"): true
    case UInt8(ascii: "/"): line[index...].dropFirst().first != UInt8(ascii: " ")
    default: false
    }
  }

  private static func replacing(_ spaces: [(String, String)], in text: String) -> String {
    String(decoding: replacing(spaces, in: Array(text.utf8)[...]), as: UTF8.self)
  }

  private static func replacing(_ spaces: [(String, String)], in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>
  {
    spaces.reduce(text) { text, pair in
      let (old, new) = (Array(pair.0.utf8), Array(pair.1.utf8))
      guard text.count >= old.count else { return text }
      var result: [UInt8] = []
      var taken = text.startIndex
      var place = taken
      while place <= text.endIndex - old.count {
        guard text[place] == old[0], text[place..<place + old.count].elementsEqual(old) else {
          place += 1
          continue
        }
        result += text[taken..<place] + new
        place += old.count
        taken = place
      }
      return taken == text.startIndex ? text : (result + text[taken...])[...]
    }
  }
}
