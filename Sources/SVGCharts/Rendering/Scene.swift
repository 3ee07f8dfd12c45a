/// A chart made ready for drawing: its series, and what its axes and colours must cover.
struct Scene {
  var series: [Series]
  var configuration: ChartConfiguration
  var xExtent: Extent
  var yExtent: Extent
  var colors: ColorScale
  var xTitle: String?
  var yTitle: String?
  /// Whether it is one of a grid's panels, which are lower and have smaller titles.
  var isPanel = false
  /// Whether lines of different colours have different patterns, too.
  var hasLinePatterns = false
  /// The names that choose dashes and symbols, in the order of their first occurrence.
  var dashNames: [PlottedValue]
  var symbolNames: [PlottedValue]
  /// Whether it is on the scales of other charts, drawn in the same place.
  let isShared: Bool
  /// The colours that a legend explains, if these aren't all.
  var legendColors: ColorScale?
  /// Whether a category of the shared colours is missing here or in another chart that shares them.
  var lacksCategories = false

  init(_ chart: Chart) {
    configuration = chart.configuration
    isShared = chart.scales != nil
    series = Stacking.applied(to: Series.all(of: chart.marks))
    xExtent = Extent(.x, of: series)
    yExtent = Extent(.y, of: series)
    colors = ColorScale(series, configuration: chart.configuration)
    let encodings = chart.marks.lazy.map(\.content.encoding)
    xTitle = Scene.title(
      configuration.x.label, encodings.compactMap { ($0.x ?? $0.xEnd)?.label }.first)
    yTitle = Scene.title(
      configuration.y.label, encodings.compactMap { ($0.y ?? $0.yEnd)?.label }.first)
    dashNames = Scene.distinct(series.compactMap(\.dashName))
    symbolNames = Scene.distinct(series.compactMap(\.symbolName))
    if let scales = chart.scales { scales.apply(to: &self) }
  }

  static func distinct(_ names: [PlottedValue]) -> [PlottedValue] {
    var known: Set<PlottedValue> = []
    return names.filter { known.insert($0).inserted }
  }

  private static func title(_ given: String?, _ found: String?) -> String? {
    let title = given ?? found ?? ""
    return title.isEmpty ? nil : title
  }

  func xScale(from start: Double, to end: Double) -> PositionScale {
    let domain = PositionScale.Domain(xExtent, axis: configuration.x, direction: .x, length: end - start)
    return PositionScale(domain: domain, start: start, end: end)
  }

  /// Numbers grow upwards; categories run downwards, as a table's rows do.
  func yScale(bottom: Double, top: Double) -> PositionScale {
    let domain = PositionScale.Domain(yExtent, axis: configuration.y, direction: .y, length: bottom - top)
    if case .category = domain { return PositionScale(domain: domain, start: top, end: bottom) }
    return PositionScale(domain: domain, start: bottom, end: top)
  }

  /// Whether it is a matrix of cells with names on both axes.
  var isCellGrid: Bool {
    series.contains { $0.has(.cells) } && !xExtent.categories.isEmpty
      && !yExtent.categories.isEmpty
  }

  /// Whether bars lie on their side, so that each category is a row.
  var hasRows: Bool { series.contains(where: \.isHorizontal) && !yExtent.categories.isEmpty }

  /// Gives the plot its height, and takes from its width what its shape doesn't need.
  func size(_ plot: inout Box, height: Double?, isGrid: Bool) {
    let columns = Double(max(1, configuration.x.categories?.count ?? xExtent.categories.count))
    let rows = Double(max(1, configuration.y.categories?.count ?? yExtent.categories.count))
    if let ratio = configuration.plotAspectRatio {
      let tallest = height ?? min(440, plot.width / ratio)
      plot.height = min(tallest, plot.width / ratio)
      plot.width = plot.height * ratio
    } else if isGrid {
      let cell = min(
        plot.width / columns, (height ?? 460) / rows, max(columns, rows) > 6 ? 44 : isPanel ? 48 : 56)
      // a few cells may be wider than high, so that their names fit under them
      let widest =
        xExtent.categories.map { TextMetrics.width(of: $0.name ?? "", size: ChartStyle.tick.size) }.max() ?? 0
      let width = cell < 30 ? cell : max(cell, min(widest + 10, cell * 2, plot.width / columns))
      plot.width = width * columns
      plot.height = cell * rows
    } else if hasRows {
      let slots = Double(series.flatMap(\.data).map(\.slots).max() ?? 1)
      plot.height = height ?? rows * max(28, 16 * slots + 10)
    } else {
      let usual = isPanel ? max(90, plot.width * 0.72) : max(190, min(330, plot.width * 0.54))
      // each name on the axis has room, in a narrow panel for two lines
      let needed = yExtent.categories.isEmpty ? 0 : rows * (isPanel ? 28 : 22)
      plot.height = height ?? max(usual, needed)
    }
  }

