/// A direction at each point of a grid: the gradient of a loss, the flow of a state.
///
///     VectorField(FieldGrid(x: -2...2, y: -2...2, resolution: 15)) { x, y in (-2 * x, -20 * y) }
///
/// The longest arrow nearly reaches its neighbour. With `isEven` all are equally long and show only directions, which
/// makes the flow visible where it is slow.
public struct VectorField: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// The vectors of a function of x and y at each point of a grid.
  public init(
    _ grid: FieldGrid, x: String = "x", y: String = "y", isEven: Bool = false,
    vector: (Double, Double) -> (Double, Double)
  ) {
    let points = grid.points
    let vectors = points.map { vector($0.x, $0.y) }
    // lengths in steps of the grid, which may differ along the axes
    let (stepX, stepY) = (grid.x(at: 1) - grid.x(at: 0), grid.y(at: 1) - grid.y(at: 0))
    let lengths = vectors.map {
      (($0.0 / stepX) * ($0.0 / stepX) + ($0.1 / stepY) * ($0.1 / stepY)).squareRoot()
    }
    let longest = lengths.filter(\.isFinite).max() ?? 0
    let shown = points.indices.filter { lengths[$0].isFinite && lengths[$0] > 1e-3 * longest && longest > 0 }
    let scales = shown.map { 0.85 / (isEven ? lengths[$0] : longest) }
    let moves = zip(shown, scales).map { (dx: vectors[$0].0 * $1, dy: vectors[$0].1 * $1) }
    // centred on its point, so that the field does not look displaced
    marks =
      ArrowMark(
        xStart: .value(x, zip(shown, moves).map { points[$0].x - $1.dx / 2 }),
        yStart: .value(y, zip(shown, moves).map { points[$0].y - $1.dy / 2 }),
        xEnd: .value(x, zip(shown, moves).map { points[$0].x + $1.dx / 2 }),
        yEnd: .value(y, zip(shown, moves).map { points[$0].y + $1.dy / 2 })
      ).marks
  }
}
