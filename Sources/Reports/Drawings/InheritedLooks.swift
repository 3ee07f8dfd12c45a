import Markup

extension Element {
  /// The drawing with what neighbours have in common, such as the size and colour of an axis's labels, written once on a
  /// group around them, from which they inherit it: the same picture in less markup.
  package var withInheritedLooks: Element {
    var drawing = self
    drawing.children = InheritedLook.grouped(
      children.map { node in
        guard case .element(let child) = node, InheritedLook.containers.contains(child.name) else {
          return node
        }
        return .element(child.withInheritedLooks)
      })
    return drawing
  }
}

/// The attributes of a shape that a group can have in its place.
private enum InheritedLook {
  /// Only what these contain is grouped: in others, such as clip paths, a group would mean something else.
  static let containers: Set<String> = ["svg", "g", "a", "defs"]
  private static let shapes: Set<String> = [
    "text", "path", "line", "circle", "ellipse", "rect", "polyline", "polygon",
  ]
  private static let inherited: Set<String> = [
    "fill", "fill-opacity", "font-size", "font-style", "font-weight", "paint-order", "stroke",
    "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
  ]
  /// The bytes of a group's tags without attributes.
  private static let tagBytes = "<g></g>".utf8.count

  /// The nodes with a group around each run of shapes that look alike, where that is shorter.
  static func grouped(_ nodes: [Node]) -> [Node] {
    let looks = nodes.map(look)
    var result: [Node] = []
    var start = 0
    while start < nodes.count {
      var end = start + 1
      guard let look = looks[start] else {
        result.append(nodes[start])
        start = end
        continue
      }
      while end < nodes.count, looks[end] == look { end += 1 }
      result += group(nodes[start..<end], look)
      start = end
    }
    return result
  }

  /// What a shape's group could have; `nil` if there is nothing, and for one that is also drawn elsewhere by its id.
  private static func look(of node: Node) -> [Attribute]? {
    guard case .element(let element) = node, shapes.contains(element.name), element["id"] == nil else {
      return nil
    }
    let look = element.attributes.filter { inherited.contains($0.name) }
    return look.isEmpty ? nil : look
  }

  private static func group(_ nodes: ArraySlice<Node>, _ look: [Attribute]) -> [Node] {
    let bytes = look.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + " =\"\"".utf8.count }
    guard bytes * (nodes.count - 1) > tagBytes else { return Array(nodes) }
    let children = nodes.map { node in
      guard case .element(var element) = node else { return node }
      element.attributes.removeAll { inherited.contains($0.name) }
      return .element(element)
    }
    return [.element(Element(name: "g", attributes: look, children: children))]
  }
}
