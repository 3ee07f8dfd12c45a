import Displays
import SwiftSource

/// The elements and attributes of an author's HTML that a page shows.
///
/// What is named here neither runs anything nor loads anything, and leaves the page around it as it is.
package enum HTMLVocabulary {
  private static let elements: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt",
    "u", "ul", "var", "wbr",
  ]

  private static let drawing: Set<String> = [
    "circle", "clippath", "defs", "desc", "ellipse", "g", "line", "lineargradient", "marker", "mask", "path",
    "pattern", "polygon", "polyline", "radialgradient", "rect", "stop", "svg", "text", "tspan",
  ]

  private static let everywhere: Set<String> = ["class", "dir", "id", "lang", "role", "style", "title"]

  private static let ofElement: [String: Set<String>] = [
    "a": ["href"], "img": ["align", "alt", "height", "src", "width"],
    "td": ["align", "colspan", "headers", "rowspan", "valign", "width"],
    "th": ["align", "colspan", "headers", "rowspan", "scope", "valign", "width"],
    "table": ["align", "border", "cellpadding", "cellspacing", "width"], "tr": ["align", "valign"],
    "col": ["span", "width"], "colgroup": ["span"], "ol": ["reversed", "start", "type"], "li": ["value"],
    "details": ["name", "open"], "time": ["datetime"], "del": ["datetime"], "ins": ["datetime"],
    "p": ["align"],
    "div": ["align"], "hr": ["width"], "h1": ["align"], "h2": ["align"], "h3": ["align"], "h4": ["align"],
    "h5": ["align"], "h6": ["align"],
  ]

  private static let ofDrawing: Set<String> = [
    "clip-path", "clip-rule", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "fx", "fy", "gradienttransform", "gradientunits", "height",
    "marker-end", "marker-mid", "marker-start", "markerheight", "markerunits", "markerwidth", "mask",
    "maskunits", "offset", "opacity", "orient", "paint-order", "pathlength", "patterncontentunits",
    "patterntransform", "patternunits", "points", "preserveaspectratio", "r", "refx", "refy", "rotate", "rx",
    "ry", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "textlength",
    "transform", "vector-effect", "version", "viewbox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
  ]

  /// The properties of `style`: what a text looks like, and not where it is.
  private static let properties: Set<String> = [
    "align-items", "background", "background-color", "border", "border-bottom", "border-collapse",
    "border-color", "border-left", "border-radius", "border-right", "border-spacing", "border-style",
    "border-top", "border-width", "clear", "color", "columns", "display", "fill", "flex", "float", "font",
    "font-family", "font-size", "font-style", "font-variant", "font-weight", "gap", "grid-template-columns",
    "justify-content", "letter-spacing", "list-style-type", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "min-width",
    "overflow-x", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "stroke",
    "stroke-width", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align",
    "white-space", "width",
  ]

  /// The values of `display` that arrange what they are given to, and don't hide it.
  private static let arrangements: Set<String> = [
    "block", "flex", "grid", "inline", "inline-block", "inline-flex", "inline-grid",
  ]

  package static func has(element: String) -> Bool { elements.contains(element) || drawing.contains(element) }

  /// Whether an element has no content and no closing tag.
  package static func isEmpty(_ element: String) -> Bool {
    ["br", "col", "hr", "img", "wbr"].contains(element)
  }

  /// Whether an element ends without a closing tag where another one begins.
  package static func ends(_ element: String, before next: String) -> Bool {
    endings.contains { $0.elements.contains(element) && $0.next.contains(next) }
  }

  private static let endings: [(elements: Set<String>, next: Set<String>)] = [
    (["li"], ["li"]), (["dd", "dt"], ["dd", "dt"]), (["rp", "rt"], ["rp", "rt"]),
    (["caption", "colgroup"], ["tbody", "tfoot", "thead", "tr"]),
    (["td", "th"], ["tbody", "td", "tfoot", "th", "thead", "tr"]),
    (["tr"], ["tbody", "tfoot", "thead", "tr"]), (["tbody", "tfoot", "thead"], ["tbody", "tfoot", "thead"]),
    (
      ["p"],
      [
        "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "ol", "p", "pre", "section", "table",
        "ul",
      ]
    ),
  ]

  package static func isOfDrawing(_ element: String) -> Bool { drawing.contains(element) }

  package static func isOfDrawing(attribute: String) -> Bool { ofDrawing.contains(attribute) }

  package static func has(attribute: String, of element: String) -> Bool {
    if everywhere.contains(attribute) || attribute.hasPrefix("aria-") { return isName(attribute) }
    if let own = ofElement[element] { return own.contains(attribute) }
    // A whole drawing would be moved or enlarged over the text around it.
    if element == "svg", attribute == "transform" { return false }
    return drawing.contains(element) && ofDrawing.contains(attribute)
  }

  private static func isName(_ attribute: String) -> Bool {
    attribute.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") }
  }

  /// The declarations of a `style` that change how a text looks, without those that load a file, move it elsewhere or let it
  /// grow over its place. Pictures may have a height.
  ///
  /// It divides bytes, as browsers do: a semicolon after a character that combines with it is part of one `Character`.
  package static func style(_ style: String, of element: String) -> String {
    let pieces = style.utf8.split(separator: UInt8(ascii: ";")).map { String(decoding: $0, as: UTF8.self) }
    let declarations = pieces.filter { declaration in
      let parts = declaration.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard parts.count == 2 else { return false }
      let (property, value) = (words(parts[0]), words(parts[1]))
      let isPicture = element == "img" || element == "svg"
      if !properties.contains(property), !(isPicture && property == "height") { return false }
      if property == "overflow-x", isOfDrawing(element) { return false }
      let isMoving = property.hasPrefix("margin") || property == "text-indent" || property == "letter-spacing"
      if isMoving, value.utf8.contains(UInt8(ascii: "-")) { return false }
      if property == "display", !arrangements.contains(value) { return false }
      if property == "text-decoration", !hasOnlyWords(value) { return false }
      if isOfEdge(property), !hasShortLengths(value) { return false }
      return isPlain(value) || takesFunctions(property) && isFunction(value)
    }
    return declarations.map(\.trimmingBlanks).joined(separator: "; ")
  }

  private static func words(_ part: Substring.UTF8View) -> String {
    String(decoding: part, as: UTF8.self).trimmingBlanks.lowercased()
  }

  /// Whether a value neither loads anything nor has a mark that the browser would look for the end of.
  private static func isPlain(_ value: String) -> Bool {
    var quote: UInt8?
    for byte in value.utf8 {
      if "\\(<&@/!{}".utf8.contains(byte) { return false }
      if let open = quote {
        // A line's end ends a text, and all that follows is read differently.
        if "\n\r\u{C}".utf8.contains(byte) { return false }
        if byte == open { quote = nil }
      } else if "\"'".utf8.contains(byte) {
        quote = byte
      }
    }
    return quote == nil
  }

  /// A colour or a length that one function gives, such as `rgb(0 0 0 / 50%)`, of the ones that load nothing.
  private static func isFunction(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), bytes.last == UInt8(ascii: ")") else {
      return false
    }
    let inner = bytes[(open + 1)...].dropLast()
    let begun = "()\\<&@!{}\"'".utf8
    guard !inner.contains(where: { begun.contains($0) }) else { return false }
    let isComment = zip(inner, inner.dropFirst()).contains {
      $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "*")
    }
    return !isComment && functions.contains(String(decoding: bytes[..<open], as: UTF8.self))
  }

  private static let functions: Set<String> = [
    "calc", "hsl", "hsla", "oklab", "oklch", "rgb", "rgba", "var",
  ]

  /// Whether a property is a colour or a width, and not one of several things that its value names.
  private static func takesFunctions(_ property: String) -> Bool {
    property.hasSuffix("color") || property.hasSuffix("width") && property != "border-width"
      || ["background", "fill", "font-size", "height", "stroke"].contains(property)
  }

  /// Whether a property sets how far something is drawn from its place, with no room made for it in a line of text.
  private static func isOfEdge(_ property: String) -> Bool {
    ["border", "margin", "padding"].contains { property.hasPrefix($0) } && property != "border-radius"
      && property != "border-color" || ["letter-spacing", "text-indent", "vertical-align"].contains(property)
  }

  private static func hasOnlyWords(_ value: String) -> Bool {
    value.utf8.split { $0.isStyleSpace }.allSatisfy(isWord)
  }

  /// Whether all lengths in a value are at most about three letters long.
  private static func hasShortLengths(_ value: String) -> Bool {
    value.utf8.split { $0.isStyleSpace || $0 == UInt8(ascii: ",") }.allSatisfy { word in
      if isWord(word) { return true }
      let unit = String(
        decoding: word.reversed().prefix { $0.isLetter || $0 == UInt8(ascii: "%") }.reversed(), as: UTF8.self)
      guard let length = Double(String(decoding: word.dropLast(unit.utf8.count), as: UTF8.self)) else {
        return false
      }
      return length == 0 || longest[unit].map { abs(length) <= $0 } ?? false
    }
  }

  /// Whether this is one name or a colour. A sign or a point would end a name, and begin a number without a blank.
  private static func isWord(_ word: Substring.UTF8View) -> Bool {
    guard let first = word.first, first.isLetter || first == UInt8(ascii: "#") else { return false }
    return word.dropFirst().allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  /// The longest lengths by their units.
  private static let longest: [String: Double] = [
    "%": 8, "ch": 6, "em": 3, "ex": 6, "pt": 36, "px": 48, "rem": 3,
  ]
}
