/// Where everything of one chart lies.
struct Layout {
  var width: Double
  var height: Double
  var plot: Box
  var x: PositionScale
  var y: PositionScale
  var xLabels: AxisLabels
  var yLabels: AxisLabels
  var titleLines: [String] = []
  var subtitleLines: [String] = []
  var legend = Legend()
  /// Labels at the lines' right ends, where they take the legend's place.
  var directLabels: [DirectLabel] = []
  var xTitle: String?
  var yTitle: String?

  /// Lays out a chart in at most `width`; the height follows from the content unless it is given.
  init(_ scene: Scene, width: Double, height: Double?) {
    self.init(scene, within: width, height: height, wishesDirect: scene.wantsDirectLabels)
    if !directLabels.isEmpty, !DirectLabel.spread(&directLabels, within: plot) {
      self.init(scene, within: width, height: height, wishesDirect: false)
    }
    // a square plot needs less than the width: without it titles and legend wrap to what is left
    let needed = max(scene.isPanel ? 120 : 240, min(width, self.width))
    if needed < width - 1 {
      let isDirect = !directLabels.isEmpty
      self.init(scene, within: needed, height: height, wishesDirect: isDirect)
      if isDirect, !DirectLabel.spread(&directLabels, within: plot) {
        self.init(scene, within: needed, height: height, wishesDirect: false)
      }
      self.width = max(self.width, needed)
    }
  }

  private init(_ scene: Scene, within limit: Double, height: Double?, wishesDirect: Bool) {
    let configuration = scene.configuration
    let margin = ChartStyle.margin
    let inner = limit - 2 * margin
    let titleStyle = ChartStyle.title(of: scene)
    titleLines = Layout.lines(configuration.title, width: inner, style: titleStyle)
    subtitleLines = Layout.lines(configuration.subtitle, width: inner, style: ChartStyle.subtitle)
    directLabels = wishesDirect ? DirectLabel.all(in: scene, limit: limit * 0.3) : []
    if directLabels.isEmpty { legend = Legend(scene, width: inner) }
    xTitle = configuration.x.isHidden ? nil : scene.xTitle
    yTitle = configuration.y.isHidden ? nil : scene.yTitle

    var top = margin + Layout.height(of: titleLines, titleStyle)
    top += Layout.height(of: subtitleLines, ChartStyle.subtitle)
    if !titleLines.isEmpty || !subtitleLines.isEmpty { top += 8 }
    if legend.height > 0 { top += legend.height + 8 }
    top += yTitle == nil ? 6 : ChartStyle.axis.size * 1.2 + 6

    let labelWidth = directLabels.map(\.width).max() ?? 0
    var right = directLabels.isEmpty ? margin + 8 : margin + labelWidth + 10
    var left = margin + 30.0
    var bottom = 40.0
    let isGrid = scene.isCellGrid
    plot = Box(x: left, y: top, width: max(60, limit - left - right), height: 200)
    x = PositionScale(domain: .linear(low: 0, high: 1), start: 0, end: 1)
    y = x
    xLabels = AxisLabels(items: [], depth: 0)
    yLabels = xLabels
    var total = 0.0
    for _ in 0..<6 {
      let before = (left, right, bottom)
      plot = Box(x: left, y: top, width: max(60, limit - left - right), height: 200)
      scene.size(&plot, height: height.map { max(40, $0 - top - bottom) }, isGrid: isGrid)
      x = scene.xScale(from: plot.x, to: plot.maxX)
      y = scene.yScale(bottom: plot.maxY, top: plot.y)
      xLabels =
        configuration.x.isHidden
        ? AxisLabels(items: [], depth: 0)
        : .horizontal(x, ticks: configuration.x.ticks, limit: min(120, limit * 0.28))
      yLabels =
        configuration.y.isHidden
        ? AxisLabels(items: [], depth: 0)
        : .vertical(y, ticks: configuration.y.ticks, limit: limit * 0.36)
      left = margin + (yLabels.depth > 0 ? yLabels.depth + 9 : 2)
      let overhang = xLabels.overhang(beyond: plot)
      left = max(left, margin + overhang.left)
      right = max(directLabels.isEmpty ? margin + 4 : margin + labelWidth + 10, margin + overhang.right)
      right = max(right, margin + scene.annotationOverhang(x: x, beyond: plot))
      bottom = margin + (xLabels.depth > 0 ? xLabels.depth + 6 : 4)
      if xTitle != nil { bottom += ChartStyle.axis.size * 1.2 + 5 }
      total = plot.maxX + right
      if before == (left, right, bottom) { break }
    }
    self.width = max(total, min(limit, Layout.least(titleLines, legend)))
    self.height = plot.maxY + bottom
    for index in directLabels.indices { directLabels[index].settle(scene, x: x, y: y, plot: plot) }
  }

  private static func lines(_ text: String?, width: Double, style: TextStyle) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    let size = style.isBold ? style.size * 1.06 : style.size
    return TextMetrics.wrapped(text, width: width, size: size, lines: 4)
  }

  static func height(of lines: [String], _ style: TextStyle) -> Double {
    Double(lines.count) * style.size * TextMetrics.lineHeight
  }

  /// What title and legend need, so that a narrow plot doesn't make them wrap to a column of words.
  private static func least(_ title: [String], _ legend: Legend) -> Double {
    let widest = title.map { TextMetrics.width(of: $0, size: ChartStyle.title.size, isBold: true) }.max() ?? 0
    return max(min(widest, 380), min(legend.width, 380)) + 2 * ChartStyle.margin
  }
}

extension AxisLabels {
  /// How far the labels of a level axis reach beyond the plot's sides.
  func overhang(beyond plot: Box) -> (left: Double, right: Double) {
    var (left, right) = (0.0, 0.0)
    for item in items {
      let width = item.lines.map { TextMetrics.width(of: $0, size: ChartStyle.tick.size) }.max() ?? 0
      if angle == 0 {
        left = max(left, plot.x - (item.place - width / 2))
        right = max(right, item.place + width / 2 - plot.maxX)
      } else {
        left = max(left, plot.x - (item.place - width * 0.788 - 6))
      }
    }
    return (left, right)
  }
}
