/// A function over the plane as filled contours: a loss surface, a probability, the regions of a classifier.
///
///     FieldMark(FieldGrid(x: -2...2, y: -2...2), label: "loss") { x, y in x * x + 10 * y * y }
///
/// Marks that follow are drawn over it. Magnitudes take their colours from the ramp, so
/// ``Chart/chartForegroundStyleScale(_:domain:)`` sets what its ends stand for; classes take the categories' colours,
/// softened.
public struct FieldMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  private init(_ field: Field) {
    marks = [Mark(.field(field))]
  }

  /// Magnitudes by a function of x and y.
  ///
  /// - Parameters:
  ///   - levels: where the colour changes; `nil` for the steps of the ramp.
  ///   - lines: whether to draw lines at the levels.
  public init(
    _ grid: FieldGrid, label: String = "", levels: [Double]? = nil, lines: Bool = false,
    value: (Double, Double) -> Double
  ) {
    self.init(
      grid, label: label, levels: levels, lines: lines, values: grid.points.map { value($0.x, $0.y) })
  }

  /// Magnitudes in the order of ``FieldGrid/points``.
  ///
  /// - Precondition: a value for each point.
  public init<Number: BinaryFloatingPoint>(
    _ grid: FieldGrid, label: String = "", levels: [Double]? = nil, lines: Bool = false, values: [Number]
  ) {
    precondition(
      values.count == grid.count, "FieldMark expects \(grid.count) values but got \(values.count)")
    self.init(
      Field(
        grid: grid, layers: [values.map { Double($0) }], classes: [], label: label,
        levels: levels?.sorted(), hasLines: lines))
  }

  /// The class that wins at each point, as an index into `classes`.
  ///
  /// - Precondition: a prediction for each point, each an index of `classes`.
  public init(_ grid: FieldGrid, classes: [String], label: String = "class", predictions: [Int]) {
    precondition(
      predictions.count == grid.count && predictions.allSatisfy(classes.indices.contains),
      "FieldMark expects \(grid.count) predictions below \(classes.count) but got \(predictions.count)")
    let layers = classes.indices.map { name in predictions.map { $0 == name ? 1.0 : -1.0 } }
    self.init(
      Field(grid: grid, layers: layers, classes: classes, label: label, levels: nil, hasLines: false))
  }

  /// Each class's score (logit or probability) at each point; borders lie smoothly where two scores are equal.
  ///
  /// - Precondition: for each point a score for each class.
  public init<Number: BinaryFloatingPoint>(
    _ grid: FieldGrid, classes: [String], label: String = "class", scores: [[Number]]
  ) {
    precondition(
      scores.count == grid.count && scores.allSatisfy { $0.count == classes.count } && classes.count > 1,
      "FieldMark expects \(grid.count) × \(classes.count) scores but got \(scores.count) rows")
    let layers = classes.indices.map { name in
      scores.map { row in
        Double(row[name] - (row.indices.filter { $0 != name }.map { row[$0] }.max() ?? 0))
      }
    }
    self.init(
      Field(grid: grid, layers: layers, classes: classes, label: label, levels: nil, hasLines: false))
  }
}
