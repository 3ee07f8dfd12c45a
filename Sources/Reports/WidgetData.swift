import Displays
import Markup

extension PageRenderer {
  /// A picture that the reader changes: its stills, which the script replaces, and its numbers.
  mutating func widget(_ widget: Widget, in context: inout CellContext) -> Node {
    demoAssets.add(widget)
    let alternative = context.takeFigureAlternative()
    return plate("plate widget \(Self.className(widget.kind))", in: &context) { page in
      let stills = widget.stills.map { page.drawing($0, alternative: alternative ?? $0.alternative) }
      let data =
        switch widget.kind {
        case .windows(let windows): PageData.html(of: windows)
        case .kernels(let bench): PageData.html(of: bench)
        case .gates(let gates): PageData.html(of: gates)
        case .surfaces(let surfaces): PageData.html(of: surfaces)
        case .bends(let bends): PageData.html(of: bends)
        case .layers(let demo): page.data(of: demo)
        }
      return [.element("div", ["class": "stills"], stills), "\n", data, "\n"]
    }
  }

  /// Maps that are pooled need the margin's width too.
  private static func className(_ kind: Widget.Kind) -> String {
    switch kind {
    case .windows(let windows): windows.pool > 0 ? "windows broad" : "windows"
    case .kernels: "kernels"
    case .gates: "gates"
    case .surfaces: "surfaces"
    case .bends: "bends"
    case .layers: "layers"
    }
  }
}
