/// Where lines and points have been drawn, coarsely, so that labels can keep clear of them.
struct Ink {
  private struct Tile: Hashable {
    var column: Int
    var row: Int
  }

  private var tiles: Set<Tile> = []
  private static let side = 5.0

  init(_ scene: Scene, _ layout: Layout) {
    guard scene.series.contains(where: { $0.mark.annotation != nil }) else { return }
    for series in scene.series {
      var previous: Spot?
      for datum in series.data {
        guard let px = datum.x.flatMap(layout.x.place), let py = datum.y.flatMap(layout.y.place) else {
          previous = nil
          continue
        }
        let spot = Spot(x: px, y: py)
        if series.mark.shape == .rule, let endX = datum.xEnd.flatMap(layout.x.place),
          let endY = datum.yEnd.flatMap(layout.y.place)
        {
          add(from: spot, to: Spot(x: endX, y: endY))
        } else if series.mark.shape == .line, let previous {
          add(from: previous, to: spot)
        } else {
          add(spot)
        }
        previous = spot
      }
    }
  }

  private mutating func add(_ spot: Spot) {
    guard abs(spot.x) < 1e5, abs(spot.y) < 1e5 else { return }
    tiles.insert(
      Tile(
        column: Int((spot.x / Ink.side).rounded(.down)), row: Int((spot.y / Ink.side).rounded(.down))))
  }

  private mutating func add(from a: Spot, to b: Spot) {
    let count = min(400, Int(max(abs(b.x - a.x), abs(b.y - a.y)) / Ink.side) + 1)
    for step in 0...count {
      let share = Double(step) / Double(count)
      add(Spot(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
    }
  }

  /// How many tiles under a box have been drawn on.
  func amount(in box: Box) -> Int {
    guard !tiles.isEmpty else { return 0 }
    var count = 0
    for column in Int((box.x / Ink.side).rounded(.down))...Int((box.maxX / Ink.side).rounded(.down)) {
      for row in Int((box.y / Ink.side).rounded(.down))...Int((box.maxY / Ink.side).rounded(.down))
      where tiles.contains(Tile(column: column, row: row)) { count += 1 }
    }
    return count
  }
}

extension Scene {
  /// How far texts beside lying bars reach beyond the plot.
  func annotationOverhang(x: PositionScale, beyond plot: Box) -> Double {
    var reach = 0.0
    for item in series where item.isHorizontal {
      for datum in item.data {
        guard let text = datum.text, let end = (datum.xEnd ?? datum.x).flatMap(x.place), end >= x.baseline
        else { continue }
        reach = max(
          reach, end + 8 + TextMetrics.width(of: text, size: ChartStyle.annotation.size) - plot.maxX)
      }
    }
    return reach
  }
}
