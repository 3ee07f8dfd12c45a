/// An axis's labels, fitted to its length.
struct AxisLabels {
  struct Item {
    var position: Double
    /// More than one line only for wrapped categories; none for a minor tick.
    var lines: [String]
  }

  var items: [Item]
  /// The labels' size; less than usual where all of them fit only so.
  var size = ChartStyle.tick.size
  /// Counter-clockwise, in degrees: 0, or a slope where level category labels would overlap.
  var angle = 0.0
  /// How far the labels reach from the axis.
  var depth: Double
  /// How many categories go without their whole name because there is no room for it; numbers that a reader can count on
  /// are not among them.
  var missing = 0

  /// Labels under a level axis.
  static func horizontal(_ scale: PositionScale, ticks: [Double]?, limit: Double) -> AxisLabels {
    if scale.isCategorical { return categories(scale, limit: limit) }
    let style = ChartStyle.tick
    let items = fitted(scale, ticks: ticks, greatest: Int(scale.length / 62) + 1) { items in
      let boxes = items.map { item in (item.position, TextMetrics.width(of: item.label, size: style.size)) }
      return zip(boxes, boxes.dropFirst()).allSatisfy { $1.0 - $0.0 >= ($0.1 + $1.1) / 2 + 10 }
    }
    return AxisLabels(
      items: items.map { Item(position: $0.position, lines: [$0.label]) }, depth: style.size + 6)
  }

  /// Labels of an upright axis.
  static func vertical(_ scale: PositionScale, ticks: [Double]?, limit: Double) -> AxisLabels {
    let style = ChartStyle.tick
    if scale.isCategorical { return rows(scale, limit: limit) }
    let items = fitted(scale, ticks: ticks, greatest: max(2, Int(scale.length / 45))) { items in
      zip(items, items.dropFirst()).allSatisfy { abs($1.position - $0.position) >= style.size * 1.5 }
    }
    let depth = items.map { TextMetrics.width(of: $0.label, size: style.size) }.max() ?? 0
    return AxisLabels(items: items.map { Item(position: $0.position, lines: [$0.label]) }, depth: depth)
  }

  private typealias Candidate = (position: Double, label: String)

  /// The most ticks, up to a number, whose labels keep apart.
  private static func fitted(
    _ scale: PositionScale, ticks: [Double]?, greatest: Int, keepsApart: ([Candidate]) -> Bool
  ) -> [Candidate] {
    if let ticks {
      let inside = ticks.filter(scale.contains)
      let all = zip(inside, labels(for: inside, scale)).map {
        (position: scale.position(of: $0) ?? 0, label: $1)
      }
      return thinned(all, keepsApart: keepsApart)
    }
    let wanted = max(2, greatest)
    // One label alone says nothing about the scale: rather some more than were wanted.
    let telling = (wanted...wanted + 4).first { labelled(candidates(scale, count: $0)).count > 1 }
    for count in stride(from: telling ?? wanted, through: 1, by: -1) {
      let candidates = candidates(scale, count: count)
      if keepsApart(labelled(candidates)) { return candidates }
    }
    return thinned(candidates(scale, count: 1).filter { !$0.label.isEmpty }, keepsApart: keepsApart)
  }

  /// The labels of the author's ticks: with the same number of decimals, except on a logarithmic axis.
  private static func labels(for ticks: [Double], _ scale: PositionScale) -> [String] {
    if case .log = scale.domain { return ticks.map { NumberFormat.plain($0) } }
    return Ticks.labels(for: ticks)
  }

  private static func labelled(_ candidates: [Candidate]) -> [Candidate] {
    candidates.filter { !$0.label.isEmpty }.sorted { $0.position < $1.position }
  }

  private static func candidates(_ scale: PositionScale, count: Int) -> [Candidate] {
    let ticks: [Tick]
    switch scale.domain {
    case .linear(let low, let high):
      let values = Ticks.linear(low: min(low, high), high: max(low, high), count: count)
      ticks = zip(values, Ticks.labels(for: values)).map(Tick.init)
    case .log(let low, let high): ticks = Ticks.logarithmic(low: low, high: high, count: count)
    case .category: ticks = []
    }
    return ticks.compactMap { tick in scale.position(of: tick.value).map { (position: $0, label: tick.label) }
    }
  }

  private static func thinned(
    _ items: [Candidate], keepsApart: ([Candidate]) -> Bool
  ) -> [Candidate] {
    let sorted = items.sorted { $0.position < $1.position }
    for every in 1...max(1, sorted.count) {
      let kept = sorted.enumerated().filter { $0.offset % every == 0 }.map(\.element)
      if keepsApart(kept) { return kept }
    }
    return Array(sorted.prefix(1))
  }
}

