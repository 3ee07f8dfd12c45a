import SwiftSource
import Testing

/// Swift source with comments and strings blanked out.
struct MaskedSourceTests {
  private static func masked(_ source: String) -> String { MaskedSource(source).bytes.string }

  @Test func `comments become spaces and keep their line feeds`() {
    #expect(Self.masked("a // } b\nc /* {\n } */ d") == "a       \nc     \n      d")
  }

  @Test func `strings and regex literals become quotation marks`() {
    #expect(Self.masked(#"let a = "{b}", c = /[)]/"#) == #"let a = """"", c = """"""#)
  }

  @Test func `a string over several lines has no line feed`() {
    #expect(Self.masked("x = \"\"\"\n  }\n  \"\"\"\ny") == "x = \"\"\"\"\"\"\"\"\"\"\"\"\"\ny")
  }

  @Test func `an interpolation is code`() {
    #expect(Self.masked(#""a\(f("b")) c""#) == "\"\"\"\"f(\"\"\")\"\"\"\"")
  }

  @Test func `places are those of the source`() {
    let source = "let ü = \"é\" // ö\n"
    #expect(MaskedSource(source).count == source.utf8.count)
  }
}
