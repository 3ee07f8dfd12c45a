import Markup

/// An SVG text parsed into a tree of only what a drawing needs: known elements, attributes and values.
///
/// Nothing in the tree loads, runs, moves or links elsewhere, however a browser reads it: there are no
/// scripts, handlers, style sheets, animations, links or foreign markup, and references stay within the
/// drawing.
package struct SafeDrawing {
  /// Where the drawing will be shown.
  package enum Place {
    /// Inside the page's markup, where a style sheet would restyle the page.
    case page
    /// As a separate picture.
    case picture
  }

  /// The `<svg>` element.
  package private(set) var element = Element("svg")
  /// The parts that were left out, for messages: "<script>", "onload"; each once, in order of first
  /// occurrence.
  package private(set) var dropped: [String] = []

  private let place: Place
  private var open: [OpenElement] = []
  private var isDone = false
  private var references = DrawingReferences()
  private static let deepest = 256

  private struct OpenElement {
    /// The part of it kept so far.
    var element: Element
    var treatment: Treatment
    var name: String { element.name }
  }

  private enum Treatment {
    /// The element is kept.
    case kept
    /// Only the element's content is kept.
    case unwrapped
    case dropped
  }

  /// - Throws: if the text is not one well-formed `<svg>` element.
  package init(_ text: String, in place: Place = .page) throws(MalformedDrawing) {
    self.place = place
    var reader = MarkupReader(text)
    while let piece = try reader.next() { try take(piece) }
    if let last = open.last { throw MalformedDrawing(reason: "<\(last.name)> is not closed") }
    guard isDone else { throw MalformedDrawing(reason: "it has no <svg> element") }
    guard !references.areTooMany else {
      throw MalformedDrawing(reason: "its references draw more than \(DrawingReferences.limit) shapes")
    }
  }

  private mutating func take(_ piece: MarkupReader.Piece) throws(MalformedDrawing) {
    switch piece {
    case .start(let name, let attributes, let isEmpty):
      // What is judged is what will be written: a name that a character ends here may go on with U+FFFD there.
      let shown = attributes.map { Attribute(name: $0.name, value: Escaper.shown($0.value)) }
      try begin(name, shown, isEmpty: isEmpty)
    case .end(let name):
      guard let last = open.popLast(), last.name == name else {
        throw MalformedDrawing(reason: "</\(name)> closes nothing that is open")
      }
      close(last)
    case .text(let text):
      guard !open.isEmpty else {
        if text.allSatisfy(\.isWhitespace) { return }
        throw MalformedDrawing(reason: "there is text outside of its <svg> element")
      }
      open[open.count - 1].element.children.append(.text(Escaper.shown(text)))
    }
  }

  /// Adds the kept part of an element to its parent.
  private mutating func close(_ closed: OpenElement) {
    var closed = closed
    if closed.treatment == .kept { references.end() }
    if closed.name == "style", closed.treatment == .kept { checkSheet(&closed.element) }
    guard !open.isEmpty else {
      element = closed.element
      isDone = true
      return
    }
    switch closed.treatment {
    case .kept: open[open.count - 1].element.children.append(.element(closed.element))
    case .unwrapped: open[open.count - 1].element.children += closed.element.children
    case .dropped: break
    }
  }

  /// Empties a style sheet that could fetch something, whether it is written in one piece or in several.
  private mutating func checkSheet(_ style: inout Element) {
    let sheet = style.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    if DrawingVocabulary.isHarmlessSheet(sheet) { return }
    note("<style>")
    style.children = []
  }

  private mutating func begin(
    _ name: String, _ attributes: [Attribute], isEmpty: Bool
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
    var element = Element(name)
    if treatment == .kept {
      references.begin(name) { name in attributes.first { $0.name == name }?.value }
      element.attributes = attributes.compactMap { kept($0, of: name) }
    }
    let begun = OpenElement(element: element, treatment: treatment)
    if isEmpty { close(begun) } else { open.append(begun) }
  }

  private mutating func treatment(of name: String) -> Treatment {
    if let parent = open.last {
      if parent.treatment == .dropped { return .dropped }
      if DrawingVocabulary.textual.contains(parent.name) || parent.name == "style" {
        note("<\(name)>")
        return .dropped
      }
    }
    if DrawingVocabulary.elements.contains(name) { return .kept }
    if name == "style", place == .picture { return .kept }
    // a drawing program's own notes, in its own namespace
    if name.contains(":") || DrawingVocabulary.silent.contains(name) { return .dropped }
    note("<\(name)>")
    return DrawingVocabulary.wrappers.contains(name) ? .unwrapped : .dropped
  }

  private mutating func note(_ what: String) {
    if dropped.count < 8, !dropped.contains(what) { dropped.append(what) }
  }
}

