extension Chart {
  /// One or two sentences that say what the chart shows: its kind, its data, their range, and where the
  /// extreme is. Made from the data unless the author wrote them.
  public var alternative: String {
    if let own = configuration.alternative { return own }
    return Narrator(self).text
  }
}

/// Describes a chart in words, from the descriptions of its marks.
struct Narrator {
  let scene: Scene
  private let chart: Chart
  private let series: [Series]

  init(_ chart: Chart) {
    var chart = chart
    chart.scales = nil  // words are about its own data
    self.chart = chart
    series = Series.all(of: chart.marks)
    scene = Scene(chart)
  }

  var text: String {
    guard let main else {
      let labels = [scene.yTitle, scene.xTitle].compactMap(\.self).joined(separator: " by ")
      return titled("Empty chart") + (labels.isEmpty ? "" : " of \(labels)") + ": no data."
    }
    return [main.mark.sentence(for: main, in: self), Omissions(scene).text].compactMap(\.self)
      .joined(separator: " ")
  }

  /// The kind of chart, and its data.
  var headline: String {
    guard let main else { return "Empty chart" }
    return main.mark.noun(for: main) + main.mark.subject(of: main, in: self)
  }

  /// The series that the chart is about: the first of the most prominent kind.
  private var main: Series? {
    let full = series.filter { !$0.data.isEmpty || $0.has(.plane) }
    let greatest = full.map(\.mark.prominence).max()
    return full.first { $0.mark.prominence == greatest }
  }
}

/// What the marks' words share.
extension Narrator {
  var xName: String { scene.xTitle ?? "x" }
  var yName: String { scene.yTitle ?? "y" }

  /// " of loss by step", or only " of loss" where one axis has no title. `isFlipped` where the numbers are on the x axis.
  func relation(_ word: String, isFlipped: Bool = false) -> String {
    let titles = [scene.yTitle, scene.xTitle].compactMap(\.self)
    let names = titles.isEmpty ? ["y", "x"] : titles
    return " of " + (isFlipped ? names.reversed() : names).joined(separator: " \(word) ")
  }

  /// A sentence after the chart's title.
  func titled(_ subject: String) -> String {
    guard let title = chart.configuration.title, !title.isEmpty else { return subject }
    let ending: Character = title.last ?? "."
    return title + (".!?".contains(ending) ? " " : ". ") + subject
  }

  /// " for 3 values of optimizer (SGD, Adam, RMSprop)", where colours distinguish categories.
  var grouping: String {
    let names = scene.colors.categories.compactMap { $0.value.name }
    guard names.count > 1 else { return "" }
    let shown = names.prefix(4).joined(separator: ", ")
    let rest = names.count > 4 ? ", …" : ""
    let label = scene.colors.label.isEmpty ? "groups" : scene.colors.label
    return " for \(names.count) values of \(label) (\(shown)\(rest))"
  }

  /// All series of one kind.
  func all(like item: Series) -> [Series] { series.filter { type(of: $0.mark) == type(of: item.mark) } }

  /// How many points the chart shows.
  var pointCount: Int { series.filter { $0.has(.points) }.reduce(0) { $0 + $1.data.count } }

  /// Where each of up to three lines begins and ends, and the extremes over all.
  func courses(like item: Series) -> String {
    let members = all(like: item).filter { $0.mark.encoding.yEnd == nil }
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

  func say(_ value: PlottedValue?) -> String {
    switch value {
    case .category(let name), .slot(let name, _): name
    case .number(let number): say(number)
    case .interval(let low, let high): "\(say(low)) to \(say(high))"
    case nil: "?"
    }
  }

  func say(_ number: Double) -> String { NumberFormat.plain(number, significant: 3) }
}
