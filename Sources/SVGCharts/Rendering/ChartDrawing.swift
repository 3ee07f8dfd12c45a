/// A chart drawn at one size.
struct ChartDrawing {
  var writer = SVGWriter()
  var size: (width: Double, height: Double)

  init(_ chart: Chart, width: Double, height: Double?) {
    self.init(Scene(chart), width: width, height: height)
  }

  init(_ scene: Scene, width: Double, height: Double?) {
    let omitted = Omissions(scene).text
    // a panel has its cell of the grid and no more
    let width = scene.isPanel ? width : max(120, width)
    let room = ChartDrawing.height(of: ChartDrawing.note(omitted, width: width))
    let height = height.map { $0 - room }
    var scene = scene
    var layout = Layout(scene, width: width, height: height)
    if !scene.isPanel, layout.directLabels.isEmpty, Scene.needLinePatterns([scene]) {
      scene.hasLinePatterns = true
      layout = Layout(scene, width: width, height: height)
    }
    let note = ChartDrawing.note(omitted, width: layout.width)
    size = (layout.width, layout.height + ChartDrawing.height(of: note))
    ChartDrawing.header(layout, scene, in: &writer)
    writer.grid(layout, scene)
    PlotDrawing(scene: scene, layout: layout).draw(in: &writer)
    writer.axes(layout, scene)
    for label in layout.directLabels where label.x >= 0 {
      writer.label(
        label.shown, x: layout.plot.maxX + 8, y: label.y + ChartStyle.legend.size * 0.36,
        style: TextStyle(size: ChartStyle.legend.size, color: label.color.textCSS))
    }
    if scene.isEmpty {
      let style = ChartStyle.axis
      writer.label(
        "no data", x: layout.plot.midX, y: layout.plot.midY, style: style, anchor: .middle, hasHalo: true)
    }
    AnnotationDrawing(scene: scene, layout: layout).draw(in: &writer)
    for (index, line) in note.enumerated() {
      let y = layout.height + Double(index) * ChartStyle.note.size * TextMetrics.lineHeight
      writer.label(line, x: ChartStyle.margin, y: y + ChartStyle.note.size, style: ChartStyle.note)
    }
  }

  /// The lines under the axes that say what is not shown.
  private static func note(_ text: String?, width: Double) -> [String] {
    let style = ChartStyle.note
    return text.map {
      TextMetrics.wrapped($0, width: width - 2 * ChartStyle.margin, size: style.size, lines: 8)
    } ?? []
  }

  private static func height(of note: [String]) -> Double {
    note.isEmpty ? 0 : Layout.height(of: note, ChartStyle.note) + ChartStyle.margin
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