// MARK: - Attributes

extension SafeDrawing {
  private mutating func kept(_ attribute: Attribute, of element: String) -> Attribute? {
    guard let value = keptValue(attribute, of: element) else { return nil }
    references.add(value, as: attribute.name)
    return Attribute(name: attribute.name == "xlink:href" ? "href" : attribute.name, value: value)
  }

  /// The part of an attribute's value to keep; `nil` if the attribute is left out.
  private mutating func keptValue(_ attribute: Attribute, of element: String) -> String? {
    let (name, value) = (attribute.name, attribute.value)
    switch name {
    case "xmlns": return value == "http://www.w3.org/2000/svg" ? value : nil
    case "class":
      // other classes would be styled by the page's style sheet
      let classes = Array(value.utf8).split(whereSeparator: \.isStyleSpace)
        .filter { place == .picture || $0.starts(with: "chart".utf8) }
        .map { String(decoding: $0, as: UTF8.self) }
      return classes.isEmpty ? nil : classes.joined(separator: " ")
    case "style":
      let (kept, dropped) = DrawingVocabulary.style(
        value, isBounded: place == .page && open.isEmpty, isAllowed: fits)
      for property in dropped { note("style \"\(property)\"") }
      return kept.isEmpty ? nil : kept
    case "href", "xlink:href":
      if value.utf8.first == UInt8(ascii: "#") || element == "image" && SafeDrawing.isPixels(value) {
        return value
      }
      note("\(name) of <\(element)>")
      return nil
    default:
      let isKnown =
        DrawingVocabulary.attributes.contains(name) || DrawingVocabulary.properties.contains(name)
        || name.hasPrefix("aria-")
      if isKnown, fits(name), DrawingVocabulary.isHarmless(value) || SafeDrawing.isWords(name) {
        return value
      }
      // attributes of other namespaces, and data that no drawing reads
      if !isKnown, name.contains(":") || name.hasPrefix("data-") || name == "tabindex" { return nil }
      note(name)
      return nil
    }
  }

  /// Whether a property keeps the drawing within its place on the page. Inside, a drawing may overlap as it likes; a filter
  /// of the whole may draw shadows outside.
  private func fits(_ property: String) -> Bool {
    let leaves = property == "overflow" || property == "filter" || property.hasPrefix("transform")
    return place == .picture || !open.isEmpty || !leaves
  }

  /// Whether the attribute holds prose, which cannot call functions.
  private static func isWords(_ name: String) -> Bool { name == "aria-label" || name == "aria-description" }

  /// Whether an address is a data URL of a pixel image, which can't do anything.
  private static func isPixels(_ address: String) -> Bool {
    let types = ["png", "jpeg", "jpg", "gif", "webp", "avif"]
    guard let type = types.first(where: { address.hasPrefix("data:image/\($0);base64,") }) else {
      return false
    }
    return address.dropFirst("data:image/\(type);base64,".count).unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789+/= \n\r\t".unicodeScalars.contains($0))
    }
  }
}
