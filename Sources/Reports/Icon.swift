import Markup
import Notebooks

/// The page's small drawings: 16 by 16, in the colour of their text, and hidden from screen readers.
enum Icon {
  static func alert(_ kind: AlertKind) -> Node {
    switch kind {
    case .note: draw([circle(x: "8", y: "8", radius: "6.5"), path("M8 7.2v4M8 4.6v.2")])
    case .tip: draw([path("M5.8 11c0-1.6-2-2.4-2-5a4.2 4.2 0 0 1 8.4 0c0 2.6-2 3.4-2 5zM6.2 13.7h3.6")])
    case .important: draw([path("M2 2.5h12v8.6H8.6L5.4 14v-2.9H2zM8 4.7v2.5M8 8.9v.2")])
    case .warning: draw([path("M8 1.9 14.8 14H1.2zM8 6.2v3.6M8 11.7v.2")])
    case .caution: draw([path("M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.5v4.2M8 11v.2")])
    }
  }

  static let check = draw([path("m2.5 8.6 3.6 3.7 7.4-8.6")])
  static let cross = draw([path("m3.5 3.5 9 9m0-9-9 9")])
  static let picture = draw([
    path("M1.5 2.5h13v11h-13zM2 11.5l4-4 3 3 2-2 3 3"), circle(x: "10.6", y: "5.6", radius: ".9"),
  ])

  private static func draw(_ shapes: [Node]) -> Node {
    .element(
      "svg",
      [
        "class": "icon", "viewBox": "0 0 16 16", "width": "16", "height": "16", "fill": "none",
        "stroke": "currentColor", "stroke-width": "1.5", "stroke-linecap": "round",
        "stroke-linejoin": "round",
        "aria-hidden": "true",
      ], shapes)
  }

  private static func path(_ description: String) -> Node { .element("path", ["d": description]) }

  private static func circle(x: String, y: String, radius: String) -> Node {
    .element("circle", ["cx": x, "cy": y, "r": radius])
  }
}
