/// An SVG text reduced to what a drawing needs: known elements, attributes and values, written anew.
///
/// In what comes out nothing loads, runs, moves or leads away, however a browser reads it: there are no scripts,
/// handlers, style sheets, animations, links or foreign markup, and references stay within the drawing.
package struct SafeDrawing {
  /// Where the drawing is to be shown.
  package enum Place {
    /// In the page's own markup, where a style sheet would restyle the page.
    case page
    /// As a picture of its own.
    case picture
  }

  /// One `<svg>` element.
  package private(set) var svg = ""
  /// What was left out, for people: "<script>", "onload"; each once, in the order of the first time.
  package private(set) var dropped: [String] = []

  private let place: Place
  private var open: [Element] = []
  private var isDone = false
  private var references = DrawingReferences()
  private static let deepest = 256

  private struct Element {
    var name: String
    /// Whether its tags are written, or only what is in it, or nothing at all.
    var treatment: Treatment
    var id: String?
  }

  private enum Treatment {
    case written, unwrapped, left
  }

  /// - Throws: where the text is not one well-formed `<svg>` element.
  package init(_ text: String, in place: Place = .page) throws(MalformedDrawing) {
    self.place = place
    var reader = MarkupReader(text)
    while let piece = try reader.next() { try take(piece) }
    if let last = open.last { throw MalformedDrawing(reason: "<\(last.name)> is not closed") }
    guard isDone else { throw MalformedDrawing(reason: "it has no <svg> element") }
    guard references.shapeCount <= DrawingReferences.limit else {
      throw MalformedDrawing(reason: "its references draw more than \(DrawingReferences.limit) shapes")
    }
  }

  private mutating func take(_ piece: MarkupReader.Piece) throws(MalformedDrawing) {
    switch piece {
    case .start(let name, let attributes, let isEmpty):
      try begin(name, attributes, isEmpty: isEmpty)
    case .end(let name):
      guard let last = open.popLast(), last.name == name else {
        throw MalformedDrawing(reason: "</\(name)> closes nothing that is open")
      }
      if last.treatment == .written { svg += "</\(name)>" }
      isDone = open.isEmpty
    case .text(let text):
      guard let last = open.last else {
        if text.allSatisfy(\.isWhitespace) { return }
        throw MalformedDrawing(reason: "there is text outside of its <svg> element")
      }
      if last.name == "style", last.treatment == .written {
        if DrawingVocabulary.isHarmlessSheet(text) {
          svg += SafeDrawing.escaped(text)
        } else {
          note("<style>")
        }
      } else if last.treatment != .left {
        svg += SafeDrawing.escaped(text)
      }
    }
  }

  private mutating func begin(
    _ name: String, _ attributes: [MarkupReader.Attribute], isEmpty: Bool
  ) throws(MalformedDrawing) {
    guard !isDone else {
      throw MalformedDrawing(reason: "there is a second element, <\(name)>, after the first")
    }
    guard !open.isEmpty || name == "svg" else {
      throw MalformedDrawing(reason: "it begins with <\(name)>, not with <svg>")
    }
    guard open.count < SafeDrawing.deepest else {
      throw MalformedDrawing(reason: "its elements are nested too deeply")
    }
    let treatment = treatment(of: name)
    if treatment == .written {
      svg += "<\(name)"
      for attribute in attributes { write(attribute, of: name) }
      svg += isEmpty ? "/>" : ">"
    }
    let id = attributes.first { $0.name == "id" }?.value
    if !isEmpty { open.append(Element(name: name, treatment: treatment, id: id)) }
    if isEmpty, open.isEmpty { isDone = true }
  }

  private mutating func treatment(of name: String) -> Treatment {
    if let parent = open.last {
      if parent.treatment == .left { return .left }
      if DrawingVocabulary.textual.contains(parent.name) || parent.name == "style" {
        note("<\(name)>")
        return .left
      }
    }
    if DrawingVocabulary.elements.contains(name) { return .written }
    if name == "style", place == .picture { return .written }
    // a drawing program's own notes, in a namespace of theirs
    if name.contains(":") || DrawingVocabulary.silent.contains(name) { return .left }
    note("<\(name)>")
    return DrawingVocabulary.wrappers.contains(name) ? .unwrapped : .left
  }

  private mutating func note(_ what: String) {
    if dropped.count < 8, !dropped.contains(what) { dropped.append(what) }
  }
}

// MARK: - Attributes

extension SafeDrawing {
  private mutating func write(_ attribute: MarkupReader.Attribute, of element: String) {
    guard let value = kept(attribute, of: element) else { return }
    note(references: value, as: attribute.name)
    let name = attribute.name == "xlink:href" ? "href" : attribute.name
    svg += " \(name)=\"\(SafeDrawing.escaped(value))\""
  }

  private mutating func note(references value: String, as name: String) {
    var targets = value.pieces(after: "url(#").map { String($0.prefix { $0 != ")" }) }
    if name.hasSuffix("href"), value.hasPrefix("#") { targets.append(String(value.dropFirst())) }
    for target in targets { references.add(target, within: open.compactMap(\.id)) }
  }

  /// What stays of an attribute's value; `nil` where the attribute is left out.
  private mutating func kept(_ attribute: MarkupReader.Attribute, of element: String) -> String? {
    let (name, value) = (attribute.name, attribute.value)
    switch name {
    case "xmlns": return value == "http://www.w3.org/2000/svg" ? value : nil
    case "class":
      // other classes would take their looks from the page's style sheet
      let classes = value.split(separator: " ").filter { place == .picture || $0.hasPrefix("chart") }
      return classes.isEmpty ? nil : classes.joined(separator: " ")
    case "style":
      let (kept, dropped) = DrawingVocabulary.style(value)
      for property in dropped { note("style \"\(property)\"") }
      return kept.isEmpty ? nil : kept
    case "href", "xlink:href":
      if value.hasPrefix("#") || element == "image" && SafeDrawing.isPixels(value) { return value }
      note("\(name) of <\(element)>")
      return nil
    default:
      let isKnown =
        DrawingVocabulary.attributes.contains(name) || DrawingVocabulary.properties.contains(name)
        || name.hasPrefix("aria-")
      if isKnown, DrawingVocabulary.isHarmless(value) || SafeDrawing.isWords(name) { return value }
      // of other namespaces, and data that no drawing reads
      if !isKnown, name.contains(":") || name.hasPrefix("data-") || name == "tabindex" { return nil }
      note(name)
      return nil
    }
  }

  /// Whether the attribute holds prose, in which no function is called.
  private static func isWords(_ name: String) -> Bool { name == "aria-label" || name == "aria-description" }

  /// Whether an address holds a picture of pixels itself, which can't do anything.
  private static func isPixels(_ address: String) -> Bool {
    let types = ["png", "jpeg", "jpg", "gif", "webp", "avif"]
    guard let type = types.first(where: { address.hasPrefix("data:image/\($0);base64,") }) else {
      return false
    }
    return address.dropFirst("data:image/\(type);base64,".count).unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789+/= \n\r\t".unicodeScalars.contains($0))
    }
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x27: result += "&#39;"
      case 0x09, 0x0A: result.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// What follows each occurrence of a mark.
  fileprivate func pieces(after mark: String) -> [Substring] {
    guard contains(mark) else { return [] }
    return Array(split(separator: mark, omittingEmptySubsequences: false).dropFirst())
  }
}
