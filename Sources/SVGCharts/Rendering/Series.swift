/// One datum of a mark with all of its values.
struct Datum {
  var x: PlottedValue?
  var xEnd: PlottedValue?
  var y: PlottedValue?
  var yEnd: PlottedValue?
  var color: PlottedValue?
  var text: String?
  /// What it is called, for readers who ask for it.
  var name: String?
  /// The datum's index among bars side by side in one place, and how many there are.
  var slot = 0
  var slots = 1
}

/// Data that are drawn alike: one line, the points of one class, the bars of one colour.
struct Series {
  var mark: any ChartMark
  var data: [Datum]
  /// The category that decides the colour; `nil` where the colour is fixed or comes from numbers.
  var colorName: PlottedValue?
  var symbolName: PlottedValue?
  var dashName: PlottedValue?
  /// What distinguishes it from others of its colour.
  var seriesName: PlottedValue?
  /// What places its bars side by side with others.
  var positionName: PlottedValue?

  /// Whether each datum is drawn along the x axis.
  var isHorizontal: Bool { data.first.map { mark.isHorizontal($0) } ?? false }

  /// Whether its data are drawn from zero instead of from a second value.
  var lacksEnd: Bool { mark.encoding.xEnd == nil && mark.encoding.yEnd == nil }

  func has(_ trait: MarkTraits) -> Bool { type(of: mark).traits.contains(trait) }
}

extension Series {
  private struct Key: Hashable {
    var style: Mark
    /// The mark's index in the chart if it was given arrays: each such mark is a series of its own.
    var mark: Int?
    var color: PlottedValue?
    var symbol: PlottedValue?
    var dash: PlottedValue?
    var series: PlottedValue?
    var position: PlottedValue?
  }

  /// The marks' data sorted into series, in the order in which each first occurs.
  static func all(of marks: [Mark]) -> [Series] {
    var result: [Series] = []
    var places: [Key: Int] = [:]
    for (number, mark) in colored(bySeriesOf: marks.map(\.content)).enumerated() {
      if type(of: mark).traits.contains(.plane) {
        result.append(Series(mark: mark, data: []))
        continue
      }
      let encoding = mark.encoding
      var bare = mark
      bare.encoding = encoding.withoutData
      let style = Mark(bare)
      var last: (key: Key, place: Int)?
      for index in 0..<encoding.count {
        let key = Key(
          style: style, mark: encoding.isWhole ? number : nil, color: encoding.color.name(at: index),
          symbol: encoding.symbol.name(at: index), dash: encoding.lineStyle.name(at: index),
          series: encoding.series?.at(index), position: encoding.position?.at(index))
        let place: Int
        if let last, last.key == key {
          place = last.place
        } else if let known = places[key] {
          place = known
        } else {
          place = result.count
          places[key] = place
          result.append(
            Series(
              mark: mark, data: [], colorName: key.color, symbolName: key.symbol, dashName: key.dash,
              seriesName: key.series, positionName: key.position))
        }
        last = (key, place)
        result[place].data.append(encoding.datum(index))
      }
    }
    return result
  }

  /// Lines that differ only in their series' names get a colour for each name, so that a reader can tell them apart.
  /// They keep one colour if the series are numbered, such as seeds, or if the palette has too few colours.
  private static func colored(bySeriesOf marks: [any ChartMark]) -> [any ChartMark] {
    let lines = marks.indices.filter { type(of: marks[$0]).traits.contains(.curve) }
    var names: Set<String> = []
    for line in lines {
      let encoding = marks[line].encoding
      guard encoding.color == .automatic, encoding.lineStyle == .automatic, let series = encoding.series
      else {
        return marks
      }
      for value in series.values {
        guard let name = value.name else { return marks }
        names.insert(name)
      }
    }
    guard (2...8).contains(names.count) else { return marks }
    var marks = marks
    for line in lines {
      if let series = marks[line].encoding.series { marks[line].encoding.color = .by(series) }
    }
    return marks
  }
}
