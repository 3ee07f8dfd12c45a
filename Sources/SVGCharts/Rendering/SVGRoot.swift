/// The `<svg>` element around a drawing, with its description for readers who can't see it.
struct SVGRoot {
  var id: String
  var title: String
  var description: String
  var isStandalone = false

  func wrap(_ drawing: SVGDrawing) -> String {
    let (body, size) = (drawing.writer.body, drawing.size)
    let id = sanitizedID(self.id)
    let (width, height) = (SVGWriter.number(size.width), SVGWriter.number(size.height))
    var writer = SVGWriter()
    writer.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("id", id), ("class", "chart"), ("width", width),
        ("height", height), ("viewBox", "0 0 \(width) \(height)"), ("role", "img"),
        ("aria-labelledby", "\(id)-title \(id)-desc"),
        ("font-family", "var(--chart-font,\(ChartTheme.font))"),
        ("style", "max-width:100%;height:auto"),
      ])
    let words =
      "<title id=\"\(id)-title\">\(escapedForXML(title))</title>"
      + "<desc id=\"\(id)-desc\">\(escapedForXML(description))</desc>"
    return writer.body + words + (isStandalone ? style(id) + background(size) : "") + body + "</svg>"
  }

  private func style(_ id: String) -> String {
    "<style>#\(id){color-scheme:light dark;\(ChartTheme.light.css)}"
      + "@media (prefers-color-scheme:dark){#\(id){\(ChartTheme.dark.css)}}</style>"
  }

  private func background(_ size: (width: Double, height: Double)) -> String {
    "<rect width=\"\(SVGWriter.number(size.width))\" height=\"\(SVGWriter.number(size.height))\" "
      + "fill=\"\(ChartColor.background.css)\"/>"
  }
}