  /// Whether labels at the lines' ends may replace the legend.
  var wantsDirectLabels: Bool {
    guard configuration.legend == .automatic, !isPanel, !lacksCategories, colors.ramp == nil,
      colors.categories.count <= 8
    else {
      return false
    }
    let named = series.filter { $0.colorName != nil }
    let isLabelled = named.allSatisfy { item in
      item.has(.curve) || item.has(.points) || item.has(.ground) && !item.lacksEnd
    }
    return !named.isEmpty && isLabelled && series.contains { $0.has(.curve) } && !xExtent.isEmpty
      && xExtent.categories.isEmpty
  }

  /// Whether only colours would tell lines apart that one legend names: no points of other shapes mark them, and none is so
  /// restless that a pattern would be lost in it.
  static func needLinePatterns(_ scenes: [Scene]) -> Bool {
    let named = scenes.filter { $0.configuration.legend != .hidden }
      .map { $0.series.filter { $0.colorName != nil } }
    let lines = named.map { $0.filter { $0.has(.curve) } }
    return lines.contains { Set($0.map(\.colorName)).count > 1 }
      && !named.joined().contains { $0.has(.points) }
      && lines.joined().allSatisfy { $0.data.count <= 200 }
  }

  /// The colour of a series; where none is chosen, the palette's first, or ink if other series are coloured.
  func color(of series: Series) -> ChartColor {
    switch series.mark.encoding.color {
    case .fixed(let color): return color
    case .by: return series.colorName.flatMap { colors.color(of: $0) } ?? .series(0)
    case .automatic:
      if let usual = series.mark.usualColor { return usual }
      return colors.categories.isEmpty && colors.ramp == nil ? .series(0) : .ink
    }
  }

  /// The ramp's step for a datum whose colour a number decides.
  func level(of datum: Datum, in series: Series) -> Int? {
    series.colorName == nil ? datum.color?.number.flatMap(colors.level) : nil
  }

  /// The dash pattern and width of a series. Where only colours would tell lines apart, each line has a pattern as well.
  func lineStyle(of item: Series) -> LineStyle {
    let choice = item.mark.encoding.lineStyle
    let place = (legendColors ?? colors).categories.firstIndex { $0.value.name == item.colorName?.name }
    if choice == .automatic, hasLinePatterns, item.has(.curve), item.colorName != nil, let place {
      return LineStyle.cycle[place % LineStyle.cycle.count]
    }
    return choice.look(of: item.dashName, in: dashNames, from: LineStyle.cycle)
  }

  /// The shape of a series' points. Where only colours would tell classes apart, each class has a shape as well.
  func symbol(of item: Series) -> ChartSymbol {
    let choice = item.mark.encoding.symbol
    let place = colors.categories.firstIndex { $0.value.name == item.colorName?.name }
    if choice == .automatic, item.colorName != nil, let place, hasShapedClasses {
      return ChartSymbol.allCases[place]
    }
    return choice.look(of: item.symbolName, in: symbolNames, from: ChartSymbol.allCases)
  }

  /// Whether there are enough shapes for all classes, no axis names them, and no class is a crowd, whose points are
  /// strokes with round ends.
  private var hasShapedClasses: Bool {
    let names = colors.categories.compactMap(\.value.name)
    guard (2...ChartSymbol.allCases.count).contains(names.count) else { return false }
    let axes = [xExtent, yExtent].map { Set($0.categories.compactMap(\.name)) }
    return !axes.contains { $0.isSuperset(of: names) }
      && !series.contains { $0.has(.points) && $0.data.count > PointMark.crowd }
  }
}
