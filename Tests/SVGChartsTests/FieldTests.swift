import SVGCharts
import Testing

@Suite struct FieldTests {
  /// The area inside each path, by the shoelace formula over its rings; holes run the other way and count negative.
  private func areas(_ chart: Chart) -> [Double] {
    let svg = chart.chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden).svg()
    return svg.matches(of: /<path d="(M[^"]*z)"/).map { match in
      abs(match.1.split(separator: "z").map(ringArea).reduce(0, +))
    }
  }

  private func ringArea(_ ring: Substring) -> Double {
    let numbers = ring.matches(of: /-?\d+(?:\.\d+)?/).compactMap { Double($0.0) }
    let points = stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    return zip(points, points.dropFirst() + points.prefix(1)).map { $0.0 * $1.1 - $1.0 * $0.1 }.reduce(0, +)
      / 2
  }

  @Test func `a contour encloses what lies above its level`() throws {
    let grid = FieldGrid(x: -1...1, y: -1...1, resolution: 61)
    let chart = Chart { FieldMark(grid, levels: [0]) { x, y in 0.25 - x * x - y * y } }
    let found = areas(chart)
    try #require(found.count == 2)
    #expect(abs(found[1] / found[0] - 3.14159 * 0.25 / 4) < 0.002, "\(found)")
  }

  @Test func `a contour crosses between grid points where the value does`() throws {
    let grid = FieldGrid(x: 0...1, y: 0...1, resolution: 3)
    let found = areas(Chart { FieldMark(grid, levels: [0.3]) { x, _ in x } })
    try #require(found.count == 2)
    #expect(abs(found[1] / found[0] - 0.7) < 0.001, "\(found)")
  }

  @Test func `a ring has its hole`() throws {
    let grid = FieldGrid(x: -1...1, y: -1...1, resolution: 81)
    let chart = Chart {
      FieldMark(grid, levels: [0]) { x, y in
        let square = x * x + y * y
        return (0.64 - square) * (square - 0.16)
      }
    }
    let found = areas(chart)
    try #require(found.count == 2)
    #expect(abs(found[1] / found[0] - 3.14159 * (0.64 - 0.16) / 4) < 0.004, "\(found)")
  }

  @Test func `the regions of classes cover the plane once`() throws {
    let grid = FieldGrid(x: -1...1, y: -1...1, resolution: 50)
    let scores = grid.points.map { point in [point.x, point.y, -point.x - point.y] }
    let regions = areas(Chart { FieldMark(grid, classes: ["a", "b", "c"], scores: scores) })
    let whole = areas(Chart { FieldMark(grid, levels: [0]) { _, _ in -1 } })
    try #require(regions.count == 3 && whole.count == 1)
    #expect(abs(regions.reduce(0, +) / whole[0] - 1) < 0.005, "\(regions) \(whole)")
  }

  @Test func `no sliver is left where three classes meet`() {
    let grid = FieldGrid(x: -1...1, y: -1...1, resolution: 10)
    // three bent borders that meet between the grid's points
    let scores = grid.points.map { point in
      [2 * point.x + point.y * point.y, 3 * point.y - point.x, -4 * point.x - point.y + 0.3]
    }
    let chart = Chart { FieldMark(grid, classes: ["a", "b", "c"], scores: scores) }
    let (covered, all) = cover(chart)
    #expect(covered == all, "\(all - covered) of \(all) places are bare")
  }

  /// The numbers of a grid's places inside a path, and of all; even-odd, as neighbouring rings may touch.
  private func cover(_ chart: Chart) -> (covered: Int, all: Int) {
    let svg = chart.chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden).svg()
    let rings = svg.matches(of: /<path d="(M[^"]*z)"/).flatMap { match in
      match.1.split(separator: "z").map { ring in
        let numbers = ring.matches(of: /-?\d+(?:\.\d+)?/).compactMap { Double($0.0) }
        return stride(from: 0, to: numbers.count - 1, by: 2).map { (x: numbers[$0], y: numbers[$0 + 1]) }
      }
    }
    let (xs, ys) = (rings.joined().map(\.x), rings.joined().map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    var (covered, all) = (0, 0)
    for row in 1..<150 {
      for column in 1..<150 {
        let x = left + (right - left) * (Double(column) + 0.37) / 151
        let y = top + (bottom - top) * (Double(row) + 0.41) / 151
        all += 1
        if rings.contains(where: { winding(of: $0, around: x, y) }) { covered += 1 }
      }
    }
    return (covered, all)
  }

  private func winding(of ring: [(x: Double, y: Double)], around x: Double, _ y: Double) -> Bool {
    zip(ring, ring.dropFirst() + ring.prefix(1)).count { a, b in
      (a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
    } % 2 == 1
  }

  @Test func `values that are not finite are holes`() throws {
    let grid = FieldGrid(x: -1...1, y: -1...1, resolution: 21)
    let full = areas(Chart { FieldMark(grid, levels: [5]) { x, _ in x } })
    let half = areas(Chart { FieldMark(grid, levels: [5]) { x, _ in x > 0.01 ? .nan : x } })
    try #require(full.count == 1 && half.count == 1)
    #expect(abs(half[0] / full[0] - 0.5) < 0.03)
  }

  @Test func `a field of many points is a small drawing`() {
    let grid = FieldGrid(x: -2...2, y: -2...2, resolution: 200)
    let chart = Chart { FieldMark(grid) { x, y in x * x + 3 * y * y } }
    #expect(chart.svg().utf8.count < 30_000)
  }

  @Test func `a wrong number of values is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = FieldMark(FieldGrid(x: 0...1, y: 0...1, resolution: 3), values: [1.0, 2])
    }
  }
}
