import Markup
import Notebooks
import SVGCharts

/// The map of a book: each chapter after those that it builds on.
///
/// A chapter's level is one more than the highest of its prerequisites. It continues the lane of its first prerequisite if no
/// earlier chapter does, and otherwise opens a lane of its own. Numbered chapters that are linked with no other fill lanes of
/// their own after these.
package struct BookMap {
  package struct Place: Equatable {
    package var chapter: Int
    package var level, lane: Int
    package var prerequisites: [Int]
  }

  let chapters: [BookReport.Chapter]
  private let words: PageWords
  let places: [Place]

  /// `nil` if no chapter says what it builds on.
  init?(_ report: BookReport) {
    let listed = report.book.chapters
    guard listed.contains(where: { !$0.prerequisites.isEmpty }) else { return nil }
    chapters = report.chapters
    words = report.words
    places = Self.places(of: listed)
  }

  package static func places(of chapters: [Book.Chapter]) -> [Place] {
    let isLinked = chapters.map { chapter in
      !chapter.prerequisites.isEmpty || chapters.contains { $0.prerequisites.contains(chapter.path) }
    }
    var places: [Int: Place] = [:]
    var lanes = 0
    for (index, chapter) in chapters.enumerated() where isLinked[index] {
      let before = chapters.indices.filter { chapter.prerequisites.contains(chapters[$0].path) }
      let first = chapters.firstIndex { $0.path == chapter.prerequisites.first }.flatMap { places[$0] }
      let isTaken = first.map { first in
        places.values.contains { $0.lane == first.lane && $0.level > first.level }
      }
      let lane = isTaken == false ? first?.lane ?? lanes : lanes
      lanes = max(lanes, lane + 1)
      places[index] = Place(
        chapter: index, level: 1 + (before.compactMap { places[$0]?.level }.max() ?? -1), lane: lane,
        prerequisites: before)
    }
    let alone = chapters.indices.filter { !isLinked[$0] && chapters[$0].number != nil }
    // A narrow page has room for the names of a few lanes.
    let free = max(1, mostLanes - lanes)
    let levels = max(
      1 + (places.values.map(\.level).max() ?? 0), (alone.count + free - 1) / free)
    for (position, index) in alone.enumerated() {
      places[index] = Place(
        chapter: index, level: position % levels, lane: lanes + position / levels, prerequisites: [])
    }
    return places.values.sorted { $0.chapter < $1.chapter }
  }

  private static let mostLanes = 4
  private static let size = 12.0
  private static let lineHeight = 14.0
  private static let radius = 16.0

  /// For wide pages, from left to right, and for narrow ones, from top to bottom.
  func html() -> [Node] { [drawing(isWide: true), "\n", drawing(isWide: false)] }

  private func drawing(isWide: Bool) -> Node {
    let levels = 1 + (places.map(\.level).max() ?? 0)
    let lanes = 1 + (places.map(\.lane).max() ?? 0)
    let step = isWide ? (level: 1056 / Double(levels), lane: 92.0) : (level: 84.0, lane: 350 / Double(lanes))
    func spot(level: Int, lane: Int) -> (x: Double, y: Double) {
      let (along, across) = ((Double(level) + 0.5) * step.level, (Double(lane) + 0.5) * step.lane)
      return isWide ? (along, across - 20) : (across, along - 20)
    }
    let (width, height) =
      isWide ? (1056, Double(lanes) * step.lane) : (350, Double(levels) * step.level)
    let room = (isWide ? step.level : step.lane) - 8
    let edges = places.flatMap { place in
      place.prerequisites.compactMap { index in places.first { $0.chapter == index } }.map { from in
        let end = spot(level: place.level, lane: place.lane)
        var start = spot(level: from.level, lane: from.lane)
        var turn = spot(level: place.level - 1, lane: from.lane)
        // a line that goes straight down begins below the name
        if !isWide, place.lane == from.lane || place.level - 1 > from.level {
          start.y += Self.radius + 6 + Self.lineHeight * Double(title(of: from, width: room).count)
          turn.y = max(turn.y, start.y)
        }
        return edge(from: start, turn: turn, to: end, isWide: isWide)
      }
    }
    let nodes = places.map { place in
      node(place, at: spot(level: place.level, lane: place.lane), width: room)
    }
    return .block(
      "svg",
      [
        "class": isWide ? "map wide-map" : "map narrow-map", "role": "group",
        "aria-label": words["Each chapter after those that it builds on"],
        "viewBox": "0 0 \(width) \(height)", "width": "\(width)", "height": "\(height)",
      ], [edges, nodes.lines])
  }

  /// A line straight on in its own lane, that changes lanes only in front of its end.
  private func edge(
    from start: (x: Double, y: Double), turn: (x: Double, y: Double), to end: (x: Double, y: Double),
    isWide: Bool
  ) -> Node {
    let (x, y) = ((turn.x + end.x) / 2, (turn.y + end.y) / 2)
    let lane = isWide ? "H\(turn.x)" : "V\(turn.y)"
    let curve = isWide ? "\(x) \(turn.y) \(x) \(end.y)" : "\(turn.x) \(y) \(end.x) \(y)"
    return .element("path", ["d": "M\(start.x) \(start.y)\(lane)C\(curve) \(end.x) \(end.y)"])
  }

  /// The lines of a chapter's name below its circle.
  private func title(of place: Place, width: Double) -> [String] {
    TextMetrics.wrapped(chapters[place.chapter].title, width: width, size: Self.size, lines: 3)
  }

  private func node(_ place: Place, at spot: (x: Double, y: Double), width: Double) -> Node {
    let chapter = chapters[place.chapter]
    let number = chapter.mark ?? "·"
    // A drawing is read from left to right on every page.
    let leftToRight = PageWords()
    let lines = title(of: place, width: width).enumerated().map { index, line in
      text(
        leftToRight.isolated(line), spot.x,
        spot.y + Self.radius + 15 + Self.lineHeight * Double(index), name: "title")
    }
    let circle = Node.element(
      "circle", ["cx": "\(spot.x)", "cy": "\(spot.y)", "r": "\(Self.radius)"])
    return .element(
      "a",
      [
        "href": BookFrame.safe(chapter.address), "data-page": chapter.address,
        "aria-label": chapter.label(in: words).map { "\($0): \(chapter.title)" } ?? chapter.title,
      ],
      [circle, text(number, spot.x, spot.y + 4.5, name: "number")] + lines)
  }

  private func text(_ text: String, _ x: Double, _ y: Double, name: String) -> Node {
    .element("text", ["class": name, "x": "\(x)", "y": "\(y)", "text-anchor": "middle"], .text(text))
  }
}
