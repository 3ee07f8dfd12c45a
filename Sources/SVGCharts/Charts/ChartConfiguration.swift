/// All settings of a chart, which are everything except its marks.
public struct ChartConfiguration: Sendable, Hashable {
  /// The settings of one axis; those that are `nil` follow from the data.
  public struct Axis: Sendable, Hashable {
    /// The axis's title; `nil` takes it from the marks' values.
    public var label: String?
    /// The numbers at the axis's ends; `nil` follows from the data.
    public var domain: ClosedRange<Double>?
    /// The names on the axis in their order; `nil` takes them from the data.
    public var categories: [String]?
    /// Linear, logarithmic or by names; `nil` follows from the data.
    public var type: ScaleType?
    /// The ticks' places, instead of round ones.
    public var ticks: [Double]?
    /// Whether line, ticks and title are left out.
    public var isHidden = false
    /// Whether the axis must show zero; `nil` leaves it to the data.
    public var includesZero: Bool?

    /// Everything as the data suggest.
    public init() {}
  }

  /// Whether a legend explains the colours.
  public enum Legend: Sendable, Hashable {
    /// At the lines' ends where that fits, else above the plot.
    case automatic
    case hidden
    /// Above the plot, even where direct labels would fit.
    case top
  }

  /// The colours of numbers in ``ChartContent/foregroundStyle(by:)``.
  public enum Ramp: Sendable, Hashable {
    /// Diverging where the numbers have both signs, else sequential.
    case automatic
    /// From pale to strong with the number, for magnitudes.
    case sequential
    /// Neutral at zero, with both signs to the same distance.
    case diverging
    /// From paper to ink, for pictures of what was drawn.
    case ink
  }

  /// The line above the chart.
  public var title: String?
  /// A second, quieter line.
  public var subtitle: String?
  /// The horizontal axis.
  public var x = Axis()
  /// The vertical axis.
  public var y = Axis()
  /// Whether there is a legend.
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
  /// The colours for numbers.
  public var ramp = Ramp.automatic
  /// The numbers at the ramp's ends.
  public var rampDomain: ClosedRange<Double>?
  /// The plot's width over its height.
  public var plotAspectRatio: Double?
  public var alternative: String?

  /// Everything as the data suggest.
  public init() {}
}
