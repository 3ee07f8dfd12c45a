import Markup

/// Makes ids unique across a page's drawings: two charts may both have a clip path called `plot`.
extension Element {
  /// The drawing with a prefix on every id it defines and on every reference to those ids.
  package func withIDs(prefixed prefix: String) -> Element {
    var ids: Set<String> = []
    collectIDs(into: &ids)
    guard !ids.isEmpty else { return self }
    var drawing = self
    drawing.prefix(ids, with: prefix)
    return drawing
  }

  private func collectIDs(into ids: inout Set<String>) {
    if let id = self["id"] { ids.insert(id) }
    for case .element(let child) in children { child.collectIDs(into: &ids) }
  }

  private mutating func prefix(_ ids: Set<String>, with prefix: String) {
    for index in attributes.indices {
      attributes[index].value = Element.renamed(attributes[index], ids: ids, prefix: prefix)
    }
    for index in children.indices {
      guard case .element(var child) = children[index] else { continue }
      child.prefix(ids, with: prefix)
      children[index] = .element(child)
    }
  }

  private static func renamed(_ attribute: Attribute, ids: Set<String>, prefix: String) -> String {
    let value = attribute.value
    switch attribute.name {
    case "id": return prefix + value
    case "href":
      return value.hasPrefix("#") && ids.contains(String(value.dropFirst()))
        ? "#\(prefix)\(value.dropFirst())" : value
    case "aria-labelledby", "aria-describedby":
      return value.split(separator: " ").map { ids.contains(String($0)) ? prefix + $0 : String($0) }
        .joined(separator: " ")
    default: return renamedURLs(value, ids: ids, prefix: prefix)
    }
  }

  /// `url(#id)`, as in `clip-path` and `fill`.
  private static func renamedURLs(_ value: String, ids: Set<String>, prefix: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "#")) else { return value }
    let parts = value.split(separator: "url(#", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return value }
    return parts.dropFirst().reduce(String(parts[0])) { result, part in
      let id = part.prefix { $0 != ")" }
      return result + "url(#" + (ids.contains(String(id)) ? prefix : "") + part
    }
  }
}
