/// One layer of a chart, as plain data: a ``LineMark``, a ``BarMark`` or any other kind.
///
/// The kinds' initialisers describe it, the modifiers of ``ChartContent`` change it, and ``Chart`` draws it.
public struct Mark: Sendable, Hashable {
  var content: any ChartMark

  init(_ content: any ChartMark) {
    self.content = content
  }

  /// The values on the x axis; where there are two, those at which each datum begins.
  public var x: PlottableValue? { content.encoding.x }
  /// The values on the x axis at which each datum ends.
  public var xEnd: PlottableValue? { content.encoding.xEnd }
  /// The values on the y axis; where there are two, those at which each datum begins.
  public var y: PlottableValue? { content.encoding.y }
  /// The values on the y axis at which each datum ends.
  public var yEnd: PlottableValue? { content.encoding.yEnd }

  public static func == (a: Mark, b: Mark) -> Bool { AnyHashable(a.content) == AnyHashable(b.content) }

  public func hash(into hasher: inout Hasher) { AnyHashable(content).hash(into: &hasher) }
}

/// A look that is fixed, or that a value decides.
enum Choice<Fixed: Sendable & Hashable>: Sendable, Hashable {
  case automatic
  case fixed(Fixed)
  case by(PlottableValue)

  /// The value that decides; `nil` where none does.
  var value: PlottableValue? {
    if case .by(let value) = self { return value }
    return nil
  }

  /// The category that decides; `nil` where nothing or a number does.
  func name(at index: Int) -> PlottedValue? {
    guard let found = value?.at(index) else { return nil }
    return found.name == nil ? nil : found
  }

  /// The look of a category: categories take the looks of `cycle` in turn, and the first serves where none decides.
  func look(of name: PlottedValue?, in names: [PlottedValue], from cycle: [Fixed]) -> Fixed {
    switch self {
    case .automatic: return cycle[0]
    case .fixed(let look): return look
    case .by: return cycle[(name.flatMap { names.firstIndex(of: $0) } ?? 0) % cycle.count]
    }
  }

  var withoutValues: Choice {
    value.map { .by($0.withoutValues) } ?? self
  }
}

/// What every kind of mark has: its data, and what decides how they look.
struct MarkEncoding: Sendable, Hashable {
  var x: PlottableValue?
  var xEnd: PlottableValue?
  var y: PlottableValue?
  var yEnd: PlottableValue?
  /// What keeps lines or areas of one colour apart.
  var series: PlottableValue?
  /// What places bars of one category side by side.
  var position: PlottableValue?
  var color: Choice<ChartColor> = .automatic
  var symbol: Choice<ChartSymbol> = .automatic
  var lineStyle: Choice<LineStyle> = .automatic
  var opacity: Double?
  var annotation: MarkAnnotation?
  /// What each point is called, for readers who ask for it.
  var names: PlottableValue?
  /// In a grid's table, the panel that the mark belongs to.
  var panel: String?

  init(
    x: PlottableValue? = nil, xEnd: PlottableValue? = nil, y: PlottableValue? = nil,
    yEnd: PlottableValue? = nil, series: PlottableValue? = nil
  ) {
    self.x = x
    self.xEnd = xEnd
    self.y = y
    self.yEnd = yEnd
    self.series = series
  }

  /// How many data the mark holds: the length of its arrays, or one.
  ///
  /// - Precondition: all of its arrays have the same length.
  var count: Int {
    var found: (label: String, count: Int)?
    for value in channels where value.isArray {
      if let found {
        precondition(
          found.count == value.values.count,
          "A mark expects arrays of one length but \"\(found.label)\" has \(found.count) values and "
            + "\"\(value.label)\" has \(value.values.count)")
      }
      found = (value.label, value.values.count)
    }
    return found?.count ?? 1
  }

  /// Whether it was given whole arrays.
  var isWhole: Bool { channels.contains { $0.isArray } }

  private var channels: [PlottableValue] {
    [x, xEnd, y, yEnd, series, position, color.value, symbol.value, lineStyle.value].compactMap(\.self)
  }

  func datum(_ index: Int) -> Datum {
    var datum = Datum(x: x?.at(index), xEnd: xEnd?.at(index), y: y?.at(index), yEnd: yEnd?.at(index))
    datum.color = color.value?.at(index)
    datum.name = names?.at(index).name
    if let annotation {
      if annotation.texts.count > 1 {
        datum.text = annotation.texts[index]
      } else if index == count - 1 {
        datum.text = annotation.texts.first
      }
    }
    return datum
  }

  /// What two marks must share to be drawn as one.
  var withoutData: MarkEncoding {
    var bare = MarkEncoding(xEnd: xEnd?.withoutValues, yEnd: yEnd?.withoutValues)
    bare.color = color.withoutValues
    bare.symbol = symbol.withoutValues
    bare.lineStyle = lineStyle.withoutValues
    bare.opacity = opacity
    return bare
  }

  /// The values under their names, in the order of a table's columns; a repeated name is marked as an end.
  var namedValues: [(name: String, value: PlottableValue)] {
    let panel = panel.map { PlottableValue(label: "chart", values: [.category($0)], isArray: false) }
    let isNamed = color.value?.values.first?.name != nil
    let all = [
      panel, names, position, series, isNamed ? color.value : nil, symbol.value, lineStyle.value, x, xEnd, y,
      yEnd,
      isNamed ? nil : color.value,
    ]
    var result: [(name: String, value: PlottableValue)] = []
    for case let value? in all {
      if result.contains(where: { $0.name == value.label && $0.value == value }) { continue }
      let isKnown = result.contains { $0.name == value.label }
      result.append((isKnown ? value.label + " (end)" : value.label, value))
    }
    return result
  }
}

extension PlottableValue {
  fileprivate var withoutValues: PlottableValue { PlottableValue(label: label, values: [], isArray: false) }
}
