/// Maps a datum's value to its colour.
struct ColorScale: Hashable, Sendable {
  struct Category: Hashable, Sendable {
    var value: PlottedValue
    var color: ChartColor
  }

  struct Ramp: Hashable, Sendable {
    var low: Double
    var high: Double
    /// One of the kinds but automatic.
    var kind: ChartConfiguration.Ramp
    var isDiverging: Bool { kind == .diverging }

    func color(ofLevel level: Int) -> ChartColor {
      switch kind {
      case .automatic, .sequential: .sequential(level)
      case .diverging: .diverging(level)
      case .ink: .shade(level)
      }
    }
  }

  /// The categories in the legend's order, with their colours.
  var categories: [Category] = []
  /// The numbers at the ramp's ends; `nil` where no number decides a colour.
  var ramp: Ramp?
  /// The name over the legend.
  var label = ""

  /// - Parameter earlier: scales whose names and numbers it includes, before its own.
  init(_ series: [Series], configuration: ChartConfiguration, after earlier: [ColorScale] = []) {
    for item in configuration.categoryColors {
      categories.append(Category(value: .category(item.name), color: item.color))
    }
    var extent = Extent()
    for scale in earlier {
      for category in scale.categories { add(category.value) }
      if let ramp = scale.ramp { for end in [ramp.low, ramp.high] { extent.include(.number(end)) } }
    }
    for item in series {
      guard let value = item.mark.encoding.color.value else { continue }
      if label.isEmpty { label = value.label }
      if let name = item.colorName {
        add(name)
      } else {
        for datum in item.data { extent.include(datum.color) }
      }
    }
    for item in series { item.mark.addColors(to: &self, magnitudes: &extent) }
    guard !extent.isEmpty || configuration.rampDomain != nil && extent.categories.isEmpty && !label.isEmpty
    else {
      return
    }
    setRamp(extent, configuration)
  }

  /// Gives a category the palette's next colour, unless it has one.
  mutating func add(_ name: PlottedValue) {
    guard color(of: name) == nil else { return }
    categories.append(Category(value: name, color: .series(categories.count)))
  }

  private mutating func setRamp(_ extent: Extent, _ configuration: ChartConfiguration) {
    var low = configuration.rampDomain?.lowerBound ?? extent.low
    var high = configuration.rampDomain?.upperBound ?? extent.high
    let automatic: ChartConfiguration.Ramp = low < 0 && high > 0 ? .diverging : .sequential
    let kind = configuration.ramp == .automatic ? automatic : configuration.ramp
    if configuration.rampDomain == nil {
      if kind == .diverging {
        high = max(abs(low), abs(high))
        low = -high
      }
      // Where there is no ink, there is paper.
      if kind == .ink { low = 0 }
    }
    guard low.isFinite, high.isFinite else { return }
    if high <= low { (low, high) = low > 0 ? (0, low) : (low, low + 1) }
    ramp = Ramp(low: low, high: high, kind: kind)
  }

  func color(of name: PlottedValue) -> ChartColor? {
    categories.first { $0.value == name || $0.value.name == name.name }?.color
  }

  /// The step of the ramp for a number; `nil` for one that isn't finite.
  func level(of number: Double) -> Int? {
    guard let ramp, number.isFinite else { return nil }
    let share = (number - ramp.low) / (ramp.high - ramp.low)
    return Int((max(0, min(1, share)) * Double(ChartTheme.levels - 1)).rounded())
  }

  func color(ofLevel level: Int) -> ChartColor {
    ramp?.color(ofLevel: level) ?? .sequential(level)
  }
}
