/// Everything about a chart but its marks.
public struct ChartConfiguration: Sendable, Hashable {
  /// How one axis is to be; what is `nil` follows from the data.
  public struct Axis: Sendable, Hashable {
    public var label: String?
    public var domain: ClosedRange<Double>?
    public var categories: [String]?
    public var type: ScaleType?
    /// The ticks' places, instead of round ones.
    public var ticks: [Double]?
    public var isHidden = false
    /// Whether the axis must show zero; `nil` leaves it to the data.
    public var includesZero: Bool?

    public init() {}
  }

  public enum Legend: Sendable, Hashable {
    /// At the lines' ends where that fits, else above the plot.
    case automatic
    case hidden
    /// Above the plot, also where direct labels would fit.
    case top
  }

  /// What numbers become when ``ChartContent/foregroundStyle(by:)`` is given numbers.
  public enum Ramp: Sendable, Hashable {
    /// Diverging where the numbers have both signs, else sequential.
    case automatic
    case sequential
    /// Neutral at zero, with both signs to the same distance.
    case diverging
  }

  public var title: String?
  public var subtitle: String?
  public var x = Axis()
  public var y = Axis()
  public var legend = Legend.automatic
  /// Colours of named categories, in the legend's order.
  public var categoryColors: [(name: String, color: ChartColor)] {
    get { zip(colorNames, colors).map { ($0, $1) } }
    set {
      colorNames = newValue.map(\.name)
      colors = newValue.map(\.color)
    }
  }
  var colorNames: [String] = []
  var colors: [ChartColor] = []
  public var ramp = Ramp.automatic
  /// What the ramp's ends stand for.
  public var rampDomain: ClosedRange<Double>?
  /// The plot's width over its height.
  public var plotAspectRatio: Double?
  public var alternative: String?

  public init() {}
}
