/// A line through data.
///
/// Given arrays it is one line. Given single values, in a loop, each is a point of a line, and those that agree
/// in series, colour and style are joined in the order they come. A value that isn't finite leaves a gap.
public struct LineMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  public init(x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil) {
    marks = [Mark(.line, x: x, y: y, series: series)]
  }
}

/// A point for each datum.
public struct PointMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  public init(x: PlottableValue, y: PlottableValue) {
    marks = [Mark(.point, x: x, y: y)]
  }
}

/// The region between a line and zero, or between two lines.
///
///     AreaMark(x: .value("step", steps), yStart: .value("loss", low), yEnd: .value("loss", high)).opacity(0.2)
public struct AreaMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// From zero to `y`; areas that differ in colour or series lie on top of each other.
  public init(
    x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil,
    stacking: MarkStacking = .standard
  ) {
    var mark = Mark(.area, x: x, y: y, series: series)
    mark.stacking = stacking
    marks = [mark]
  }

  /// From `yStart` to `yEnd`: a band, such as the interval over seeds.
  public init(
    x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue, series: PlottableValue? = nil
  ) {
    var mark = Mark(.area, x: x, y: yStart, yEnd: yEnd, series: series)
    mark.stacking = .unstacked
    marks = [mark]
  }
}

/// A straight line across the plot, or between two values.
///
///     RuleMark(y: .value("target", 0.1)).lineStyle(.dashed).annotation { "target" }
public struct RuleMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// A vertical line, over the whole height or from `yStart` to `yEnd`.
  public init(x: PlottableValue, yStart: PlottableValue? = nil, yEnd: PlottableValue? = nil) {
    marks = [Mark(.rule, x: x, y: yStart, yEnd: yEnd)]
  }

  /// A horizontal line, over the whole width or from `xStart` to `xEnd`.
  public init(y: PlottableValue, xStart: PlottableValue? = nil, xEnd: PlottableValue? = nil) {
    marks = [Mark(.rule, x: xStart, xEnd: xEnd, y: y)]
  }

  /// A segment from one point to another: an arrow's shaft, an interval at an angle.
  public init(
    xStart: PlottableValue, yStart: PlottableValue, xEnd: PlottableValue, yEnd: PlottableValue
  ) {
    marks = [Mark(.rule, x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)]
  }
}
