/// The shape that a point is drawn with.
public enum ChartSymbol: String, Sendable, Hashable, CaseIterable {
  /// A filled disc, the usual symbol.
  case circle
  /// A filled square.
  case square
  /// A filled triangle that points up.
  case triangle
  /// A filled square on one of its corners.
  case diamond
  /// Two strokes like an ×.
  case cross
  /// Two strokes like a +.
  case plus
  /// A circle that is empty inside, which lets dense points show through.
  case ring
}

/// How a line is drawn.
public struct LineStyle: Sendable, Hashable {
  /// In the drawing's units; `nil` is the mark's usual width.
  public var lineWidth: Double?
  /// Lengths of dashes and gaps in turn; empty is a solid line.
  public var dash: [Double]

  /// A custom style.
  public init(lineWidth: Double? = nil, dash: [Double] = []) {
    self.lineWidth = lineWidth
    self.dash = dash
  }

  /// Without gaps.
  public static let solid = LineStyle()
  /// Long dashes.
  public static let dashed = LineStyle(dash: [6, 4])
  /// Dots.
  public static let dotted = LineStyle(dash: [1.5, 3.5])
  /// Dashes and dots in turn.
  public static let dashDotted = LineStyle(dash: [7, 3, 1.5, 3])

  /// The styles that ``ChartContent/lineStyle(by:)`` goes through.
  static let cycle: [LineStyle] = [.solid, .dashed, .dotted, .dashDotted]
}

/// How a line runs between two data.
public enum InterpolationMethod: Sendable, Hashable {
  /// Straight from each datum to the next.
  case linear
  /// Smooth, without overshooting the data (Fritsch & Carlson 1980).
  case monotone
  /// Level after each datum until the next.
  case stepEnd
  /// Level around each datum, with the step halfway.
  case stepCenter
}

/// A mark whose data are joined.
protocol InterpolatedMark: ChartMark {
  var interpolation: InterpolationMethod { get set }
}

extension ChartContent {
  /// How lines and the borders of areas run between two data.
  public func interpolationMethod(_ method: InterpolationMethod) -> MarkGroup {
    changed { mark in
      guard var joined = mark as? any InterpolatedMark else { return }
      joined.interpolation = method
      mark = joined
    }
  }
}

/// How bars or areas that share a position are drawn.
public enum MarkStacking: Sendable, Hashable {
  /// On top of each other, so that the end of the last one is their sum.
  case standard
  /// On top of each other and scaled to a sum of 1: each one's height is its share.
  case normalized
  /// Each from the axis, one in front of the other.
  case unstacked
}

/// Text that belongs to a mark's data.
public struct MarkAnnotation: Sendable, Hashable {
  /// Where a text is placed, seen from its datum.
  public enum Position: Sendable, Hashable {
    /// Wherever there is room.
    case automatic
    /// Above it, centred.
    case top
    /// Below it, centred.
    case bottom
    /// To its left.
    case leading
    /// To its right.
    case trailing
    /// On top of it, centred.
    case overlay
    /// Above it, to the left.
    case topLeading
    /// Above it, to the right.
    case topTrailing
    /// Below it, to the left.
    case bottomLeading
    /// Below it, to the right.
    case bottomTrailing
  }

  /// The author's choice; another place is taken if it is not free.
  public var position: Position
  /// One text for the whole mark, at its last datum; or one for each datum.
  public var texts: [String]
}
