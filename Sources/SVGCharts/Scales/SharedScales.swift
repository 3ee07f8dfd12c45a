/// What charts on the same scales share: the axes' extents, the colours, dashes and symbols.
struct SharedScales: Hashable, Sendable {
  /// `nil` where each chart has an axis of its own.
  var x: Extent?
  var y: Extent?
  var colors: ColorScale
  var dashNames: [PlottedValue]
  var symbolNames: [PlottedValue]
  var lacksCategories: Bool

  /// Each scene's scales. They cover the data of all scenes, but a scene keeps the colours that its author chose.
  static func all(of scenes: [Scene], x hasX: Bool, y hasY: Bool) -> [SharedScales] {
    let series = scenes.flatMap(\.series)
    let x = hasX ? common(scenes.map(\.xExtent)) : nil
    let y = hasY ? common(scenes.map(\.yExtent)) : nil
    let dashes = Scene.distinct(scenes.flatMap(\.dashNames))
    let symbols = Scene.distinct(scenes.flatMap(\.symbolNames))
    let chosen = scenes.first { $0.configuration.choosesColors }?.configuration
    // Panels of a grid that is one of several frames have colours for all frames.
    let framed = scenes.filter(\.isShared).map(\.colors)
    let usual = ColorScale(
      series, configuration: chosen ?? scenes.first?.configuration ?? .init(), after: framed)
    let lacks = scenes.contains { scene in
      let names = Set(scene.series.compactMap { $0.colorName?.name })
      return usual.categories.contains { !names.contains($0.value.name ?? "") }
    }
    return scenes.map { scene in
      let isOwn = scene.configuration.choosesColors && scene.configuration != chosen
      let colors = isOwn ? ColorScale(series, configuration: scene.configuration) : usual
      return SharedScales(
        x: x, y: y, colors: colors, dashNames: dashes, symbolNames: symbols, lacksCategories: lacks)
    }
  }

  /// The extent that covers all; `nil` where they don't fit on one axis: names and numbers, or different words in the
  /// same places.
  private static func common(_ extents: [Extent]) -> Extent? {
    let full = extents.filter { !$0.isEmpty }
    guard let first = full.first else { return nil }
    guard full.allSatisfy({ $0.categories.isEmpty == first.categories.isEmpty }) else { return nil }
    let hasSlots = full.contains { $0.categories.contains { if case .slot = $0 { true } else { false } } }
    if hasSlots, full.contains(where: { $0.categories != first.categories }) { return nil }
    return full.dropFirst().reduce(into: first) { $0.include($1) }
  }

  func apply(to scene: inout Scene) {
    if let x { scene.xExtent = x }
    if let y { scene.yExtent = y }
    scene.colors = colors
    scene.dashNames = dashNames
    scene.symbolNames = symbolNames
    scene.lacksCategories = lacksCategories
  }
}

extension ChartConfiguration {
  /// Whether the author has said which colours categories or numbers get.
  var choosesColors: Bool { !categoryColors.isEmpty || ramp != .automatic || rampDomain != nil }
}

extension Chart {
  /// Charts to be drawn one after the other in one place: on the same colours, dashes and symbols and, if `axes`, on
  /// the same axes, except where an author has fixed a domain.
  package static func sharing(_ charts: [Chart], axes: Bool) -> [Chart] {
    guard charts.count > 1 else { return charts }
    let scales = SharedScales.all(of: charts.map { Scene($0) }, x: axes, y: axes)
    return zip(charts, scales).map { chart, scales in
      var chart = chart
      chart.scales = scales
      return chart
    }
  }
}

extension ChartGrid {
  /// The same for grids, panel by panel.
  package static func sharing(_ grids: [ChartGrid], axes: Bool) -> [ChartGrid] {
    let count = grids.map(\.charts.count).min() ?? 0
    var grids = grids
    for panel in 0..<count {
      for (index, chart) in Chart.sharing(grids.map { $0.charts[panel] }, axes: axes).enumerated() {
        grids[index].charts[panel] = chart
      }
    }
    return grids
  }
}
