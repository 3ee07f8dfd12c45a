/// Where lines and points have been drawn, coarsely, so that labels can keep clear of them.
struct OccupancyGrid {
  private struct Tile: Hashable {
    var column: Int
    var row: Int
  }

  private var tiles: Set<Tile> = []
  private static let side = 5.0

  init(_ scene: Scene, _ layout: Layout) {
    guard scene.series.contains(where: { $0.mark.encoding.annotation != nil }) else { return }
    for series in scene.series { series.mark.occupy(&self, with: series, on: layout) }
  }

  /// Marks the segments of a series; a datum without a second end has only its place.
  mutating func occupySegments(of series: Series, on layout: Layout) {
    for datum in series.data {
      guard let start = layout.spot(datum.x, datum.y) else { continue }
      if let end = layout.spot(datum.xEnd, datum.yEnd) { occupy(from: start, to: end) } else { occupy(start) }
    }
  }

  mutating func occupy(_ spot: Spot) {
    guard abs(spot.x) < 1e5, abs(spot.y) < 1e5 else { return }
    tiles.insert(
      Tile(column: OccupancyGrid.index(spot.x), row: OccupancyGrid.index(spot.y)))
  }

  mutating func occupy(from a: Spot, to b: Spot) {
    let count = min(400, Int(max(abs(b.x - a.x), abs(b.y - a.y)) / OccupancyGrid.side) + 1)
    for step in 0...count {
      let share = Double(step) / Double(count)
      occupy(Spot(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
    }
  }

  private static func index(_ place: Double) -> Int { Int((place / side).rounded(.down)) }

  /// How many tiles under a box have been drawn on.
  func count(in box: Box) -> Int {
    guard !tiles.isEmpty else { return 0 }
    var total = 0
    for column in OccupancyGrid.index(box.x)...OccupancyGrid.index(box.maxX) {
      for row in OccupancyGrid.index(box.y)...OccupancyGrid.index(box.maxY)
      where tiles.contains(Tile(column: column, row: row)) { total += 1 }
    }
    return total
  }
}

extension Scene {
  /// How far texts next to level bars reach beyond the plot.
  func annotationOverhang(x: PositionScale, beyond plot: Box) -> Double {
    var reach = 0.0
    for item in series where item.isHorizontal {
      for datum in item.data {
        guard let text = datum.text, let end = (datum.xEnd ?? datum.x).flatMap(x.position(of:)),
          end >= x.baseline
        else { continue }
        reach = max(
          reach, end + 8 + TextMetrics.width(of: text, size: ChartStyle.annotation.size) - plot.maxX)
      }
    }
    return reach
  }
}
