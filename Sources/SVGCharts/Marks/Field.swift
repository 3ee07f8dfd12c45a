/// Evenly spaced points over a rectangle of the plane, at which a field is given.
///
///     let grid = FieldGrid(x: -1...1, y: -1...1)
///     let scores = grid.points.map { model.score($0.x, $0.y) }        // or all of them in one batch
///     Chart { FieldMark(grid, values: scores) }
public struct FieldGrid: Sendable, Hashable {
  /// The rectangle's extent along x.
  public var x: ClosedRange<Double>
  /// The rectangle's extent along y.
  public var y: ClosedRange<Double>
  /// The points along x.
  public var columns: Int
  /// The points along y.
  public var rows: Int

  /// - Parameter resolution: the points along each side; the outermost lie on the rectangle's border.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, resolution: Int = 80) {
    self.init(x: x, y: y, columns: resolution, rows: resolution)
  }

  /// - Precondition: at least two columns and two rows.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int) {
    precondition(
      columns > 1 && rows > 1, "FieldGrid expects at least 2 × 2 points but got \(columns) × \(rows)")
    self.x = x
    self.y = y
    self.columns = columns
    self.rows = rows
  }

  /// All points, row by row from the lower end of `y`, each row from the lower end of `x`.
  public var points: [(x: Double, y: Double)] {
    (0..<rows).flatMap { row in
      (0..<columns).map { column in (x: self.x(at: Double(column)), y: self.y(at: Double(row))) }
    }
  }

  /// How many points there are.
  public var count: Int { columns * rows }

  func x(at column: Double) -> Double {
    x.lowerBound + column / Double(columns - 1) * (x.upperBound - x.lowerBound)
  }

  func y(at row: Double) -> Double {
    y.lowerBound + row / Double(rows - 1) * (y.upperBound - y.lowerBound)
  }
}

/// What a ``FieldMark`` holds: a number, or a class, at each point of a grid.
struct Field: Sendable, Hashable {
  var grid: FieldGrid
  /// A magnitude at each of the grid's points; where there are classes, each class's margin over the best other,
  /// which is positive where the class wins.
  var layers: [[Double]]
  /// The classes' names; empty where the values are magnitudes.
  var classes: [String]
  /// What the values are called.
  var label: String
  /// Where the colour changes; `nil` for the steps of the ramp.
  var levels: [Double]?
  /// Whether lines are drawn between the steps.
  var hasLines: Bool
}
