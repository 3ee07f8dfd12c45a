/// Estimates with their uncertainty: for each a point, and a line over its interval.
///
///     IntervalMark(
///       x: .value("optimizer", names), y: .value("accuracy", means),
///       lower: .value("accuracy", lowers), upper: .value("accuracy", uppers))
///
/// All four are arrays of one length, or single values in a loop. A line whose ends aren't finite is left out; its point
/// stays.
public struct IntervalMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// Upright intervals: `lower` and `upper` are on the y axis.
  public init(x: PlottableValue, y: PlottableValue, lower: PlottableValue, upper: PlottableValue) {
    marks = IntervalMark.marks(RuleMark(x: x, yStart: lower, yEnd: upper), x: x, y: y)
  }

  /// Level intervals, for long names on the y axis: `lower` and `upper` are on the x axis.
  public init(y: PlottableValue, x: PlottableValue, lower: PlottableValue, upper: PlottableValue) {
    marks = IntervalMark.marks(RuleMark(y: y, xStart: lower, xEnd: upper), x: x, y: y)
  }

  /// A line, and on it a point large enough to be distinguished from it.
  private static func marks(_ line: RuleMark, x: PlottableValue, y: PlottableValue) -> [Mark] {
    var estimate = PointMark(x: x, y: y)
    estimate.size = 8
    return [Mark(line), Mark(estimate)]
  }
}
