import Markup

/// The parts that all drawings of a figure have in common (axes, points, legends), written only once.
///
/// Twenty frames of a chart differ in a line or a region; the rest would be on the page twenty times.
struct SharedParts {
  /// The drawings, with a `<use>` in place of each shared part.
  private(set) var drawings: [Element]
  /// The shared parts, each with its id. They must not be inside anything that can be hidden with a drawing.
  private(set) var definitions: [Node] = []
  /// The markup of the parts that every drawing contains exactly once.
  private var common: Set<String> = []
  /// For each of these parts, the part that directly follows it in every drawing.
  private var successors: [String: String] = [:]
  private var ids: [String: String] = [:]
  private let prefix: String
  /// The smallest markup that is shared, in bytes: a `<use>` has a cost as well.
  private static let minimumSharedBytes = 160

  /// - Parameters:
  ///   - drawings: `<svg>` elements with one nested `<svg>` for each size of layout.
  ///   - prefix: the beginning of the shared parts' ids.
  init(_ drawings: [Element], prefix: String) {
    self.drawings = drawings
    self.prefix = prefix
    guard drawings.count > 1 else { return }
    let layers = drawings.map { [DrawingPart.parts(in: $0.children)] + $0.layouts.map(\.parts) }
    common = SharedParts.common(layers.map { $0.flatMap(\.self) })
    successors = SharedParts.successors(layers, common)
    for (number, layers) in layers.enumerated() {
      for (layout, parts) in zip(drawings[number].layouts, layers.dropFirst()) {
        guard case .element(var element) = drawings[number].children[layout.index] else { continue }
        element.children = share(parts, of: element.children)
        self.drawings[number].children[layout.index] = .element(element)
      }
      self.drawings[number].children = share(layers[0], of: self.drawings[number].children)
    }
  }

  /// A part that occurs twice in a drawing, or refers to one of its drawing's ids, is not shared.
  private static func common(_ drawings: [[DrawingPart]]) -> Set<String> {
    var counts: [String: Int] = [:]
    for (number, parts) in drawings.enumerated() {
      for part in parts where !part.isBound {
        counts[part.markup] = counts[part.markup, default: 0] == number ? number + 1 : -1
      }
    }
    return Set(counts.filter { $0.value == drawings.count }.keys)
  }

  private static func successors(
    _ drawings: [[[DrawingPart]]], _ common: Set<String>
  ) -> [String: String] {
    var result: [String: String] = [:]
    for (number, layers) in drawings.enumerated() {
      var found: [String: String] = [:]
      for parts in layers {
        for (a, b) in zip(parts, parts.dropFirst())
        where a.index + 1 == b.index && common.contains(a.markup) && common.contains(b.markup) {
          found[a.markup] = b.markup
        }
      }
      result = number == 0 ? found : result.filter { found[$0.key] == $0.value }
    }
    return result
  }

  /// The children with one `<use>` for each run of shared parts.
  private mutating func share(_ parts: [DrawingPart], of children: [Node]) -> [Node] {
    var result: [Node] = []
    var (end, next) = (0, 0)
    while next < parts.count {
      let first = next
      next += 1
      guard common.contains(parts[first].markup) else { continue }
      while next < parts.count, successors[parts[next - 1].markup] == parts[next].markup { next += 1 }
      let markup = parts[first..<next].map(\.markup).joined()
      guard markup.utf8.count >= SharedParts.minimumSharedBytes else { continue }
      let range = parts[first].index...parts[next - 1].index
      result += children[end..<range.lowerBound]
      result.append(.element("use", ["href": "#\(define(markup, children[range]))"]))
      end = range.upperBound + 1
    }
    return result + children[end...]
  }

  /// The id of a shared part, which is defined on its first use.
  private mutating func define(_ markup: String, _ nodes: ArraySlice<Node>) -> String {
    if let id = ids[markup] { return id }
    let id = "\(prefix)\(ids.count + 1)"
    ids[markup] = id
    definitions.append(.element("g", ["id": id], Array(nodes)))
    return id
  }
}

/// An element of a drawing that can be replaced on its own.
private struct DrawingPart {
  /// Its place among its parent's children.
  var index: Int
  var markup: String
  /// Whether it has or uses one of its drawing's ids.
  var isBound: Bool

  /// The elements among the children, except the layout sizes and the text for screen readers.
  static func parts(in children: [Node], isLayout: Bool = false) -> [DrawingPart] {
    children.enumerated().compactMap { index, node in
      guard case .element(let element) = node, element.name != "title", element.name != "desc",
        isLayout || element.name != "svg"
      else { return nil }
      return DrawingPart(index: index, markup: element.markup, isBound: element.isBoundToIDs)
    }
  }
}

extension Element {
  /// The `<svg>` of each layout size. Deeper ones only clip.
  fileprivate var layouts: [(index: Int, parts: [DrawingPart])] {
    children.enumerated().compactMap { index, node in
      guard case .element(let element) = node, element.name == "svg" else { return nil }
      return (index, DrawingPart.parts(in: element.children, isLayout: true))
    }
  }
}
