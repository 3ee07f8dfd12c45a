import Displays
import Reports
import Testing

@Suite struct SharedPartsTests {
  private static func long(_ word: String) -> String {
    (0..<60).map { "\(word)\($0)" }.joined(separator: " ")
  }
  private static let axis =
    "<g class=\"chart-axis\"><path d=\"\(long("M"))\"/></g><text>\(long("tick"))</text>"
  private static let narrowAxis = "<g><path d=\"\(long("L"))\"/></g>"
  private static let clipped = "<path clip-path=\"url(#p)\" d=\"\(long("C"))\"/>"

  private static func page(_ drawings: [String]) -> String {
    let frames = drawings.enumerated().map { index, svg in
      Frame(label: "\(index)", figure: Figure(svg: svg, alternative: "it"))
    }
    return CellTests.page(.display(.frames(frames)))
  }

  private static func drawing(_ number: Int) -> String {
    "<svg id=\"c\"><title id=\"t\">T</title><svg class=\"chart-wide\">\(axis)<path d=\"M\(number) 1\"/>\(clipped)</svg>"
      + "<svg class=\"chart-narrow\">\(narrowAxis)<svg x=\"1\"><path d=\"M\(number) 2\"/></svg></svg></svg>"
  }

  private static func count(_ part: String, in text: String) -> Int {
    text.split(separator: part, omittingEmptySubsequences: false).count - 1
  }

  @Test func `the parts of all frames are on the page once, and each frame is drawn as before`() throws {
    let page = Self.page((0..<5).map(Self.drawing))
    #expect(MarkupChecker(page).problems == [])
    #expect(Self.count(Self.axis, in: page) == 1 && Self.count(Self.narrowAxis, in: page) == 1)
    #expect(Self.count("<use ", in: page) == 10)
    var whole = page
    for part in [Self.axis, Self.narrowAxis] {
      let before = try #require(page.split(separator: "\">" + part + "</g>").first)
      let id = try #require(before.split(separator: "<g id=\"").last)
      whole = whole.split(separator: "<use href=\"#\(id)\"/>", omittingEmptySubsequences: false)
        .joined(separator: part)
    }
    for number in 0..<5 {
      let inner = Self.drawing(number).split(separator: "</title>")[1]
      #expect(whole.contains(inner), "frame \(number)")
    }
  }

  @Test func `a part that differs, occurs twice or names one of its drawing's ids is not shared`() {
    let different = Self.page((0..<3).map { "<svg><svg><path d=\"\(Self.long("M\($0)"))\"/></svg></svg>" })
    #expect(Self.count("<use ", in: different) == 0)
    let twice = Self.page((0..<3).map { _ in "<svg><svg>\(Self.narrowAxis)\(Self.narrowAxis)</svg></svg>" })
    #expect(Self.count("<use ", in: twice) == 0)
    let named = Self.page((0..<3).map { _ in "<svg><svg>\(Self.clipped)</svg></svg>" })
    #expect(Self.count("<use ", in: named) == 0)
  }
}
