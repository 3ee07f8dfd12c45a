import SwiftSource

/// Gives the claims of a page their anchors: `claim:` and the words of the statement, as headings have theirs.
///
/// A link can lead to a claim before anything has run, because cells have most statements as plain text.
package struct ClaimAnchors {
  private var slugs = HeadingSlugs(taken: [])

  package init() {}

  /// The anchor of the next claim on the page; a second claim in the same words gets a number.
  package mutating func id(for statement: String) -> String { "claim:" + slugs.id(for: statement) }

  /// The statements that a cell's calls of `claim` give as one string on one line without computed parts, in order.
  static func statements(in code: String) -> [String] {
    guard code.utf8.containsBytes(of: "claim(") else { return [] }
    let tokens = SwiftLexer.tokens(of: code)
    return tokens.indices.dropFirst().dropLast().compactMap { index in
      guard tokens[index].kind == .string, endsInCall(tokens[index - 1]),
        tokens[index + 1].text.first(where: { !$0.isWhitespace }) == ","
      else { return nil }
      return words(of: tokens[index].text)
    }
  }

  /// Whether the token ends in `claim(`, and not in a method's or a longer function's name.
  private static func endsInCall(_ token: SwiftToken) -> Bool {
    guard token.kind == .plain else { return false }
    let code = Array(token.text.utf8.reversed().drop(while: \.isBlank))
    guard code.starts(with: "claim(".utf8.reversed()) else { return false }
    return code.dropFirst("claim(".utf8.count).first.map { !$0.isSwiftWord && $0 != UInt8(ascii: ".") }
      ?? true
  }

  /// The text of a literal in quotation marks; `nil` for a raw one, one over several lines, and a part of one.
  private static func words(of literal: String) -> String? {
    guard literal.count > 2, literal.hasPrefix("\""), literal.hasSuffix("\""), !literal.hasPrefix("\"\"\"")
    else {
      return nil
    }
    var (text, rest) = ("", literal.dropFirst().dropLast())
    while let character = rest.popFirst() {
      guard character == "\\", let escaped = rest.popFirst() else {
        text.append(character)
        continue
      }
      switch escaped {
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        rest = rest.dropFirst(digits.count + 2)
        if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
          text.unicodeScalars.append(scalar)
        }
      case "n", "r", "t", "0": text.append(" ")
      default: text.append(escaped)
      }
    }
    return text
  }
}

extension Notebook {
  /// Finds ``claimAnchors`` in the code of the cells.
  mutating func findClaims() {
    var anchors = ClaimAnchors()
    let running = cells.filter { $0.part == nil && $0.options.eval != false }
    claimAnchors = running.flatMap { ClaimAnchors.statements(in: $0.code) }.map { anchors.id(for: $0) }
  }
}
