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
  /// How often each group's markup occurs in the layout that is being read.
  private var counts: [String: Int] = [:]
  private var ids: [String: String] = [:]
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
    count(in: element)
    return replaced(element)
  }

  private mutating func count(in element: Element) {
    for case .element(let child) in element.children where child.name == "g" {
      if let markup = Self.sharedMarkup(of: child) { counts[markup, default: 0] += 1 }
      count(in: child)
    }
  }

  /// The markup of a group that can be drawn a second time.
  private static func sharedMarkup(of group: Element) -> String? {
    guard isOfShapes(group), !group.isBoundToIDs else { return nil }
    let markup = group.markup
    return markup.utf8.count >= minimumBytes ? markup : nil
  }

  private static func isOfShapes(_ element: Element) -> Bool {
    shapes.contains(element.name)
      && element.children.allSatisfy { if case .element(let child) = $0 { isOfShapes(child) } else { false } }
  }

  private mutating func replaced(_ element: Element) -> Element {
    var element = element
    for index in element.children.indices {
      guard case .element(let child) = element.children[index], child.name == "g" else { continue }
      guard let markup = Self.sharedMarkup(of: child), counts[markup, default: 0] > 1 else {
        element.children[index] = .element(replaced(child))
        continue
      }
      if let id = ids[markup] {
        element.children[index] = .element("use", ["href": "#\(id)"])
      } else {
        number += 1
        let id = "\(prefix)\(number)"
        ids[markup] = id
        element.children[index] = .element("g", ["id": id], [.element(child)])
      }
    }
    return element
  }
}
