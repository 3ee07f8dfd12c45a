/// What can be placed on an axis or mapped to a colour: a number, a name, or an interval of numbers.
public enum PlottedValue: Hashable, Sendable {
  /// A number on a continuous axis.
  case number(Double)
  /// A name on an axis of names, in the order in which they first occur.
  case category(String)
  /// A name that may occur again on its axis, so that its position identifies it: a sentence's word.
  case slot(String, Int)
  /// From the lower to the upper end: a histogram's bin, a heat map's cell.
  case interval(Double, Double)

  /// The number itself, or an interval's middle; `nil` for a category.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .interval(let low, let high): (low + high) / 2
    case .category, .slot: nil
    }
  }

  /// What an axis or a legend calls a category; `nil` for numbers.
  var name: String? {
    switch self {
    case .category(let name), .slot(let name, _): name
    case .number, .interval: nil
    }
  }
}

/// A type whose values a chart can plot.
public protocol Plottable {
  /// The value as an axis or a colour takes it: a number, or a name.
  var plotted: PlottedValue { get }
}

extension Int: Plottable {
  public var plotted: PlottedValue { .number(Double(self)) }
}
extension UInt8: Plottable {
  public var plotted: PlottedValue { .number(Double(self)) }
}
extension Int32: Plottable {
  public var plotted: PlottedValue { .number(Double(self)) }
}
extension Float: Plottable {
  /// The shortest decimal number that rounds to this one, so that `Float(0.1)` is plotted as 0.1.
  public var plotted: PlottedValue { .number(Double(description) ?? Double(self)) }
}
extension Double: Plottable {
  public var plotted: PlottedValue { .number(self) }
}
extension String: Plottable {
  public var plotted: PlottedValue { .category(self) }
}
extension Substring: Plottable {
  public var plotted: PlottedValue { .category(String(self)) }
}
extension Bool: Plottable {
  public var plotted: PlottedValue { .category(self ? "true" : "false") }
}
extension PlottedValue: Plottable {
  public var plotted: PlottedValue { self }
}

/// One value, or one value for each datum, under the name that the axis or legend shows.
///
///     LineMark(x: .value("step", 3), y: .value("loss", 0.2))
///     LineMark(x: .value("step", run.steps), y: .value("loss", run.losses))
public struct PlottableValue: Hashable, Sendable {
  /// What the axis or the legend calls it.
  public var label: String
  /// The values, one for each datum where it is an array.
  public var values: [PlottedValue]
  /// Whether it was given as an array, and so describes as many data as it has values.
  public var isArray: Bool

  init(label: String, values: [PlottedValue], isArray: Bool) {
    self.label = label
    self.values = values
    self.isArray = isArray
  }

  /// One value.
  public static func value(_ label: String, _ value: some Plottable) -> PlottableValue {
    PlottableValue(label: label, values: [value.plotted], isArray: false)
  }

  /// A value for each datum.
  public static func value<Values: Collection>(
    _ label: String, _ values: Values
  ) -> PlottableValue where Values.Element: Plottable {
    PlottableValue(label: label, values: values.map(\.plotted), isArray: true)
  }

  /// A character's name is itself. (`Character` isn't ``Plottable``: a `String` would be an array of them.)
  public static func value(_ label: String, _ character: Character) -> PlottableValue {
    value(label, String(character))
  }

  /// A character for each datum.
  public static func value(_ label: String, _ characters: [Character]) -> PlottableValue {
    value(label, characters.map { String($0) })
  }

  /// An interval of numbers, such as a histogram's bin.
  public static func value(_ label: String, _ range: Range<Double>) -> PlottableValue {
    PlottableValue(label: label, values: [.interval(range.lowerBound, range.upperBound)], isArray: false)
  }

  /// An interval of numbers, both ends included.
  public static func value(_ label: String, _ range: ClosedRange<Double>) -> PlottableValue {
    PlottableValue(label: label, values: [.interval(range.lowerBound, range.upperBound)], isArray: false)
  }

  /// An interval for each datum, such as all of a histogram's bins.
  public static func value(_ label: String, _ ranges: [Range<Double>]) -> PlottableValue {
    PlottableValue(
      label: label, values: ranges.map { .interval($0.lowerBound, $0.upperBound) }, isArray: true)
  }

  /// The value of datum `index`; a single value is every datum's.
  func at(_ index: Int) -> PlottedValue {
    isArray ? values[index] : values[0]
  }
}
