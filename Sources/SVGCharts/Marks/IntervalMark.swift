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
    marks = [Mark(.rule, x: x, y: lower, yEnd: upper), .estimate(x: x, y: y)]
  }

  /// Level intervals, for long names on the y axis: `lower` and `upper` are on the x axis.
  public init(y: PlottableValue, x: PlottableValue, lower: PlottableValue, upper: PlottableValue) {
    marks = [Mark(.rule, x: lower, xEnd: upper, y: y), .estimate(x: x, y: y)]
  }
}

extension Mark {
  /// A point large enough to be told from the line through it.
  fileprivate static func estimate(x: PlottableValue, y: PlottableValue) -> Mark {
    var mark = Mark(.point, x: x, y: y)
    mark.symbolSize = 8
    return mark
  }
}
