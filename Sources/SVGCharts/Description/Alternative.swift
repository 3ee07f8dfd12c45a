extension Chart {
  /// One or two sentences that say what the chart shows: of what kind, of what, from where to where, and where the
  /// extreme is. Made from the data unless the author wrote them.
  public var alternative: String {
    if let own = configuration.alternative { return own }
    return Narrator(self).text
  }
}

/// Puts a chart into words.
struct Narrator {
  private let chart: Chart
  private let series: [Series]
  private let scene: Scene

  init(_ chart: Chart) {
    var chart = chart
    chart.scales = nil  // words are about its own data
    self.chart = chart
    series = Series.all(of: chart.marks)
    scene = Scene(chart)
  }

  var text: String {
    for case .field(let field) in series.map(\.mark.shape) {
      return ([fieldText(field)] + [omitted].compactMap { $0 }).joined(separator: " ")
    }
    guard let main else {
      let labels = [scene.yTitle, scene.xTitle].compactMap { $0 }.joined(separator: " by ")
      return titled("Empty chart") + (labels.isEmpty ? "" : " of \(labels)") + ": no data."
    }
    let subject = [kind(main), subject(main), grouping].joined()
    return ([titled(subject) + details(main)] + [omitted].compactMap { $0 }).joined(separator: " ")
  }

  /// What kind of chart it is, of what.
  var headline: String {
    for case .field(let field) in series.map(\.mark.shape) {
      return "Map of " + (field.label.isEmpty ? "a function" : field.label)
    }
    guard let main else { return "Empty chart" }
    return kind(main) + subject(main)
  }

  /// The series that the chart is about.
  private var main: Series? {
    let full = series.filter { !$0.data.isEmpty }
    return full.first { $0.mark.shape == .line } ?? full.first { $0.mark.shape != .rule } ?? full.first
  }

  private func titled(_ subject: String) -> String {
    guard let title = chart.configuration.title, !title.isEmpty else { return subject }
    let ending: Character = title.last ?? "."
    return title + (".!?".contains(ending) ? " " : ". ") + subject
  }

  private func kind(_ series: Series) -> String {
    switch series.mark.shape {
    case .line: "Line chart"
    case .area:
      series.mark.yEnd == nil
        ? "Area chart" : self.series.contains { $0.mark.shape == .line } ? "Line chart with bands" : "Band"
    case .point: "Scatter plot"
    case .bar: isHistogram(series) ? "Histogram" : "Bar chart"
    case .rectangle: isMatrix(series) ? "Heat map" : "Regions"
    case .rule: "Lines"
    case .field: "Map"
    }
  }

  private func isHistogram(_ series: Series) -> Bool {
    if case .interval? = series.data.first?.x { return true }
    return false
  }

  private func isMatrix(_ series: Series) -> Bool {
    if case .by = series.mark.color { return true }
    return false
  }

  private func subject(_ main: Series) -> String {
    let (x, y) = (scene.xTitle ?? "x", scene.yTitle ?? "y")
    switch main.mark.shape {
    case .rectangle where isMatrix(main): return " of \(scene.colors.label) by \(y) and \(x)"
    case .bar where main.isHorizontal: return " of \(x) by \(y)"
    case .bar where isHistogram(main): return " of \(x)"
    case .point: return " of \(y) against \(x)"
    default: return " of \(y) by \(x)"
    }
  }

  private var grouping: String {
    let names = scene.colors.categories.compactMap { $0.value.name }
    guard names.count > 1 else { return "" }
    let shown = names.prefix(4).joined(separator: ", ")
    let rest = names.count > 4 ? ", …" : ""
    let label = scene.colors.label.isEmpty ? "groups" : scene.colors.label
    return " for \(names.count) values of \(label) (\(shown)\(rest))"
  }

  private func details(_ main: Series) -> String {
    switch main.mark.shape {
    case .line, .area: return lines(main)
    case .bar where isHistogram(main):
      return extremes(main, value: \.y, place: \.x, isBar: true)
    case .bar:
      return main.isHorizontal
        ? extremes(main, value: \.x, place: \.y, isBar: true)
        : extremes(main, value: \.y, place: \.x, isBar: true)
    case .point: return cloud
    case .rectangle where isMatrix(main): return cells(main)
    default: return "."
    }
  }

  /// Where each line begins and ends, for up to three lines; else the extremes over all.
  private func lines(_ main: Series) -> String {
    let members = series.filter { $0.mark.shape == main.mark.shape && $0.mark.yEnd == nil }
    guard !members.isEmpty else { return "." }
    let parts = members.prefix(3).compactMap { item -> String? in
      let data = item.data.filter { $0.x != nil && $0.y?.number?.isFinite == true }
      guard let first = data.first, let last = data.last else { return nil }
      let name = item.colorName?.name.map { $0 + " " } ?? ""
      if data.count == 1 { return "\(name)is \(say(first.y)) at \(say(first.x))" }
      return "\(name)goes from \(say(first.y)) at \(say(first.x)) to \(say(last.y)) at \(say(last.x))"
    }
    guard !parts.isEmpty else { return "." }
    let all = members.flatMap(\.data).filter { $0.y?.number?.isFinite == true }
    let least = all.min { ($0.y?.number ?? 0) < ($1.y?.number ?? 0) }
    let greatest = all.max { ($0.y?.number ?? 0) < ($1.y?.number ?? 0) }
    var text = ": " + parts.joined(separator: "; ") + "."
    if let least, let greatest, all.count > 2 {
      text += " Lowest \(say(least.y)) at \(say(least.x)), highest \(say(greatest.y)) at \(say(greatest.x))."
    }
    return text
  }

