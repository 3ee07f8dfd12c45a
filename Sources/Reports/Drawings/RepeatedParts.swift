import Markup

extension Element {
  /// The drawing with each group of shapes that it repeats, such as the same points in every panel, written only once.
  ///
  /// Layouts for other widths keep their own: what is not displayed cannot be drawn elsewhere in all browsers. Groups with
  /// text, names or ids stay where they are.
  ///
  /// - Parameter prefix: the beginning of the repeated parts' ids.
  package func withoutRepeats(prefix: String) -> Element {
    var parts = RepeatedParts(prefix: prefix)
    return parts.withoutRepeats(self)
  }
}

private struct RepeatedParts {
  let prefix: String
  /// The looks of elements by their numbers, and how often groups have them in the layout that is being read.
  private var looks: [Look: Int] = [:]
  private var counts: [Int: Int] = [:]
  private var ids: [Int: String] = [:]
  private var number = 0
  /// A `<use>` and a group have a cost as well.
  private static let minimumBytes = 300
  private static let shapes: Set<String> = [
    "g", "path", "line", "circle", "ellipse", "rect", "polyline", "polygon",
  ]

  init(prefix: String) { self.prefix = prefix }

  /// The drawing, layout by layout, or as the one that it is.
  mutating func withoutRepeats(_ drawing: Element) -> Element {
    var drawing = drawing
    let layouts = drawing.children.indices.filter { index in
      if case .element(let child) = drawing.children[index] { child.name == "svg" } else { false }
    }
    guard !layouts.isEmpty else { return layout(drawing) }
    for index in layouts {
      if case .element(let child) = drawing.children[index] {
        drawing.children[index] = .element(layout(child))
      }
    }
    return drawing
  }

  private mutating func layout(_ element: Element) -> Element {
    (counts, ids) = ([:], [:])
    let parts = compared(element.children)
    count(parts)
    return replaced(element, parts)
  }

  /// What is compared of each node, in place of its markup: the markup of a group would be written again for every group
  /// around it.
  private mutating func compared(_ nodes: [Node]) -> [ComparedPart] {
    nodes.map { node in
      guard case .element(let element) = node, Self.shapes.contains(element.name) else {
        return ComparedPart()
      }
      return compared(element)
    }
  }

  private mutating func compared(_ element: Element) -> ComparedPart {
    var part = ComparedPart(isGroup: element.name == "g", children: compared(element.children))
    let inner = part.children.compactMap(\.look)
    let tag = Element(name: element.name, attributes: element.attributes)
    guard inner.count == part.children.count, !tag.isBoundToIDs else { return part }
    let look = Look(tag: tag.markup, children: inner)
    part.bytes = part.children.reduce(look.tag.utf8.count) { $0 + $1.bytes }
    part.look = looks[look] ?? looks.count
    looks[look] = part.look
    return part
  }

  private mutating func count(_ parts: [ComparedPart]) {
    for part in parts where part.isGroup {
      if let look = shared(part) { counts[look, default: 0] += 1 }
      count(part.children)
    }
  }

  /// The look of a group that can be drawn a second time, and is worth it.
  private func shared(_ part: ComparedPart) -> Int? { part.bytes >= Self.minimumBytes ? part.look : nil }

  private mutating func replaced(_ element: Element, _ parts: [ComparedPart]) -> Element {
    var element = element
    for (index, part) in parts.enumerated() where part.isGroup {
      guard case .element(let child) = element.children[index] else { continue }
      guard let look = shared(part), counts[look, default: 0] > 1 else {
        element.children[index] = .element(replaced(child, part.children))
        continue
      }
      if let id = ids[look] {
        element.children[index] = .element("use", ["href": "#\(id)"])
      } else {
        number += 1
        let id = "\(prefix)\(number)"
        ids[look] = id
        element.children[index] = .element("g", ["id": id], [.element(child)])
      }
    }
    return element
  }
}

/// An element's own tags, and the numbers of what is inside: equal for elements of the same markup.
private struct Look: Hashable {
  var tag: String
  var children: [Int]
}

private struct ComparedPart {
  var isGroup = false
  /// The number of its look; `nil` for what can't be drawn a second time.
  var look: Int?
  /// The length of its markup, but for the ends of tags.
  var bytes = 0
  /// One for each of its nodes.
  var children: [ComparedPart] = []
}
