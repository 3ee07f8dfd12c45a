/// One picture in two sizes of layout.
public struct ResponsiveSVG {
  /// The page's width in CSS pixels up to which the narrow drawing shows.
  public static let breakpoint = 560

  /// What a page's stylesheet must hold for such pictures, once.
  public static let css = """
    svg.chart-pair{width:var(--chart-wide-width);max-width:100%;aspect-ratio:var(--chart-wide)}\
    svg.chart-pair>.chart-narrow{display:none}\
    @media (max-width:\(breakpoint)px){\
    svg.chart-pair{width:var(--chart-narrow-width);aspect-ratio:var(--chart-narrow)}\
    svg.chart-pair>.chart-wide{display:none}svg.chart-pair>.chart-narrow{display:inline}}
    """

  /// The bytes of a narrow drawing beyond which there is none, and the wide one shrinks instead.
  static let heaviest = 250_000

  var id: String
  var title: String
  var description: String

  func wrap(_ wide: SVGDrawing, _ narrow: SVGDrawing) -> String {
    let id = sanitizedID(self.id)
    func number(_ value: Double) -> String { SVGWriter.number(value) }
    let style =
      "--chart-wide:\(number(wide.size.width))/\(number(wide.size.height));--chart-wide-width:\(number(wide.size.width))px;"
      + "--chart-narrow:\(number(narrow.size.width))/\(number(narrow.size.height));"
      + "--chart-narrow-width:\(number(narrow.size.width))px"
    var writer = SVGWriter()
    writer.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("id", id), ("class", "chart chart-pair"), ("role", "img"),
        ("aria-labelledby", "\(id)-title \(id)-desc"),
        ("font-family", "var(--chart-font,\(ChartTheme.font))"),
        ("style", style),
      ])
    let words =
      "<title id=\"\(id)-title\">\(escapedForXML(title))</title>"
      + "<desc id=\"\(id)-desc\">\(escapedForXML(description))</desc>"
    return writer.body + words + inner(wide, "chart-wide") + inner(narrow, "chart-narrow") + "</svg>"
  }

  private func inner(_ drawing: SVGDrawing, _ name: String) -> String {
    let box = "0 0 \(SVGWriter.number(drawing.size.width)) \(SVGWriter.number(drawing.size.height))"
    return
      "<svg class=\"\(name)\" viewBox=\"\(box)\" width=\"100%\" height=\"100%\">\(drawing.writer.body)</svg>"
  }
}
