/// A grid of charts drawn at one size.
struct GridDrawing {
  var writer = SVGWriter()
  var size = (width: 0.0, height: 0.0)
  /// What each panel covers.
  private(set) var panels: [Box] = []
  private static let gap = 14.0
  /// A panel narrower than this can't hold its ticks or a line below its title, its title or, without these, what it shows.
  private static let narrowest = (axes: 150.0, title: 76.0, bare: 44.0)

  init(_ grid: ChartGrid, width: Double, height: Double?) {
    var scenes = GridDrawing.shared(grid.charts.map { Scene($0) }, grid.sharing)
    GridDrawing.limitLegends(of: &scenes)
    let titles = GridDrawing.takeCommonTitles(from: &scenes)
    let margin = ChartStyle.margin
    var top = margin
    for (text, style) in [(grid.title, ChartStyle.title), (grid.subtitle, ChartStyle.subtitle)] {
      for line in GridDrawing.lines(text, width: width - 2 * margin, style: style) {
        writer.label(line, x: margin, y: top + style.size * 0.9, style: style)
        top += style.size * TextMetrics.lineHeight
      }
    }
    if top > margin { top += 8 }
    if Scene.needLinePatterns(scenes) {
      for index in scenes.indices { scenes[index].hasLinePatterns = true }
    }
    let legend = GridDrawing.legend(of: scenes, width: width - 2 * margin)
    if let legend {
      legend.draw(in: &writer, x: margin, y: top)
      top += legend.height + 8
    }
    if let y = titles.y {
      let style = ChartStyle.axis
      let text = TextMetrics.shortened("↑ " + y, width: width - 2 * margin, size: style.size)
      writer.label(text, x: margin, y: top + style.size * 0.9, style: style)
      top += style.size * TextMetrics.lineHeight + 4
    }
    for index in scenes.indices {
      scenes[index].isPanel = true
      if legend != nil { scenes[index].configuration.legend = .hidden }
    }
    let columns = GridDrawing.columns(of: grid, scenes, width: width, height: height)
    layOut(scenes, columns: columns, cell: GridDrawing.cell(columns, width), height: height, top: top)
    size.width = max(size.width, width)
    if let x = titles.x {
      let style = ChartStyle.axis
      let text = TextMetrics.shortened(x + " →", width: width - 2 * margin, size: style.size)
      writer.label(text, x: width - margin, y: size.height + style.size, style: style, anchor: .end)
      size.height += style.size * 1.2 + margin
    }
  }

  /// What each of so many columns gets of the width.
  private static func cell(_ columns: Int, _ width: Double) -> Double {
    (width - Double(columns - 1) * gap) / Double(columns)
  }

  /// As many columns as were asked for and fit; fewer where that gives categories back names that narrow panels drop.
  private static func columns(of grid: ChartGrid, _ scenes: [Scene], width: Double, height: Double?) -> Int {
    let isBare = scenes.allSatisfy { $0.configuration.x.isHidden && $0.configuration.y.isHidden }
    let names = scenes.compactMap(\.configuration.title)
    let widest = names.map { TextMetrics.width(of: $0, size: ChartStyle.title.size, isBold: true) }.max() ?? 0
    let named = min(narrowest.axes, max(narrowest.title, widest + 2 * ChartStyle.margin))
    let isExplained = scenes.contains {
      $0.configuration.subtitle != nil || Legend($0, width: width).height > 0
    }
    let least = !isBare || isExplained ? narrowest.axes : names.isEmpty ? narrowest.bare : named
    let fit = max(1, Int((width + gap) / (least + gap)))
    let most = max(1, min(grid.columns, fit, scenes.count))
    func missing(_ columns: Int) -> Int {
      scenes.reduce(0) { sum, scene in
        let layout = Layout(scene, width: cell(columns, width), height: height)
        return sum + layout.xLabels.missing + layout.yLabels.missing
      }
    }
    var (best, fewest) = (most, most > 1 ? missing(most) : 0)
    for columns in stride(from: most - 1, through: 1, by: -1) where fewest > 0 {
      let count = missing(columns)
      if count < fewest { (best, fewest) = (columns, count) }
    }
    return best
  }

