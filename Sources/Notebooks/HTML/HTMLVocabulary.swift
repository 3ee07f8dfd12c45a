import SwiftSource

/// The elements and attributes of an author's HTML that a page shows.
///
/// What is named here neither runs anything nor loads anything, and leaves the page around it as it is.
package enum HTMLVocabulary {
  private static let elements: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite",
    "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "rp", "rt",
    "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot",
    "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
  ]

  private static let drawing: Set<String> = [
    "circle", "clippath", "defs", "desc", "ellipse", "g", "line", "lineargradient", "marker", "path",
    "polygon",
    "polyline", "radialgradient", "rect", "stop", "svg", "text", "tspan",
  ]

  private static let everywhere: Set<String> = ["class", "dir", "id", "lang", "role", "style", "title"]

  private static let ofElement: [String: Set<String>] = [
    "a": ["href"], "img": ["alt", "height", "src", "width"],
    "td": ["align", "colspan", "headers", "rowspan"],
    "th": ["align", "colspan", "headers", "rowspan", "scope"], "col": ["span"], "colgroup": ["span"],
    "ol": ["reversed", "start", "type"], "li": ["value"], "details": ["name", "open"], "time": ["datetime"],
    "del": ["datetime"], "ins": ["datetime"], "p": ["align"], "div": ["align"],
  ]

  private static let ofDrawing: Set<String> = [
    "clip-path", "clip-rule", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "fx", "fy", "gradienttransform", "gradientunits", "height",
    "marker-end",
    "marker-mid", "marker-start", "markerheight", "markerunits", "markerwidth", "offset", "opacity", "orient",
    "paint-order", "pathlength", "points", "preserveaspectratio", "r", "refx", "refy", "rotate", "rx", "ry",
    "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "textlength",
    "transform",
    "vector-effect", "version", "viewbox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
  ]

  /// The properties of `style`: what a text looks like, and not where it is.
  private static let properties: Set<String> = [
    "background", "background-color", "border", "border-bottom", "border-collapse", "border-color",
    "border-left",
    "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "clear",
    "color",
    "columns", "display", "fill", "flex", "float", "font", "font-family", "font-size", "font-style",
    "font-variant",
    "font-weight", "gap", "grid-template-columns", "height", "letter-spacing", "line-height",
    "list-style-type",
    "max-width", "min-width", "opacity", "padding", "padding-bottom", "padding-left", "padding-right",
    "padding-top",
    "stroke", "stroke-width", "text-align", "text-decoration", "text-indent", "text-transform",
    "vertical-align",
    "white-space", "width",
  ]

  package static func has(element: String) -> Bool { elements.contains(element) || drawing.contains(element) }

  package static func isOfDrawing(_ element: String) -> Bool { drawing.contains(element) }

  package static func has(attribute: String, of element: String) -> Bool {
    if everywhere.contains(attribute) || attribute.hasPrefix("aria-") { return isName(attribute) }
    return ofElement[element]?.contains(attribute) ?? drawing.contains(element)
      && ofDrawing.contains(attribute)
  }

  private static func isName(_ attribute: String) -> Bool {
    attribute.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") }
  }

  /// The declarations of a `style` that change how a text looks, without those that load a file or move it elsewhere.
  package static func style(_ style: String) -> String {
    let declarations = style.split(separator: ";").filter { declaration in
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, properties.contains(String(parts[0]).trimmingBlanks.lowercased()) else {
        return false
      }
      return !parts[1].utf8.contains { "\\(<&@/".utf8.contains($0) } || isColor(parts[1])
    }
    return declarations.map { String($0).trimmingBlanks }.joined(separator: "; ")
  }

  /// A colour or a length that a function gives, such as `rgb(0 0 0 / 50%)`, of the ones that load nothing.
  private static func isColor(_ value: Substring) -> Bool {
    let text = String(value).trimmingBlanks.lowercased()
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")), text.hasSuffix(")") else { return false }
    return ["rgb", "rgba", "hsl", "hsla", "oklch", "oklab", "var", "calc"].contains(text[..<open])
      && !text.utf8.contains { "\\<&@".utf8.contains($0) } && text.utf8.count { $0 == UInt8(ascii: "(") } == 1
  }
}
