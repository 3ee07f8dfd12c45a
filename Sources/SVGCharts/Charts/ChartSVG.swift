extension Chart {
  /// The chart as one `<svg>` element for a page, which sets its colours: see ``ChartTheme``.
  ///
  /// The same chart, sizes and id give the same text. The drawing has its natural size and shrinks with its
  /// column; where readers have narrow screens, see ``responsiveSVG(id:)``.
  ///
  /// - Parameters:
  ///   - width: the most units that it may take; a square plot takes less.
  ///   - height: its units from top to bottom; without it the height follows from the content.
  ///   - id: a prefix, unique in the page, of the ids inside.
  public func svg(width: Double = 680, height: Double? = nil, id: String = "chart") -> String {
    let drawing = ChartDrawing(self, width: width, height: height)
    return SVGRoot(id: id, title: summaryTitle, description: alternative).wrap(
      drawing.writer.body, drawing.size)
  }

  /// The chart as a file of its own: light or dark by the reader's system.
  public func standaloneSVG(width: Double = 680, height: Double? = nil, id: String = "chart") -> String {
    let drawing = ChartDrawing(self, width: width, height: height)
    let root = SVGRoot(id: id, title: summaryTitle, description: alternative, isStandalone: true)
    return root.wrap(drawing.writer.body, drawing.size)
  }

  /// Every text that the drawing holds, with its place as the layout measured it.
  package func textBoxes(width: Double = 680, height: Double? = nil) -> (texts: [TextBox], frame: Box) {
    let drawing = ChartDrawing(self, width: width, height: height)
    return (drawing.writer.texts, Box(x: 0, y: 0, width: drawing.size.width, height: drawing.size.height))
  }

  var summaryTitle: String { configuration.title ?? "Chart" }
}

/// A chart drawn at one size.
struct ChartDrawing {
  var writer = SVGWriter()
  var size: (width: Double, height: Double)

  init(_ chart: Chart, width: Double, height: Double?) {
    self.init(Scene(chart), width: width, height: height)
  }

  init(_ scene: Scene, width: Double, height: Double?) {
    let layout = Layout(scene, width: max(120, width), height: height)
    size = (layout.width, layout.height)
    ChartDrawing.header(layout, scene, in: &writer)
    writer.grid(layout, scene)
    MarkDrawing(scene: scene, layout: layout).draw(in: &writer)
    writer.axes(layout, scene)
    for label in layout.directLabels where label.x >= 0 {
      writer.label(
        label.name, x: layout.plot.maxX + 8, y: label.y + ChartStyle.legend.size * 0.36,
        style: TextStyle(size: ChartStyle.legend.size, color: label.color.textCSS))
    }
    if scene.isEmpty {
      let style = ChartStyle.axis
      writer.label(
        "no data", x: layout.plot.midX, y: layout.plot.midY, style: style, anchor: .middle, hasHalo: true)
    }
    AnnotationDrawing(scene: scene, layout: layout).draw(in: &writer)
  }

  private static func header(_ layout: Layout, _ scene: Scene, in writer: inout SVGWriter) {
    var y = ChartStyle.margin
    let title = ChartStyle.title(of: scene)
    for (lines, style) in [(layout.titleLines, title), (layout.subtitleLines, ChartStyle.subtitle)] {
      for line in lines {
        writer.label(line, x: ChartStyle.margin, y: y + style.size * 0.9, style: style)
        y += style.size * TextMetrics.lineHeight
      }
    }
    if y > ChartStyle.margin { y += 8 }
    layout.legend.draw(in: &writer, x: ChartStyle.margin, y: y)
  }
}
