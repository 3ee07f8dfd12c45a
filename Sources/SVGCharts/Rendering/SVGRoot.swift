import Markup

/// The `<svg>` element around a drawing, with its description for readers who can't see it.
struct SVGRoot {
  var id: String
  var title: String
  var description: String
  var isStandalone = false

  func wrap(_ drawing: SVGDrawing) -> Element {
    let size = drawing.size
    let (width, height) = (SVGWriter.number(size.width), SVGWriter.number(size.height))
    var root = element(
      class: "chart", size: [("width", width), ("height", height), ("viewBox", "0 0 \(width) \(height)")],
      style: "max-width:100%;height:auto")
    if isStandalone {
      root.children += [style, .element("rect", ["width": width, "height": height, "fill": background])]
    }
    root.children += drawing.writer.nodes
    return root
  }

  /// The element with its words and without a drawing.
  func element(class name: String, size: [SVGWriter.Attribute] = [], style: String) -> Element {
    let id = sanitizedID(self.id)
    return SVGWriter.element(
      "svg",
      [("xmlns", "http://www.w3.org/2000/svg"), ("id", id), ("class", name)] + size + [
        ("role", "img"), ("aria-labelledby", "\(id)-title \(id)-desc"),
        // a page sets the font; a drawing that is saved from one is drawn with the reader's
        ("font-family", "var(--chart-font,\(isStandalone ? ChartTheme.font : "sans-serif"))"),
        ("style", style),
      ],
      [
        .element("title", ["id": "\(id)-title"], .text(singleLine(title))),
        .element("desc", ["id": "\(id)-desc"], .text(singleLine(description))),
      ])
  }

  private var style: Node {
    let id = sanitizedID(self.id)
    return .element(
      "style",
      [
        """
        #\(id){color-scheme:light dark;font-size-adjust:\(TextMetrics.xHeight);\(ChartTheme.light.css)}\
        @media (prefers-color-scheme:dark){#\(id){\(ChartTheme.dark.css)}}
        """
      ])
  }

  private var background: String { ChartColor.background.css }
}
