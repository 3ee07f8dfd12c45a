import Foundation
import Notebooks
import Testing

@Suite struct JSONTests {
  @Test func `characters are escaped by their units, and read again`() throws {
    let text = "\u{0}\u{1F}<é\u{2028}\u{FFFF}🌙\u{10FFFF}"
    let escaped = text.unicodeScalars.map(JSONValue.escape).joined()
    #expect(
      escaped
        == #"\u0000\u001f\u003c\u00e9\u2028\uffff\ud83c\udf19\udbff\udfff"#)
    #expect(try JSONDecoder().decode([String].self, from: Data("[\"\(escaped)\"]".utf8)) == [text])
  }
}
