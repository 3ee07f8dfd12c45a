/// Thousands of points as a few paths.
enum Crowd {
  private struct GridCell: Hashable {
    var column: Int
    var row: Int
  }

  /// The points in three layers by how many share a spot of about a point's size.
  static func layers(of spots: [Spot], size: Double) -> [[Spot]] {
    guard spots.count > 3000 else { return [spots] }
    var counts: [GridCell: Int] = [:]
    func cell(of spot: Spot) -> GridCell {
      GridCell(column: Int((spot.x / size).rounded(.down)), row: Int((spot.y / size).rounded(.down)))
    }
    for spot in spots { counts[cell(of: spot), default: 0] += 1 }
    var layers: [[Spot]] = [[], [], []]
    for spot in spots {
      let count = counts[cell(of: spot)] ?? 1
      layers[count < 2 ? 0 : count < 4 ? 1 : 2].append(spot)
    }
    return layers
  }

  /// Points as lines of no length, rounded to half a unit; those that touch in a column as one line. Each begins
  /// relative to where the last one ended, which is shorter, and exact in halves.
  static func path(_ spots: [Spot]) -> String {
    var columns: [Int: Set<Int>] = [:]
    for spot in spots {
      columns[Int((spot.x * 2).rounded()), default: []].insert(Int((spot.y * 2).rounded()))
    }
    var path = ""
    var pen = GridCell(column: 0, row: 0)
    for (column, rows) in columns.sorted(by: { $0.key < $1.key }) {
      let sorted = rows.sorted()
      var start = 0
      while start < sorted.count {
        var end = start
        while end + 1 < sorted.count, sorted[end + 1] - sorted[end] <= 2 { end += 1 }
        let row = half(sorted[start] - pen.row)
        path += "m\(half(column - pen.column))\(row.hasPrefix("-") ? "" : " ")\(row)"
        path += "v\(half(sorted[end] - sorted[start]))"
        pen = GridCell(column: column, row: sorted[end])
        start = end + 1
      }
    }
    return path
  }

  private static func half(_ doubled: Int) -> String { SVGWriter.number(Double(doubled) / 2) }
}