extension AxisLabels {
  /// Categories under their bands: level in up to three lines, else sloped, else every second or third of them.
  private static func categories(_ scale: PositionScale, limit: Double) -> AxisLabels {
    let size = ChartStyle.tick.size
    let names = shownNames(scale)
    let room = scale.band - 6
    let wrapped = names.map { TextMetrics.wrapped($0, width: room, size: size, lines: 3) }
    let isLevel = zip(names, wrapped).allSatisfy { name, lines in
      lines.joined(separator: " ") == squeezed(name)
    }
    let positions = names.indices.map { scale.position(of: Double($0)) ?? 0 }
    if isLevel {
      let count = wrapped.map(\.count).max() ?? 1
      let items = zip(positions, wrapped).map { Item(position: $0, lines: $1) }
      return AxisLabels(items: items, depth: size + 6 + Double(count - 1) * size * TextMetrics.lineHeight)
    }
    if let letters = letters(names, positions, band: scale.band) { return letters }
    if let short = skipped(names, positions, band: scale.band) { return short }
    let angle = 38.0
    let (sine, cosine) = (0.6157, 0.788)
    // sloped lines are this far apart, measured across them, for each unit along the axis
    let every = max(1, Int((size * 1.25 / (scale.band * sine)).rounded(.up)))
    let items = names.indices.filter { $0 % every == 0 }.map { index in
      Item(
        position: positions[index],
        lines: [TextMetrics.shortened(squeezed(names[index]), width: limit, size: size)])
    }
    let width = items.map { TextMetrics.width(of: $0.lines[0], size: size) }.max() ?? 0
    let whole = items.filter { !$0.lines[0].hasSuffix("…") }.count
    return AxisLabels(
      items: items, angle: angle, depth: width * sine + size * cosine + 6, missing: names.count - whole)
  }

  /// Single letters side by side, as in a word, where a smaller size lets them all stay: some of them would spell another.
  private static func letters(_ names: [String], _ positions: [Double], band: Double) -> AxisLabels? {
    let widest = names.map { TextMetrics.width(of: $0, size: 1) }.max() ?? 0
    let size = min(ChartStyle.tick.size, (band - 1) / max(widest, 0.1))
    guard names.allSatisfy({ $0.count <= 1 }), size >= ChartStyle.smallest, !areCountable(names) else {
      return nil
    }
    let items = zip(positions, names).map { Item(position: $0, lines: [$1]) }
    return AxisLabels(items: items, size: size, depth: size + 6)
  }

  /// Level labels under every second or third band, for names that are numbers, so that a reader can count on.
  private static func skipped(_ names: [String], _ positions: [Double], band: Double) -> AxisLabels? {
    let size = ChartStyle.tick.size
    guard areCountable(names) else { return nil }
    let widest = names.map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
    let every = [2, 4, 5, 8, 10, 16, 20, 25, 32, 50, 64, 100].first { Double($0) * band >= widest + 8 }
    guard let every else { return nil }
    let items = names.indices.filter { $0 % every == 0 }.map {
      Item(position: positions[$0], lines: [names[$0]])
    }
    return AxisLabels(items: items, depth: size + 6)
  }

  /// Categories at their bands: in as many lines as the band has room for, shortened if necessary, and smaller where low
  /// bands would drop names.
  private static func rows(_ scale: PositionScale, limit: Double) -> AxisLabels {
    let names = shownNames(scale)
    let isCountable = areCountable(names)
    let low = scale.band / TextMetrics.lineHeight
    let isShrunk = !isCountable && low < ChartStyle.tick.size && low >= ChartStyle.smallest
    let size = isShrunk ? low : ChartStyle.tick.size
    let height = size * TextMetrics.lineHeight
    let every = isShrunk ? 1 : max(1, Int((height / max(scale.band, 0.1)).rounded(.up)))
    let lines = max(1, min(3, Int(scale.band / height)))
    let items = names.enumerated().filter { $0.offset % every == 0 }.map { index, name in
      Item(
        position: scale.position(of: Double(index)) ?? 0,
        lines: TextMetrics.wrapped(name, width: limit, size: size, lines: lines))
    }
    let depth = items.flatMap(\.lines).map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
    let whole = items.filter { !$0.lines.contains { $0.hasSuffix("…") } }.count
    let missing = isCountable ? 0 : names.count - whole
    return AxisLabels(items: items, size: size, depth: depth, missing: missing)
  }

  /// What the categories are called; names that are numbers have the minus that numbers on an axis have.
  private static func shownNames(_ scale: PositionScale) -> [String] {
    scale.categories.map { NumberFormat.withTrueMinus($0.name ?? "") }
  }

  /// Whether the names are numbers that rise or fall, so that a reader can count on from some of them. The digits of a year
  /// don't.
  private static func areCountable(_ names: [String]) -> Bool {
    let numbers = names.compactMap { Double($0.hasPrefix("−") ? "-" + $0.dropFirst() : $0) }
    guard numbers.count == names.count else { return false }
    let pairs = zip(numbers, numbers.dropFirst())
    return pairs.allSatisfy { $0 < $1 } || pairs.allSatisfy { $0 > $1 }
  }

  private static func squeezed(_ name: String) -> String {
    name.split(separator: " ").joined(separator: " ")
  }
}
