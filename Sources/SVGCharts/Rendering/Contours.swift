/// Where a grid of values rises above a threshold, as closed rings (marching squares; Lorensen & Cline 1987).
struct Contours {
  let columns: Int
  let rows: Int
  let values: [Double]

  /// The rings around all places with `value ≥ threshold`, in the grid's coordinates.
  ///
  /// A border of no width around the grid counts as below, so that every ring closes. A crossing's
  /// place on its edge is interpolated. Values that aren't finite count as below.
  func rings(above threshold: Double) -> [[Spot]] {
    let width = columns + 2
    // the crossing that follows a crossing, by the number of the edge each lies on
    var next = [Int](repeating: -1, count: 2 * width * (rows + 2))
    for row in 0...rows {
      for column in 0...columns { link(column, row, threshold, width, &next) }
    }
    var rings: [[Spot]] = []
    for start in next.indices where next[start] >= 0 {
      var ring: [Spot] = []
      var edge = start
      while next[edge] >= 0 {
        ring.append(crossing(edge, threshold, width))
        let following = next[edge]
        next[edge] = -1
        edge = following
      }
      if ring.count > 2 { rings.append(ring) }
    }
    return rings
  }

  /// Connects the crossings on one cell's edges, with the higher side to the left.
  private func link(_ column: Int, _ row: Int, _ threshold: Double, _ width: Int, _ next: inout [Int]) {
    let corners = [
      value(column, row), value(column + 1, row), value(column + 1, row + 1), value(column, row + 1),
    ]
    let isAbove = corners.map { $0 >= threshold }
    guard isAbove.contains(true), isAbove.contains(false) else { return }
    // edges in the corners' order: bottom, right, top, left
    let edges = [
      2 * (row * width + column), 2 * (row * width + column + 1) + 1, 2 * ((row + 1) * width + column),
      2 * (row * width + column) + 1,
    ]
    let rising = (0..<4).filter { !isAbove[$0] && isAbove[($0 + 1) % 4] }
    let falling = (0..<4).filter { isAbove[$0] && !isAbove[($0 + 1) % 4] }
    if rising.count == 1 {
      next[edges[falling[0]]] = edges[rising[0]]
      return
    }
    // two opposite corners are above: the mean decides whether they are joined
    let isJoined = corners.reduce(0, +) / 4 >= threshold
    for edge in falling {
      next[edges[edge]] = edges[isJoined ? (edge + 1) % 4 : (edge + 3) % 4]
    }
  }

  private func value(_ column: Int, _ row: Int) -> Double {
    guard column > 0, row > 0, column <= columns, row <= rows else { return -.infinity }
    let value = values[(row - 1) * columns + column - 1]
    return value.isNaN ? -.infinity : value
  }

  private func crossing(_ edge: Int, _ threshold: Double, _ width: Int) -> Spot {
    let (column, row) = (edge / 2 % width, edge / 2 / width)
    let isUpright = edge % 2 == 1
    let (a, b) = (value(column, row), isUpright ? value(column, row + 1) : value(column + 1, row))
    var share = (threshold - a) / (b - a)
    if !a.isFinite { share = 1 }
    if !b.isFinite { share = 0 }
    let spot = Spot(
      x: Double(column - 1) + (isUpright ? 0 : share), y: Double(row - 1) + (isUpright ? share : 0))
    return Spot(
      x: max(0, min(Double(columns - 1), spot.x)), y: max(0, min(Double(rows - 1), spot.y)))
  }
}
