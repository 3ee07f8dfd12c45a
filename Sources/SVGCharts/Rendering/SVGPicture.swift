import Markup

/// Anything that this library draws: charts, grids of them, and diagrams.
///
/// Everything about it follows from its data; the same data, sizes and id give the same text.
public protocol SVGPicture {
  /// A few words: its title, or what kind of picture it is.
  var headline: String { get }
  /// One or two sentences for readers who can't see it.
  var alternative: String { get }
  /// The data that it draws.
  var dataTable: ChartTable { get }
  /// Draws it in at most `width` units; the height follows from the content unless it is given.
  func drawing(width: Double, height: Double?) -> SVGDrawing
}

/// A picture that has been laid out and drawn at one size.
public struct SVGDrawing: Sendable {
  package var writer: SVGWriter
  package var size: (width: Double, height: Double)

  package init(writer: SVGWriter, size: (width: Double, height: Double)) {
    self.writer = writer
    self.size = size
  }
}

extension SVGPicture {
  /// One `<svg>` element for a page, which sets its colours: see ``ChartTheme``.
  ///
  /// The drawing has its natural size and shrinks with its column; where readers have narrow screens, see
  /// ``responsiveSVG(id:width:narrow:)``.
  ///
  /// - Parameters:
  ///   - width: the most units that it may take; a square plot takes less.
  ///   - height: its units from top to bottom; without it the height follows from the content.
  ///   - id: a prefix, unique in the page, of the ids inside.
  public func svg(width: Double = 680, height: Double? = nil, id: String = "chart") -> String {
    SVGRoot(id: id, title: headline, description: alternative).wrap(drawing(width: width, height: height))
      .markup
  }

  /// A file of its own: light or dark by the reader's system.
  public func standaloneSVG(width: Double = 680, height: Double? = nil, id: String = "chart") -> String {
    SVGRoot(id: id, title: headline, description: alternative, isStandalone: true)
      .wrap(drawing(width: width, height: height)).markup
  }

  /// The picture drawn twice in one `<svg>` element, for wide columns and for narrow ones.
  ///
  /// Shrinking a drawing shrinks its text, which a telephone would make unreadable. The page's width chooses: the
  /// wide drawing shows above ``ResponsiveSVG/breakpoint`` CSS pixels, the narrow one below; the page needs the rules
  /// ``ResponsiveSVG/css``. Where even the narrow drawing is huge there is only the wide one.
  public func responsiveSVG(id: String = "chart", width: Double = 680, narrow: Double = 350) -> String {
    let (wide, small) = (drawing(width: width, height: nil), drawing(width: narrow, height: nil))
    if small.writer.nodes.markup.utf8.count > ResponsiveSVG.heaviest {
      return SVGRoot(id: id, title: headline, description: alternative).wrap(wide).markup
    }
    return ResponsiveSVG(id: id, title: headline, description: alternative).wrap(wide, small).markup
  }

  /// Every text that the drawing holds, with its place as the layout measured it.
  package func textBoxes(width: Double = 680, height: Double? = nil) -> (texts: [TextBox], frame: Box) {
    let drawing = drawing(width: width, height: height)
    return (drawing.writer.texts, Box(x: 0, y: 0, width: drawing.size.width, height: drawing.size.height))
  }
}

extension Chart: SVGPicture {
  public var headline: String { configuration.title ?? Narrator(self).headline }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    let drawing = ChartDrawing(self, width: width, height: height)
    return SVGDrawing(writer: drawing.writer, size: drawing.size)
  }
}

extension ChartGrid {
  /// What each panel covers of a drawing.
  package func panelBoxes(width: Double) -> [Box] {
    GridDrawing(self, width: width, height: nil).panels
  }
}

extension ChartGrid: SVGPicture {
  public var headline: String { title ?? "\(charts.count) charts" }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    let drawing = GridDrawing(self, width: width, height: height)
    return SVGDrawing(writer: drawing.writer, size: drawing.size)
  }
}
