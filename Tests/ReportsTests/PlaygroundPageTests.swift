import Displays
import Foundation
import Notebooks
import Reports
import Testing

@Suite struct PlaygroundPageTests {
  private static func playground(svg: String = "<svg viewBox=\"0 0 9 9\"><path d=\"M1 2h3\"/></svg>")
    -> Playground
  {
    let sample = Playground.Sample(coordinates: [1, -2.5, 0.5, 3], labels: [1, 0])
    let start = Playground.Settings(
      points: .moons, layers: [], activation: .relu, optimizer: .sgd, learningRate: 0.3, weightDecay: 0.001,
      seed: -4)
    return Playground(
      start: start, sets: [Playground.PointSet(points: .moons, known: sample, later: sample)],
      record: Playground.Record(first: [1, 2, 3], last: [4, 5, 6], losses: [0.5]),
      still: Figure(svg: svg, alternative: "A plane."))
  }

  private static func page(_ playground: Playground) -> String {
    CellTests.page(.display(.playground(playground)))
  }

  @Test func `without a script the still shows, and the script gets the settings and the points`() throws {
    let page = Self.page(Self.playground())
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "drawing").map { $0.attributes["aria-label"] } == ["A plane."])
    #expect(page.contains("<path d=\"M1 2h3\"/>"))
    #expect(
      page.contains("\"layers\":[],\"optimizer\":\"sgd\",\"points\":\"moons\",\"rate\":0.3,\"seed\":-4"))
    #expect(page.contains("\"known\":{\"labels\":\"10\",\"places\":\"AACAPwAAIMAAAAA/AABAQA==\"}"))
  }

  @Test func `only a page with a playground has its script, which stays below 60 KB with style and data`()
    throws
  {
    let page = Self.page(Self.playground())
    #expect(page.contains("class Training") && page.contains(".lesson{"))
    #expect(!page.contains("function makeDrawing") && !page.contains("function makeTyping"))
    let none = CellTests.page(.display(.text("x")))
    #expect(!none.contains("class Training") && !none.contains(".lesson{"))
    let added = page.utf8.count - none.utf8.count
    #expect(added < 30_000, "\(added) bytes, to which the gallery's points and still add 31 KB")
    let content = try #require(page.range(of: "<body>")).lowerBound
    #expect(page[..<content].utf8.count - PageFonts.styleSheet(for: page).utf8.count <= 60_000)
  }

  @Test func `an inconsistent playground is not shown, and a drawing is made safe`() {
    func read(_ playground: Playground) -> Display? {
      var reader = WireReader(WireWriter.bytes(of: Display.playground(playground))[...])
      return try? reader.read(Display.self)
    }
    let whole = Self.playground()
    #expect(read(whole) == .playground(whole))
    let changes: [(inout Playground) -> Void] = [
      { $0.sets = [] }, { $0.start.layers = [9] }, { $0.start.layers = [1] }, { $0.start.learningRate = 2 },
      { $0.start.weightDecay = .nan }, { $0.record.last.removeLast() }, { $0.record.losses = [.infinity] },
      { $0.sets[0].known.labels[0] = 2 }, { $0.sets[0].later.coordinates.removeLast() },
    ]
    for (number, change) in changes.enumerated() {
      var playground = whole
      change(&playground)
      #expect(read(playground) == nil, "change \(number)")
    }
    let hostile = Self.page(Self.playground(svg: "<svg><script>steal()</script><path d=\"M0 0\"/></svg>"))
    #expect(!hostile.contains("steal()") && hostile.contains("<path d=\"M0 0\"/>"))
  }
}
