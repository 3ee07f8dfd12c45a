import Foundation
import SVGCharts

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads an SVG as a parser does, and keeps what tests ask about.
package final class SVGReader: NSObject, XMLParserDelegate {
  package private(set) var elements: [String: Int] = [:]
  package private(set) var ids: [String] = []
  package private(set) var texts: [String] = []
  private var current: String?

  /// Texts that break markup which isn't escaped, or that XML doesn't allow.
  package static let hostile = [
    "<script>alert(1)</script>", "]]>", "\"onload='x'", "a & b &amp; <b>", "\u{0}\u{1}\u{8}\u{FFFE}\u{FFFF}",
    "line\nbreak\ttab\r", "\u{202E}reversed\u{2066}", "</svg><p>", "&#x0;", "e\u{301}\u{200D}👩‍🔬",
  ]

  /// `nil` where the text isn't well-formed XML.
  package static func read(_ svg: String) -> SVGReader? {
    let reader = SVGReader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  package func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    if let id = attributes["id"] { ids.append(id) }
    if ["text", "title", "desc"].contains(name) { current = "" }
  }

  package func parser(_ parser: XMLParser, foundCharacters string: String) { current?.append(string) }

  package func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if ["text", "title", "desc"].contains(name), let text = current {
      texts.append(text)
      current = nil
    }
  }
}

/// The pairs of texts that overlap, though they had free places, and the texts that leave the drawing.
package func misplaced(_ drawing: (texts: [TextBox], frame: Box)) -> [String] {
  var found: [String] = []
  for (index, text) in drawing.texts.enumerated() {
    if !corners(text).allSatisfy({ drawing.frame.contains(Box(x: $0.0, y: $0.1, width: 0, height: 0)) }) {
      found.append("\"\(text.text)\" leaves the drawing: \(text.box) in \(drawing.frame)")
    }
    for other in drawing.texts[(index + 1)...]
    where !text.isCrowded && !other.isCrowded && areOverlapping(text, other) {
      found.append("\"\(text.text)\" \(text.box) overlaps \"\(other.text)\" \(other.box)")
    }
  }
  return found
}

/// The corners of a text's box, turned about the end of its baseline as sloped labels are.
private func corners(_ text: TextBox) -> [(Double, Double)] {
  let box = text.box
  let plain = [(box.x, box.y), (box.maxX, box.y), (box.maxX, box.maxY), (box.x, box.maxY)]
  guard text.angle != 0 else { return plain }
  let pivot = (box.maxX, box.y + box.height * 0.72 / 0.94)
  let angle = -text.angle * Double.pi / 180
  return plain.map { x, y in
    let (dx, dy) = (x - pivot.0, y - pivot.1)
    return (pivot.0 + dx * cos(angle) - dy * sin(angle), pivot.1 + dx * sin(angle) + dy * cos(angle))
  }
}

/// Separating axes: two convex shapes are apart if they are along the normal of one of their sides.
private func areOverlapping(_ a: TextBox, _ b: TextBox) -> Bool {
  let (first, second) = (corners(a), corners(b))
  for shape in [first, second] {
    for index in 0..<4 {
      let (p, q) = (shape[index], shape[(index + 1) % 4])
      let normal = (q.1 - p.1, p.0 - q.0)
      let one = first.map { $0.0 * normal.0 + $0.1 * normal.1 }
      let two = second.map { $0.0 * normal.0 + $0.1 * normal.1 }
      guard let a0 = one.min(), let a1 = one.max(), let b0 = two.min(), let b1 = two.max() else {
        return false
      }
      if a1 <= b0 + 1e-6 || b1 <= a0 + 1e-6 { return false }
    }
  }
  return true
}

/// A small generator for the tests' random charts; its stream is fixed by the seed.
package struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
