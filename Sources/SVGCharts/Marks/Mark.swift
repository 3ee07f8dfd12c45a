/// One layer of a chart as plain data: what ``LineMark`` and its kin describe.
///
/// The initialisers of the mark types make it, the modifiers of ``ChartContent`` change it, and the renderer reads it.
public struct Mark: Sendable, Hashable {
  public enum Shape: Sendable, Hashable {
    case line, point, bar, area, rule, rectangle
    case field(Field)
  }

  /// A look that is fixed, or that a value decides.
  public enum Choice<Fixed: Sendable & Hashable>: Sendable, Hashable {
    case automatic
    case fixed(Fixed)
    case by(PlottableValue)
  }

  public var shape: Shape
  public var x: PlottableValue?
  public var xEnd: PlottableValue?
  public var y: PlottableValue?
  public var yEnd: PlottableValue?
  /// What keeps lines or areas of one colour apart.
  public var series: PlottableValue?
  /// What places bars of one category side by side.
  public var position: PlottableValue?
  public var color: Choice<ChartColor> = .automatic
  public var symbol: Choice<ChartSymbol> = .automatic
  public var lineStyle: Choice<LineStyle> = .automatic
  public var opacity: Double?
  public var symbolSize: Double?
  public var cornerRadius: Double?
  public var interpolation = InterpolationMethod.linear
  public var stacking = MarkStacking.standard
  public var annotation: MarkAnnotation?
  /// Whether a rule ends in an arrow's head.
  public var hasHead = false
  /// In a grid's table, the panel that it belongs to.
  var panel: String?

  init(
    _ shape: Shape, x: PlottableValue? = nil, xEnd: PlottableValue? = nil, y: PlottableValue? = nil,
    yEnd: PlottableValue? = nil, series: PlottableValue? = nil
  ) {
    self.shape = shape
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
    var all = [x, xEnd, y, yEnd, series, position].compactMap { $0 }
    if case .by(let value) = color { all.append(value) }
    if case .by(let value) = symbol { all.append(value) }
    if case .by(let value) = lineStyle { all.append(value) }
    return all
  }
}

/// The shape that a point is drawn with.
public enum ChartSymbol: String, Sendable, Hashable, CaseIterable {
  case circle, square, triangle, diamond, cross, plus, ring
}

/// How a line is drawn.
public struct LineStyle: Sendable, Hashable {
  /// In the drawing's units; `nil` is the mark's usual width.
  public var lineWidth: Double?
  /// Lengths of dashes and gaps in turn; empty is a solid line.
  public var dash: [Double]

  public init(lineWidth: Double? = nil, dash: [Double] = []) {
    self.lineWidth = lineWidth
    self.dash = dash
  }

  public static let solid = LineStyle()
  public static let dashed = LineStyle(dash: [6, 4])
  public static let dotted = LineStyle(dash: [1.5, 3.5])
  public static let dashDotted = LineStyle(dash: [7, 3, 1.5, 3])

  /// The styles that ``ChartContent/lineStyle(by:)`` goes through.
  static let cycle: [LineStyle] = [.solid, .dashed, .dotted, .dashDotted]
}

/// How a line runs between two data.
public enum InterpolationMethod: Sendable, Hashable {
  case linear
  /// Smooth, without overshooting the data (Fritsch & Carlson 1980).
  case monotone
  /// Level after each datum until the next.
  case stepEnd
  /// Level around each datum, with the step halfway.
  case stepCenter
}

/// What becomes of bars or areas that share a position.
public enum MarkStacking: Sendable, Hashable {
  case standard, normalized, unstacked
}

/// Text that belongs to a mark's data.
public struct MarkAnnotation: Sendable, Hashable {
  public enum Position: Sendable, Hashable {
    /// Wherever there is room.
    case automatic
    case top, bottom, leading, trailing, overlay
    case topLeading, topTrailing, bottomLeading, bottomTrailing
  }

  public var position: Position
  /// One text for the whole mark, at its last datum; or one for each datum.
  public var texts: [String]
}
