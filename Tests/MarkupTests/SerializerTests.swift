import Markup
import Testing

@Suite struct SerializerTests {
  @Test func `text and attributes are escaped, raw markup is not`() {
    let element = Element("p", ["title": "\"a\" & 'b'"], ["1 < 2 & \"c\"", .raw("<br>"), .text("d>e")])
    #expect(
      element.markup
        == "<p title=\"&quot;a&quot; &amp; 'b'\">1 &lt; 2 &amp; &quot;c&quot;<br>d&gt;e</p>")
  }

  @Test func `characters that are not allowed in a page are replaced`() {
    let refused = [0, 0x1B, 0x7F, 0x9B, 0xFFFE, 0xFDD0].compactMap(Unicode.Scalar.init)
    let text = String(String.UnicodeScalarView(refused))
    #expect([Node.text(text)].markup == String(repeating: "\u{FFFD}", count: 6))
    #expect([Node.text("\t\n é 🌙 \u{200D}")].markup == "\t\n é 🌙 \u{200D}")
    #expect([Node.text("a\r\nb")].markup == "a&#13;\nb")
  }

  @Test func `a text as readers see it is written as the text is`() {
    let edges: [UInt32] = [0xD7FF, 0xFDCF, 0xFDD0, 0xFDEF, 0xFFFD, 0xFFFE, 0x1FFFF]
    for number in edges + (0...0x2FF) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let (text, shown) = ("é\(scalar)", Escaper.shown("é\(scalar)"))
      #expect([Node.text(shown)].markup == [Node.text(text)].markup, "\(number)")
      #expect(shown.unicodeScalars.allSatisfy { Escaper.isAllowed($0) || $0 == "\r" }, "\(number)")
      #expect((shown == text) == (Escaper.isAllowed(scalar) || scalar == "\r"), "\(number)")
    }
  }

  @Test func `HTML has void elements and attributes without a value, drawings have neither`() {
    #expect(Element("br").markup == "<br>")
    #expect(Element("span").markup == "<span></span>")
    #expect(Element("img", ["alt": "", "src": "a"]).markup == "<img alt=\"\" src=\"a\">")
    #expect(Element("details", ["open": ""], ["x"]).markup == "<details open>x</details>")
    let drawing = Element("svg", [.element("g", ["class": ""], [.element("path", ["d": "M0 0"])])])
    #expect(drawing.markup == "<svg><g class=\"\"><path d=\"M0 0\"/></g></svg>")
    #expect(Element("p", [.element(drawing), .element("b")]).markup == "<p>\(drawing.markup)<b></b></p>")
  }

  @Test func `a nil attribute is left out, and one that is set again keeps its place`() {
    var element = Element("a", ["class": nil, "href": "x", "id": "y"])
    #expect(element.attributes.map(\.name) == ["href", "id"])
    element["href"] = "z"
    element["rel"] = "next"
    element["id"] = nil
    #expect(element.markup == "<a href=\"z\" rel=\"next\"></a>")
  }

  @Test func `lines leave out empty parts`() {
    #expect([Node].lines([["a"], [], ["b", .element("br")]]).markup == "a\nb<br>")
    #expect(["a", "b"].map { Node.text($0) }.separated(by: ", ").markup == "a, b")
  }
}
