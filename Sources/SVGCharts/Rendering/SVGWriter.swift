import Markup

/// A text's place in the drawing, for finding overlaps.
package struct TextBox: Hashable, Sendable {
  package var text: String
  package var box: Box
  /// Counter-clockwise, in degrees about the box's reading start; 0 for nearly all.
  package var angle: Double
  /// Whether there was no free place for it, so that it may overlap others.
  package var isCrowded: Bool

  package init(text: String, box: Box, angle: Double, isCrowded: Bool = false) {
    self.text = text
    self.box = box
    self.angle = angle
    self.isCrowded = isCrowded
  }
}

/// A rectangle in the drawing's units, y downwards.
package struct Box: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var maxX: Double { x + width }
  package var maxY: Double { y + height }
  package var midX: Double { x + width / 2 }
  package var midY: Double { y + height / 2 }

  package func intersects(_ other: Box) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  package func contains(_ other: Box) -> Bool {
    other.x >= x - 0.01 && other.y >= y - 0.01 && other.maxX <= maxX + 0.01 && other.maxY <= maxY + 0.01
  }

  package func inset(by distance: Double) -> Box {
    Box(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }
}

/// Which end of a text is at its point.
package enum TextAnchor: String {
  case start, middle, end
}

/// Collects the elements of a drawing, and where its texts are.
package struct SVGWriter: Sendable {
  private(set) var nodes: [Node] = []
  package private(set) var texts: [TextBox] = []

  package init() {}

  /// An attribute and its text.
  package typealias Attribute = (name: String, value: String)

  package mutating func element(_ name: String, _ attributes: [Attribute]) {
    append(name, attributes)
  }

  /// An element around what `content` draws; nothing where it draws nothing.
  package mutating func nested(
    _ name: String, _ attributes: [Attribute], _ content: (inout SVGWriter) -> Void
  ) {
    let before = nodes
    nodes = []
    content(&self)
    let children = nodes
    nodes = before
    if !children.isEmpty { append(name, attributes, children) }
  }

  /// An element with a name, which a page's script or a viewer tells on demand.
  mutating func element(_ name: String, _ attributes: [Attribute], title: String?) {
    let child = title.map { Node.element(SVGWriter.element("title", [], [.text(singleLine($0))])) }
    append(name, attributes, [child].compactMap(\.self))
  }

  /// A group around what `content` draws.
  package mutating func group(_ attributes: [Attribute], _ content: (inout SVGWriter) -> Void) {
    nested("g", attributes, content)
  }

  private mutating func append(_ name: String, _ attributes: [Attribute], _ children: [Node] = []) {
    nodes.append(.element(SVGWriter.element(name, attributes, children)))
  }

  static func element(_ name: String, _ attributes: [Attribute], _ children: [Node] = []) -> Element {
    Element(
      name: name, attributes: attributes.map { Markup.Attribute(name: $0.name, value: $0.value) },
      children: children)
  }

  /// One line of text with its baseline at `y`.
  package mutating func label(
    _ text: String, x: Double, y: Double, style: TextStyle, anchor: TextAnchor = .start, angle: Double = 0,
    hasHalo: Bool = false, isCrowded: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let text = curlyQuotes(text)
    var attributes: [Attribute] = [("x", SVGWriter.number(x)), ("y", SVGWriter.number(y))]
    if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
    attributes.append(("font-size", SVGWriter.number(style.size)))
    if style.isBold { attributes.append(("font-weight", "600")) }
    attributes.append(("fill", style.color))
    if angle != 0 {
      attributes.append(
        ("transform", "rotate(\(SVGWriter.number(-angle)) \(SVGWriter.number(x)) \(SVGWriter.number(y)))"))
    }
    if hasHalo {
      attributes += [
        ("stroke", ChartColor.background.css), ("stroke-width", "3"), ("stroke-linejoin", "round"),
        ("paint-order", "stroke"),
      ]
    }
    append("text", attributes, [.text(singleLine(text))])
    let box = TextStyle.box(text, x: x, y: y, style: style, anchor: anchor)
    texts.append(TextBox(text: text, box: box, angle: angle, isCrowded: isCrowded))
  }

  /// Many short texts that look alike: what they share is said once.
  package mutating func labels(_ items: [(text: String, spot: Spot)], style: TextStyle, anchor: TextAnchor) {
    var attributes: [Attribute] = anchor == .start ? [] : [("text-anchor", anchor.rawValue)]
    attributes += [("font-size", SVGWriter.number(style.size)), ("fill", style.color)]
    group(attributes) { writer in
      for (text, spot) in items {
        let place = [("x", SVGWriter.number(spot.x)), ("y", SVGWriter.number(spot.y))]
        writer.append("text", place, [.text(singleLine(text))])
        let box = TextStyle.box(text, x: spot.x, y: spot.y, style: style, anchor: anchor)
        writer.texts.append(TextBox(text: text, box: box, angle: 0))
      }
    }
  }

  /// Everything that another writer has drawn, moved.
  package mutating func append(_ other: SVGWriter, dx: Double, dy: Double) {
    append("g", [("transform", "translate(\(SVGWriter.number(dx)) \(SVGWriter.number(dy)))")], other.nodes)
    texts += other.texts.map { text in
      var text = text
      text.box.x += dx
      text.box.y += dy
      return text
    }
  }

  /// The same drawing without its texts.
  package var withoutTexts: SVGWriter {
    var copy = self
    (copy.nodes, copy.texts) = (SVGWriter.shapes(nodes), [])
    return copy
  }

  private static func shapes(_ nodes: [Node]) -> [Node] {
    nodes.compactMap { node in
      guard case .element(var element) = node else { return nil }
      if element.name == "text" { return nil }
      element.children = shapes(element.children)
      return element.name == "g" && element.children.isEmpty ? nil : .element(element)
    }
  }

  package static func number(_ value: Double) -> String { NumberFormat.coordinate(value) }
}

/// A text's size and colour.
package struct TextStyle {
  package var size: Double
  package var color: String
  package var isBold: Bool

  package init(size: Double, color: String, isBold: Bool = false) {
    self.size = size
    self.color = color
    self.isBold = isBold
  }

  /// The same style in another size.
  func sized(_ size: Double) -> TextStyle { TextStyle(size: size, color: color, isBold: isBold) }

  static func box(
    _ text: String, x: Double, y: Double, style: TextStyle, anchor: TextAnchor
  ) -> Box {
    let width = TextMetrics.width(of: text, size: style.size, isBold: style.isBold)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    let top = y - style.size * TextMetrics.capHeight
    return Box(
      x: left, y: top, width: width, height: style.size * (TextMetrics.capHeight + TextMetrics.descent))
  }
}