  /// The axes' titles where all panels agree on them; the panels then go without.
  private static func takeCommonTitles(from scenes: inout [Scene]) -> (x: String?, y: String?) {
    guard let first = scenes.first, scenes.count > 1 else { return (nil, nil) }
    let isPlain = scenes.allSatisfy { $0.xExtent.categories.isEmpty && $0.yExtent.categories.isEmpty }
    let hasX = isPlain && scenes.allSatisfy { $0.xTitle == first.xTitle && !$0.configuration.x.isHidden }
    let hasY = isPlain && scenes.allSatisfy { $0.yTitle == first.yTitle && !$0.configuration.y.isHidden }
    let titles = (x: hasX ? first.xTitle : nil, y: hasY ? first.yTitle : nil)
    for index in scenes.indices {
      if hasX { scenes[index].xTitle = nil }
      if hasY { scenes[index].yTitle = nil }
    }
    return titles
  }

  /// Draws the panels row by row, each row as high as its highest panel.
  private mutating func layOut(
    _ scenes: [Scene], columns: Int, cell: Double, height: Double?, top: Double
  ) {
    var y = top
    for start in stride(from: 0, to: scenes.count, by: columns) {
      var tallest = 0.0
      for column in 0..<min(columns, scenes.count - start) {
        let drawing = ChartDrawing(scenes[start + column], width: cell, height: height)
        let x = Double(column) * (cell + GridDrawing.gap)
        writer.append(drawing.writer, dx: x, dy: y)
        panels.append(Box(x: x, y: y, width: drawing.size.width, height: drawing.size.height))
        tallest = max(tallest, drawing.size.height)
      }
      y += tallest + GridDrawing.gap
    }
    size.height = max(y - (scenes.isEmpty ? 0 : GridDrawing.gap), 2 * ChartStyle.margin)
  }

  /// Removes from the legends what only panels with hidden legends show.
  private static func limitLegends(of scenes: inout [Scene]) {
    let isHidden = scenes.map { $0.configuration.legend == .hidden }
    guard isHidden.contains(true) else { return }
    let hidden = ColorScale(zip(scenes, isHidden).filter(\.1).flatMap(\.0.series), configuration: .init())
    let shown = ColorScale(zip(scenes, isHidden).filter { !$0.1 }.flatMap(\.0.series), configuration: .init())
    for index in scenes.indices where !isHidden[index] {
      var colors = scenes[index].colors
      colors.categories.removeAll { hidden.color(of: $0.value) != nil && shown.color(of: $0.value) == nil }
      if shown.ramp == nil { colors.ramp = nil }
      scenes[index].legendColors = colors
    }
  }

  /// One legend for all panels that have one, where their colours mean the same.
  private static func legend(of scenes: [Scene], width: Double) -> Legend? {
    let explained = scenes.filter {
      let colors = $0.legendColors ?? $0.colors
      return $0.configuration.legend != .hidden && (!colors.categories.isEmpty || colors.ramp != nil)
    }
    guard var first = explained.first, explained.allSatisfy({ $0.colors == first.colors }) else { return nil }
    first.series = scenes.filter { $0.configuration.legend != .hidden }.flatMap(\.series)
    let legend = Legend(first, width: width)
    return legend.height > 0 ? legend : nil
  }

  /// The scenes with axes and colours that cover the data of all.
  private static func shared(_ scenes: [Scene], _ sharing: ChartGrid.Sharing) -> [Scene] {
    let hasX = sharing == .both || sharing == .x
    let hasY = sharing == .both || sharing == .y
    return zip(scenes, SharedScales.all(of: scenes, x: hasX, y: hasY)).map { scene, scales in
      var scene = scene
      scales.apply(to: &scene)
      return scene
    }
  }

  private static func lines(_ text: String?, width: Double, style: TextStyle) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    return TextMetrics.wrapped(text, width: width, size: style.size * 1.06, lines: 4)
  }
}
