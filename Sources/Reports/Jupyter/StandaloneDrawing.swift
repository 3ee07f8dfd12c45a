import Displays
import Markup
import SVGCharts

/// A drawing outside of Lectern's pages: on white, in the colours of the light theme, which no style sheet sets.
struct StandaloneDrawing {
  private let root: Element

  /// - Parameter alternative: its words for readers who don't see it.
  init(_ drawing: Element, alternative: String) {
    var root = Self.wide(drawing)
    root["role"] = "img"
    // A label yields to the words that this names.
    root["aria-labelledby"] = nil
    root["aria-label"] = alternative
    root["xmlns"] = "http://www.w3.org/2000/svg"
    root["style"] = nil
    root["class"] = nil
    root = Self.fixed(root)
    root.children.insert(Self.paper(of: root), at: Self.start(of: root))
    self.root = root
  }

  var markup: String { root.markup }

  /// The wide one of a chart's two drawings, with the words of both.
  private static func wide(_ drawing: Element) -> Element {
    guard let wide = drawing.children.lazy.compactMap({ $0.child(ofClass: "chart-wide") }).first,
      let box = wide["viewBox"]
    else { return drawing }
    let size = box.split(separator: " ")
    var root = drawing
    root["viewBox"] = box
    root["width"] = size.count == 4 ? String(size[2]) : nil
    root["height"] = size.count == 4 ? String(size[3]) : nil
    root.children =
      drawing.children.filter {
        $0.child(ofClass: "chart-wide") == nil && $0.child(ofClass: "chart-narrow") == nil
      }
      + wide.children
    return root
  }

  /// White paper below the drawing: Jupyter may be dark.
  private static func paper(of root: Element) -> Node {
    let box = (root["viewBox"] ?? "").split { $0 == " " || $0 == "," }.map(String.init)
    return box.count == 4
      ? .element("rect", ["x": box[0], "y": box[1], "width": box[2], "height": box[3], "fill": "#ffffff"])
      : .element("rect", ["width": "100%", "height": "100%", "fill": "#ffffff"])
  }

  /// The first child that is drawn.
  private static func start(of root: Element) -> Int {
    root.children.firstIndex { node in
      guard case .element(let child) = node else { return false }
      return !["title", "desc", "defs", "metadata"].contains(child.name)
    } ?? root.children.count
  }

  private static func fixed(_ element: Element) -> Element {
    var element = element
    for index in element.attributes.indices {
      element.attributes[index].value = FixedColors.resolved(element.attributes[index].value)
    }
    element.children = element.children.map { node in
      if case .element(let child) = node { .element(fixed(child)) } else { node }
    }
    return element
  }
}

extension Node {
  fileprivate func child(ofClass name: String) -> Element? {
    guard case .element(let element) = self, element["class"] == name else { return nil }
    return element
  }
}
