/// One datum of a mark, all of its values looked up.
struct Datum {
  var x: PlottedValue?
  var xEnd: PlottedValue?
  var y: PlottedValue?
  var yEnd: PlottedValue?
  var color: PlottedValue?
  var text: String?
  /// Which of how many bars side by side in one place.
  var slot = 0
  var slots = 1
}

/// Data that are drawn alike: one line, the points of one class, the bars of one colour.
struct Series {
  var mark: Mark
  var data: [Datum]
  /// The category that gave the colour; `nil` where the colour is fixed or comes from numbers.
  var colorName: PlottedValue?
  var symbolName: PlottedValue?
  var dashName: PlottedValue?
  /// What tells it from others of its colour.
  var seriesName: PlottedValue?
  /// What places its bars beside others.
  var positionName: PlottedValue?

  /// Whether its bars lie on their side.
  var isHorizontal: Bool {
    guard mark.shape == .bar, let first = data.first else { return false }
    if mark.xEnd != nil { return true }
    if mark.yEnd != nil { return false }
    switch (first.x, first.y) {
    case (.number, .category), (.number, .slot), (.number, .interval): return true
    default: return false
    }
  }
}

extension Series {
  private struct Key: Hashable {
    var style: Mark
    /// The mark's place in the chart where it was given arrays: each such mark is drawn on its own.
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
    for (number, mark) in Mark.colored(bySeriesOf: marks).enumerated() {
      if case .field = mark.shape {
        result.append(Series(mark: mark, data: []))
        continue
      }
      let style = mark.bare
      var last: (key: Key, place: Int)?
      for index in 0..<mark.count {
        let key = Key(
          style: style, mark: mark.isWhole ? number : nil, color: mark.color.name(at: index),
          symbol: mark.symbol.name(at: index), dash: mark.lineStyle.name(at: index),
          series: mark.series?.at(index), position: mark.position?.at(index))
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
        result[place].data.append(mark.datum(index))
      }
    }
    return result
  }
}

extension Mark {
  /// Lines that only their series' names tell apart take their colours from these, so that a reader can tell them
  /// apart too. Numbered series, such as seeds, and more than a palette holds stay alike.
  fileprivate static func colored(bySeriesOf marks: [Mark]) -> [Mark] {
    let lines = marks.indices.filter { marks[$0].shape == .line }
    var names: Set<String> = []
    for line in lines {
      guard marks[line].color == .automatic, marks[line].lineStyle == .automatic,
        let series = marks[line].series
      else { return marks }
      for value in series.values {
        guard let name = value.name else { return marks }
        names.insert(name)
      }
    }
    guard (2...8).contains(names.count) else { return marks }
    var marks = marks
    for line in lines { if let series = marks[line].series { marks[line].color = .by(series) } }
    return marks
  }

  /// Without its data: what two marks must share to be drawn as one.
  fileprivate var bare: Mark {
    var mark = Mark(shape)
    mark.color = color.withoutValues
    mark.symbol = symbol.withoutValues
    mark.lineStyle = lineStyle.withoutValues
    mark.opacity = opacity
    mark.symbolSize = symbolSize
    mark.cornerRadius = cornerRadius
    mark.interpolation = interpolation
    mark.stacking = stacking
    mark.hasHead = hasHead
    mark.xEnd = xEnd.map { PlottableValue(label: $0.label, values: [], isArray: false) }
    mark.yEnd = yEnd.map { PlottableValue(label: $0.label, values: [], isArray: false) }
    return mark
  }

  fileprivate func datum(_ index: Int) -> Datum {
    var datum = Datum(x: x?.at(index), xEnd: xEnd?.at(index), y: y?.at(index), yEnd: yEnd?.at(index))
    if case .by(let value) = color { datum.color = value.at(index) }
    if let annotation {
      if annotation.texts.count > 1 {
        datum.text = annotation.texts[index]
      } else if index == count - 1 {
        datum.text = annotation.texts.first
      }
    }
    return datum
  }
}

extension Mark.Choice {
  /// The category that decides; `nil` where nothing or a number does.
  fileprivate func name(at index: Int) -> PlottedValue? {
    guard case .by(let value) = self else { return nil }
    let found = value.at(index)
    return found.name == nil ? nil : found
  }

  fileprivate var withoutValues: Self {
    guard case .by(let value) = self else { return self }
    return .by(PlottableValue(label: value.label, values: [], isArray: false))
  }
}
