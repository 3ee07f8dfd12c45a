/// The cells of a field's grid in which three classes meet.
///
/// Each class's border is interpolated from its own margins. Between two classes the borders are one line; where a
/// third is near they are three lines that leave a sliver between them. Such a cell is painted whole before the
/// regions are, with the class that does best in it.
struct Junctions {
  /// For each class the lower left corners of its cells.
  private(set) var cells: [[(column: Int, row: Int)]]

  init(_ field: Field) {
    cells = field.classes.map { _ in [] }
    guard field.classes.count > 2 else { return }
    let columns = field.grid.columns
    for row in 0..<field.grid.rows - 1 {
      for column in 0..<columns - 1 {
        let first = row * columns + column
        let corners = [first, first + 1, first + columns, first + columns + 1]
        guard let best = Junctions.winner(at: corners, of: field.layers) else { continue }
        cells[best].append((column, row))
      }
    }
  }

  /// The class with the best mean margin; `nil` where no third class is involved.
  private static func winner(at corners: [Int], of layers: [[Double]]) -> Int? {
    var winners: [Int] = []
    for label in layers.indices where corners.contains(where: { layers[label][$0] >= 0 }) {
      winners.append(label)
    }
    guard winners.count > 1 else { return nil }
    let isPlain =
      winners.count == 2
      && corners.allSatisfy { corner in
        let (a, b) = (layers[winners[0]][corner], layers[winners[1]][corner])
        return abs(a + b) <= 1e-6 * max(1, abs(a))
      }
    guard !isPlain else { return nil }
    let sums = winners.map { winner in corners.reduce(0) { $0 + layers[winner][$1] } }
    return zip(winners, sums).max { $0.1 < $1.1 }?.0
  }
}
