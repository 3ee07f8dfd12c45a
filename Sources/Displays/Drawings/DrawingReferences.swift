/// The parts of a drawing and what they refer to, counted so that a few lines can't expand into billions of shapes.
///
/// A reference draws all of what it refers to, with what that refers to in turn. Parts are the elements with ids, as
/// browsers tell these apart: byte by byte, and of several elements with the same id they take the first.
///
/// What a shape refers to is drawn once, but a marker at each of its vertices. What a group refers to may be drawn at all
/// the shapes in it.
package struct DrawingReferences {
  /// How many elements references may draw in total.
  package static let limit = 100_000

  private static let gradients: Set<String> = ["lineargradient", "radialgradient", "stop"]
  /// The elements in which nothing is that could inherit from them.
  private static let shapes: Set<String> = [
    "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect",
  ]
  /// The properties that elements inherit, without those of what is drawn at each vertex.
  private static let inherited: Set<String> = ["fill", "marker-end", "marker-start", "stroke"]

  /// An element with an id, or the whole drawing.
  private struct Part {
    /// Its elements that are in no part of it.
    var elements = 0
    /// The parts in it.
    var inner: [Int] = []
    /// What elements refer to which are in no part of it.
    var targets: [Target] = []
    /// The vertices of its elements that are in no part of it.
    var vertices = 0
  }

  private struct Target {
    var name: [UInt8]
    var weight: Weight
  }

  /// How often a reference is drawn: so many times, or at each shape or vertex of the part that it is in.
  private enum Weight: Hashable {
    case times(Int), shapes, vertices
  }

  private struct OpenElement {
    var part: Int
    var isShape: Bool
    var vertices: Int
  }

  private var parts = [Part()]
  private var open: [OpenElement] = []
  /// The first part with each id.
  private var numbers: [[UInt8]: Int] = [:]

  package init() {}

  /// An element begins that the drawing keeps.
  ///
  /// - Parameter value: the value of one of its attributes.
  package mutating func begin(_ element: String, value: (String) -> String?) {
    let element = element.lowercased()
    var part = open.last?.part ?? 0
    if let id = value("id") {
      parts[part].inner.append(parts.count)
      part = parts.count
      parts.append(Part())
      let name = Array(id.utf8)
      numbers[name] = numbers[name] ?? part
    }
    // Gradients draw nothing by themselves.
    if !Self.gradients.contains(element) { parts[part].elements += 1 }
    let vertices = VertexCount.of(element, value: value)
    parts[part].vertices = min(parts[part].vertices + vertices, Self.limit + 1)
    open.append(OpenElement(part: part, isShape: Self.shapes.contains(element), vertices: vertices))
  }

  package mutating func end() { open.removeLast() }

  /// Records the references of one of the open element's attributes.
  package mutating func add(_ value: String, as attribute: String) {
    var targets = FragmentURLs(in: value).ids
    if attribute.hasSuffix("href"), value.utf8.first == UInt8(ascii: "#") {
      targets.append(String(decoding: value.utf8.dropFirst(), as: UTF8.self))
    }
    if targets.isEmpty { return }
    let weight = weight(of: attribute == "style" ? Self.properties(in: value) : [attribute])
    for target in targets { add(target, weight) }
  }

  /// The properties of a `style` whose values refer to something.
  private static func properties(in style: String) -> [String] {
    style.lowercased().utf8.split(separator: UInt8(ascii: ";")).compactMap { declaration in
      let text = String(decoding: declaration, as: UTF8.self)
      guard text.contains("url"), let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else {
        return nil
      }
      return String(decoding: declaration[..<colon].filter { !$0.isStyleSpace }, as: UTF8.self)
    }
  }

  /// How often the open element draws what these properties refer to. Shapes inherit paints and markers from the elements
  /// around them.
  private func weight(of properties: [String]) -> Weight {
    guard let element = open.last else { return .times(1) }
    let isAtVertices = properties.contains { $0 == "marker" || $0 == "marker-mid" }
    if element.isShape { return .times(isAtVertices ? max(1, element.vertices) : 1) }
    return isAtVertices
      ? .vertices : properties.contains(where: Self.inherited.contains) ? .shapes : .times(1)
  }

  private mutating func add(_ target: String, _ weight: Weight) {
    let name = Array(target.utf8)
    let part = open.last?.part ?? 0
    parts[part].targets.append(Target(name: name, weight: weight))
    let plain = Self.plain(name)
    if plain != name { parts[part].targets.append(Target(name: plain, weight: weight)) }
  }

  /// The id that an address's fragment means: browsers take no notice of ends of lines in it, and decode it.
  private static func plain(_ target: [UInt8]) -> [UInt8] {
    var kept = target.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }[...]
    while let last = kept.last, last <= 0x20 { kept.removeLast() }
    var plain: [UInt8] = []
    while let byte = kept.popFirst() {
      let digits = String(decoding: kept.prefix(2), as: UTF8.self)
      // A number may also have a sign, and only one digit.
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let code = UInt8(digits, radix: 16)
      {
        plain.append(code)
        kept = kept.dropFirst(2)
      } else {
        plain.append(byte)
      }
    }
    return plain
  }

  // MARK: Counting

  private enum Count {
    case open
    /// The elements of a part, those that are drawn by references in it, and the vertices of both.
    case known(elements: Int, references: Int, vertices: Int)
  }

  /// Whether all references together draw more than a browser can.
  package var areTooMany: Bool { shapeCount > Self.limit }

  /// How many shapes all references draw; counting stops just over the limit. Parts that refer to each other in a circle count
  /// as too many, but what refers to the part that it is in is not drawn.
  var shapeCount: Int {
    var counts: [Int: Count] = [:]
    // Not by recursion: a drawing may have a chain of a million references.
    var waiting = [0]
    while let part = waiting.last {
      switch counts[part] {
      case nil:
        counts[part] = .open
        for next in parts[part].inner + targets(of: part).map({ $0.part }) {
          switch counts[next] {
          case nil: waiting.append(next)
          case .open?: return Self.limit + 1
          case .known?: break
          }
        }
      case .open?:
        counts[part] = count(of: part, counts)
        waiting.removeLast()
      case .known?: waiting.removeLast()
      }
    }
    guard case .known(_, let references, _)? = counts[0] else { return 0 }
    return references
  }

  /// The other parts that a part refers to.
  private func targets(of part: Int) -> [(part: Int, weight: Weight)] {
    parts[part].targets.compactMap { target in
      guard let number = numbers[target.name], number != part else { return nil }
      return (number, target.weight)
    }
  }

  private func count(of part: Int, _ counts: [Int: Count]) -> Count {
    let bound = Self.limit + 1
    var (elements, references, vertices) = (parts[part].elements, 0, parts[part].vertices)
    for inner in parts[part].inner {
      guard case .known(let more, let others, let points)? = counts[inner] else { continue }
      elements += more
      references = min(references + others, bound)
      vertices = min(vertices + points, bound)
    }
    let targets = targets(of: part)
    for target in targets {
      guard case .times(let times) = target.weight else { continue }
      guard case .known(let drawn, let others, let points)? = counts[target.part] else { continue }
      references = min(references + times * min(drawn + others, bound), bound)
      vertices = min(vertices + points, bound)
    }
    // What is inherited comes to all of that.
    let shapes = min(elements + references, bound)
    for target in targets {
      guard case .known(let drawn, let others, _)? = counts[target.part] else { continue }
      switch target.weight {
      case .times: break
      case .shapes: references = min(references + shapes * min(drawn + others, bound), bound)
      case .vertices: references = min(references + vertices * min(drawn + others, bound), bound)
      }
    }
    return .known(elements: elements, references: references, vertices: vertices)
  }
}
