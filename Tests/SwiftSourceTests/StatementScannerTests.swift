import SwiftSource
import Testing

/// Where the statements of a body begin.
struct StatementScannerTests {
  /// The words at which statements are found to begin.
  private static func starts(_ source: String) -> [String]? {
    let bytes = Array(source.utf8)
    return StatementScanner(bytes).starts(in: 0..<bytes.count)?.map { start in
      bytes[start...].prefix { !$0.isBlank && $0 != UInt8(ascii: ";") }.string
    }
  }

  @Test(arguments: [
    ("a = 1\nb = 2", ["a", "b"]),
    ("a(); b()\nc()", ["a()", "b()", "c()"]),
    ("a = 1 +\n  2\nb = 3", ["a", "b"]),
    ("a\n  .map { $0\n }\nb", ["a", "b"]),
    ("if a { b }\nelse { c }\nd", ["if", "d"]),
    ("@MainActor\nfunc f() {}\ng()", ["@MainActor", "g()"]),
    ("a = x!\nb", ["a", "b"]),
    ("a = \"\"\"\n  b\n  \"\"\"\nc", ["a", "c"]),
    ("a // b\n\n// c\nd", ["a", "d"]),
    ("let a: Int,\n  b: Int\nc", ["let", "c"]),
    ("", []),
  ])
  func `statements begin after line feeds and semicolons that end one`(source: String, expected: [String]) {
    #expect(Self.starts(source) == expected)
  }

  @Test func `an operator at the beginning of a line is in doubt unless a blank follows it`() {
    #expect(Self.starts("a\n  + b\nc") == ["a", "c"])
    #expect(Self.starts("a\n-b") == nil)
  }

  @Test func `a place knows its line`() {
    let scanner = StatementScanner(Array("a; /* b */\n  c".utf8))
    #expect(scanner.line(of: 13) == 1)
    #expect(scanner.lineStart(of: 13) == 11)
    #expect(scanner.isFirstOnLine(13))
    #expect(!scanner.isFirstOnLine(3))
    #expect(scanner.isAfterSemicolon(3))
    #expect(!scanner.isAfterSemicolon(1))
  }
}
