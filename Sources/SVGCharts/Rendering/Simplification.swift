/// Leaves out points that make no visible difference, so that long data stay small.
enum Simplification {
  /// The points of a line that are needed to draw it to within a quarter of a unit.
  ///
  /// A line that runs rightwards through many more data than it has units keeps, in each unit, the first, the
  /// lowest, the highest and the last point, which draw the same picture (Jugel et al. 2014, M4); then, as of any
  /// line, points are dropped that lie within `tolerance` of the rest (Ramer 1972, Douglas & Peucker 1973).
  static func line(_ run: [Spot], tolerance: Double = 0.2) -> [Spot] {
    guard run.count > 60 else { return run }
    return straightened(columns(run), tolerance: tolerance)
  }

  /// The same for a closed ring, cut at the two places that are farthest apart along it.
  static func ring(_ ring: [Spot], tolerance: Double) -> [Spot] {
    guard ring.count > 4 else { return ring }
    let half = ring.count / 2
    let first = straightened(Array(ring[...half]), tolerance: tolerance)
    let second = straightened(Array(ring[half...]) + [ring[0]], tolerance: tolerance)
    return first + second.dropFirst().dropLast()
  }

  private static func columns(_ run: [Spot]) -> [Spot] {
    guard let first = run.first, let last = run.last, run.count > Int(4 * abs(last.x - first.x)),
      zip(run, run.dropFirst()).allSatisfy({ $0.x <= $1.x })
    else { return run }
    var result: [Spot] = []
    var start = 0
    while start < run.count {
      var end = start
      let column = run[start].x.rounded(.down)
      while end + 1 < run.count, run[end + 1].x.rounded(.down) == column { end += 1 }
      var (lowest, highest) = (start, start)
      for index in start...end {
        if run[index].y < run[lowest].y { lowest = index }
        if run[index].y > run[highest].y { highest = index }
      }
      for index in Set([start, lowest, highest, end]).sorted() { result.append(run[index]) }
      start = end + 1
    }
    return result
  }

  private static func straightened(_ run: [Spot], tolerance: Double) -> [Spot] {
    guard run.count > 2 else { return run }
    var isKept = [Bool](repeating: false, count: run.count)
    isKept[0] = true
    isKept[run.count - 1] = true
    var open = [(0, run.count - 1)]
    while let (first, last) = open.popLast() {
      guard last - first > 1 else { continue }
      var (farthest, distance) = (first, tolerance)
      for index in (first + 1)..<last {
        let d = self.distance(run[index], from: run[first], to: run[last])
        if d > distance { (farthest, distance) = (index, d) }
      }
      guard farthest != first else { continue }
      isKept[farthest] = true
      open.append((first, farthest))
      open.append((farthest, last))
    }
    return zip(run, isKept).filter(\.1).map(\.0)
  }

  private static func distance(_ spot: Spot, from a: Spot, to b: Spot) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let t = square == 0 ? 0 : max(0, min(1, ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / square))
    let (ex, ey) = (spot.x - a.x - t * dx, spot.y - a.y - t * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
