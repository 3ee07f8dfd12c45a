import Markup

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

  func wrap(_ wide: SVGDrawing, _ narrow: SVGDrawing) -> Element {
    let style = [("wide", wide.size), ("narrow", narrow.size)].map { name, size in
      let (width, height) = (SVGWriter.number(size.width), SVGWriter.number(size.height))
      return "--chart-\(name):\(width)/\(height);--chart-\(name)-width:\(width)px"
    }
    var root = SVGRoot(id: id, title: title, description: description).element(
      class: "chart chart-pair", style: style.joined(separator: ";"))
    root.children += [inner(wide, "chart-wide"), inner(narrow, "chart-narrow")]
    return root
  }

  private func inner(_ drawing: SVGDrawing, _ name: String) -> Node {
    let box = "0 0 \(SVGWriter.number(drawing.size.width)) \(SVGWriter.number(drawing.size.height))"
    return .element(
      "svg", ["class": name, "viewBox": box, "width": "100%", "height": "100%"], drawing.writer.nodes)
  }
}
