import Displays
import Markup

/// Makes ids unique across a page's drawings: two charts may both have a clip path called `plot`.
extension Element {
  /// The drawing with a prefix on every id it defines and on every reference to those ids.
  ///
  /// An id that is empty or taken is left out, and so are references that lead nowhere.
  ///
  /// - Parameter shared: the prefix of ids that are elsewhere on the page.
  package func withIDs(prefixed prefix: String, shared: String = "shared:") -> Element {
    var ids = DrawingIdentifiers(prefix: prefix, shared: shared)
    ids.collect(self)
    return ids.renamed(self)
  }

  /// Whether the element or one inside it has or uses one of its drawing's ids.
  var isBoundToIDs: Bool {
    attributes.contains { DrawingIdentifiers.isBound($0) }
      || children.contains { if case .element(let child) = $0 { child.isBoundToIDs } else { false } }
  }
}

/// The ids of a drawing with their names on the page. Browsers compare ids byte by byte, so this does as well.
private struct DrawingIdentifiers {
  let prefix: String
  let shared: String
  private var names: [[UInt8]: String] = [:]
  /// The ids whose first element has been renamed.
  private var written: Set<[UInt8]> = []

  init(prefix: String, shared: String) { (self.prefix, self.shared) = (prefix, shared) }

  private static let lists: Set<String> = [
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-errormessage",
    "aria-flowto",
    "aria-owns", "aria-activedescendant",
  ]

  static func isBound(_ attribute: Attribute) -> Bool {
    if attribute.name == "id" || lists.contains(attribute.name) { return true }
    return attribute.name == "href"
      ? attribute.value.utf8.first == UInt8(ascii: "#") : !FragmentURLs(in: attribute.value).isEmpty
  }

  /// Gives each id its name. White space, which no id may have, becomes `_`.
  mutating func collect(_ drawing: Element) {
    var ids: [[UInt8]] = []
    Self.list(drawing, &ids)
    var taken = Set(ids)
    for id in ids where names[id] == nil {
      var name = id.map { $0.isStyleSpace ? UInt8(ascii: "_") : $0 }
      if name != id {
        let base = name
        var number = 1
        while !taken.insert(name).inserted {
          number += 1
          name = base + Array("_\(number)".utf8)
        }
      }
      names[id] = prefix + String(decoding: name, as: UTF8.self)
    }
  }

  private static func list(_ element: Element, _ ids: inout [[UInt8]]) {
    if let id = element["id"], !id.isEmpty { ids.append(Array(id.utf8)) }
    for case .element(let child) in element.children { list(child, &ids) }
  }

  mutating func renamed(_ element: Element) -> Element {
    var element = element
    element.attributes = element.attributes.compactMap { attribute in
      renamed(attribute).map { Attribute(name: attribute.name, value: $0) }
    }
    for index in element.children.indices {
      if case .element(let child) = element.children[index] {
        element.children[index] = .element(renamed(child))
      }
    }
    return element
  }

  private mutating func renamed(_ attribute: Attribute) -> String? {
    let value = attribute.value
    switch attribute.name {
    case "id":
      guard let name = names[Array(value.utf8)], written.insert(Array(value.utf8)).inserted else {
        return nil
      }
      return name
    case "href":
      guard value.utf8.first == UInt8(ascii: "#") else { return value }
      let id = String(decoding: value.utf8.dropFirst(), as: UTF8.self)
      return self.name(of: id).map { "#\($0)" }
    case _ where Self.lists.contains(attribute.name):
      let names = value.split(whereSeparator: \.isWhitespace).compactMap { self.name(of: String($0)) }
      return names.isEmpty ? nil : names.joined(separator: " ")
    default:
      let references = FragmentURLs(in: value)
      return references.isEmpty ? value : references.replacing { self.name(of: $0) ?? $0 }
    }
  }

  /// The name of an id on the page; `nil` if the drawing doesn't have it.
  private func name(of id: String) -> String? { id.hasPrefix(shared) ? id : names[Array(id.utf8)] }
}