  private func extremes(
    _ main: Series, value: KeyPath<Datum, PlottedValue?>, place: KeyPath<Datum, PlottedValue?>, isBar: Bool
  ) -> String {
    let all = series.filter { $0.mark.shape == .bar }.flatMap { item in
      item.data.filter { $0[keyPath: value]?.number?.isFinite == true }.map { (item, $0) }
    }
    guard
      let least = all.min(by: { ($0.1[keyPath: value]?.number ?? 0) < ($1.1[keyPath: value]?.number ?? 0) }),
      let greatest = all.max(by: { ($0.1[keyPath: value]?.number ?? 0) < ($1.1[keyPath: value]?.number ?? 0) }
      )
    else { return "." }
    func say(_ bar: (Series, Datum)) -> String {
      let group = bar.0.colorName?.name.map { " (\($0))" } ?? ""
      return "\(self.say(bar.1[keyPath: value])) at \(self.say(bar.1[keyPath: place]))\(group)"
    }
    if all.count == 1 { return ": \(say(greatest))." }
    return ": \(all.count) bars, highest \(say(greatest)), lowest \(say(least))."
  }

  private var cloud: String {
    let count = series.filter { $0.mark.shape == .point }.reduce(0) { $0 + $1.data.count }
    let (x, y) = (scene.xExtent, scene.yExtent)
    var text = ": \(count) point\(count == 1 ? "" : "s")"
    if x.low <= x.high { text += ", x from \(say(x.low)) to \(say(x.high))" }
    if y.low <= y.high { text += ", y from \(say(y.low)) to \(say(y.high))" }
    return text + "."
  }

  private func cells(_ main: Series) -> String {
    let all = main.data.filter { $0.color?.number?.isFinite == true }
    guard let least = all.min(by: { ($0.color?.number ?? 0) < ($1.color?.number ?? 0) }),
      let greatest = all.max(by: { ($0.color?.number ?? 0) < ($1.color?.number ?? 0) })
    else { return "." }
    return
      ": \(main.data.count) cells, highest \(say(greatest.color)) at \(say(greatest.y)), \(say(greatest.x)); "
      + "lowest \(say(least.color)) at \(say(least.y)), \(say(least.x))."
  }

  private func fieldText(_ field: Field) -> String {
    let name = field.label.isEmpty ? "a function" : field.label
    let place =
      "over x from \(say(field.grid.x.lowerBound)) to \(say(field.grid.x.upperBound)) and y from "
      + "\(say(field.grid.y.lowerBound)) to \(say(field.grid.y.upperBound))"
    let points = series.filter { $0.mark.shape == .point }.reduce(0) { $0 + $1.data.count }
    let over = points > 0 ? ", with \(points) points over it" : ""
    guard field.classes.isEmpty else {
      let shares = field.classes.enumerated().map { index, name in
        let count = field.layers[index].filter { $0 > 0 }.count
        return
          "\(name) on \(NumberFormat.plain(100 * Double(count) / Double(field.grid.count), significant: 2)) %"
      }
      return titled("Map of \(name) \(place)\(over): \(shares.joined(separator: ", ")) of the plane.")
    }
    let finite = field.layers[0].enumerated().filter { $0.element.isFinite }
    guard let least = finite.min(by: { $0.element < $1.element }),
      let greatest = finite.max(by: { $0.element < $1.element })
    else { return titled("Map of \(name) \(place)\(over): no finite values.") }
    func at(_ index: Int) -> String {
      let (column, row) = (index % field.grid.columns, index / field.grid.columns)
      return "(\(say(field.grid.x(at: Double(column)))), \(say(field.grid.y(at: Double(row)))))"
    }
    return titled(
      "Contour map of \(name) \(place)\(over): lowest \(say(least.element)) at \(at(least.offset)), "
        + "highest \(say(greatest.element)) at \(at(greatest.offset)).")
  }

  /// What the drawing leaves out.
  private var omitted: String? { Omissions(scene).text }

  private func say(_ value: PlottedValue?) -> String {
    switch value {
    case .category(let name), .slot(let name, _): name
    case .number(let number): say(number)
    case .interval(let low, let high): "\(say(low)) to \(say(high))"
    case nil: "?"
    }
  }

  private func say(_ number: Double) -> String { NumberFormat.plain(number, significant: 3) }
}
