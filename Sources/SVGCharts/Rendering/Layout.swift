/// The places of all parts of one chart.
struct Layout {
  var width = 0.0
  var height = 0.0
  var plot = Box(x: 0, y: 0, width: 0, height: 0)
  var x = PositionScale(domain: .linear(low: 0, high: 1), start: 0, end: 1)
  var y = PositionScale(domain: .linear(low: 0, high: 1), start: 1, end: 0)
  var xLabels = AxisLabels(items: [], depth: 0)
  var yLabels = AxisLabels(items: [], depth: 0)
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
    let needed = min(width, max(scene.isPanel ? 120 : 240, self.width))
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

    // labels depend on the plot's size and it on their widths: a few rounds settle both; where two sizes take turns,
    // the larger margins hold either
    var margins = Margins(left: 34, right: 12, bottom: 40)
    for round in 0..<12 {
      let needed = layOut(scene, within: limit, height: height, top: top, margins)
      if needed == margins || round > 3 && needed.fits(in: margins) { break }
      margins = round < 3 ? needed : needed.union(margins)
    }
    self.width = max(plot.maxX + margins.right, min(limit, Layout.least(titleLines, legend)))
    self.height = plot.maxY + margins.bottom
    for index in directLabels.indices { directLabels[index].settle(scene, x: x, y: y, plot: plot) }
  }

  /// The parts around the plot.
  private struct Margins: Equatable {
    var left: Double
    var right: Double
    var bottom: Double

    func fits(in other: Margins) -> Bool {
      left <= other.left && right <= other.right && bottom <= other.bottom
    }

    func union(_ other: Margins) -> Margins {
      Margins(left: max(left, other.left), right: max(right, other.right), bottom: max(bottom, other.bottom))
    }
  }

  /// Places plot and axes between margins, and returns the margins that their labels need.
  private mutating func layOut(
    _ scene: Scene, within limit: Double, height: Double?, top: Double, _ margins: Margins
  ) -> Margins {
    let configuration = scene.configuration
    let margin = ChartStyle.margin
    plot = Box(
      x: margins.left, y: top, width: max(scene.isPanel ? 12 : 60, limit - margins.left - margins.right),
      height: 200)
    scene.size(&plot, height: height.map { max(40, $0 - top - margins.bottom) }, isGrid: scene.isCellGrid)
    x = scene.xScale(from: plot.x, to: plot.maxX)
    y = scene.yScale(bottom: plot.maxY, top: plot.y)
    if !configuration.x.isHidden {
      xLabels = .horizontal(x, ticks: configuration.x.ticks, limit: min(120, limit * 0.28))
    }
    if !configuration.y.isHidden {
      yLabels = .vertical(y, ticks: configuration.y.ticks, limit: limit * 0.36)
    }
    let overhang = xLabels.overhang(beyond: plot)
    let labelWidth = directLabels.map(\.width).max()
    let left = margin + (yLabels.depth > 0 ? yLabels.depth + 9 : 2)
    let right = [
      labelWidth.map { $0 + 10 } ?? 4, overhang.right, scene.annotationOverhang(x: x, beyond: plot),
    ]
    var bottom = margin + (xLabels.depth > 0 ? xLabels.depth + 6 : 4)
    if xTitle != nil { bottom += ChartStyle.axis.size * 1.2 + 5 }
    return Margins(
      left: max(left, margin + overhang.left), right: margin + (right.max() ?? 0), bottom: bottom)
  }

  /// The place of a pair of values; `nil` if one of them has none.
  func spot(_ x: PlottedValue?, _ y: PlottedValue?) -> Spot? {
    guard let px = x.flatMap(self.x.position(of:)), let py = y.flatMap(self.y.position(of:)) else {
      return nil
    }
    return Spot(x: px, y: py)
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
      let width = item.lines.map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
      if angle == 0 {
        left = max(left, plot.x - (item.position - width / 2))
        right = max(right, item.position + width / 2 - plot.maxX)
      } else {
        left = max(left, plot.x - (item.position - width * 0.788 - 6))
      }
    }
    return (left, right)
  }
}
