import Foundation
import SVGCharts
import TestSupport
import Testing

@Suite struct MarkupTests {
  @Test func `a random chart is well-formed and has each id once`() throws {
    for seed in 0..<120 {
      let svg = RandomCharts.chart(seed: UInt64(seed)).standaloneSVG(id: "c\(seed)")
      let reader = try #require(SVGReader.read(svg), "seed \(seed)")
      #expect(Set(reader.ids).count == reader.ids.count)
      #expect(reader.ids.allSatisfy { $0.hasPrefix("c\(seed)") })
      #expect(!svg.contains("nan") && !svg.contains("inf\""))
    }
  }

  @Test(arguments: SVGReader.hostile)
  func `hostile text stays text wherever it can occur`(text: String) throws {
    let chart = Chart {
      BarMark(x: .value(text, [text, "b"]), y: .value(text, [1.0, 2])).foregroundStyle(
        by: .value(text, [text, "b"])
      )
      .annotations([text, text])
      RuleMark(y: .value(text, 1)).annotation { text }
    }
    .chartTitle(text, subtitle: text).chartXAxisLabel(text).chartYAxisLabel(text)
    for svg in [chart.svg(id: text), chart.standaloneSVG(id: text), chart.responsiveSVG(id: text)] {
      let reader = try #require(SVGReader.read(svg))
      #expect(reader.elements["script"] == nil && reader.elements["p"] == nil && reader.elements["b"] == nil)
      #expect(reader.elements["title"] == 1)
    }
  }

  @Test(arguments: [
    ("\"sigmoid\", Xavier's weights", "“sigmoid”, Xavier’s weights"), ("a's read", "a’s read"), ("'", "'"),
    ("\"", "\""), ("x' and y'", "x' and y'"), ("a 5\" screen", "a 5\" screen"),
    ("f(\"x\")", "f(\"x\")"),
  ])
  func `quotes in labels are curly, those of code and single letters are not`(text: String, shown: String)
    throws
  {
    let chart = Chart { BarMark(x: .value("a", text), y: .value("n", 1)) }
    let reader = try #require(SVGReader.read(chart.svg()))
    #expect(reader.texts.contains(shown), "\(reader.texts)")
  }

  @Test func `a label arrives as it was written, but for its quotes`() throws {
    let chart = Chart { BarMark(x: .value("a", "x<y & \"z\""), y: .value("n", 1)) }
    let reader = try #require(SVGReader.read(chart.svg()))
    #expect(reader.texts.contains("x<y & “z”"))
  }

  @Test func `the same chart gives the same text, and another id changes nothing but ids`() {
    let chart = RandomCharts.chart(seed: 9)
    #expect(chart.svg(id: "one") == RandomCharts.chart(seed: 9).svg(id: "one"))
    #expect(
      chart.svg(id: "one").replacingOccurrences(of: "one-", with: "two-")
        .replacingOccurrences(of: "\"one\"", with: "\"two\"") == chart.svg(id: "two"))
  }

  @Test func `coordinates have at most two decimals`() {
    for seed in 0..<40 {
      let svg = RandomCharts.chart(seed: UInt64(seed)).svg()
      for match in svg.matches(of: /\s(?:d|x|y|cx|cy|width|height|viewBox)="([^"]*)"/) {
        #expect(match.1.firstMatch(of: /\d\.\d{3,}|\.\d*0(?!\d)|e-/) == nil, "\(match.1)")
      }
    }
  }

  @Test func `twenty thousand points stay small`() {
    var rng = TestGenerator(state: 1)
    let x = (0..<20_000).map { _ in Double.random(in: 0...1, using: &rng) }
    let y = (0..<20_000).map { _ in Double.random(in: 0...1, using: &rng) }
    let scatter = Chart { PointMark(x: .value("x", x), y: .value("y", y)) }.svg()
    #expect(scatter.utf8.count < 320_000)
    #expect(SVGReader.read(scatter)?.elements["path"].map { $0 < 8 } == true)
    let line = Chart { LineMark(x: .value("x", Array(0..<20_000)), y: .value("y", y)) }.svg()
    #expect(line.utf8.count < 40_000)
  }

  @Test func `the extremes of a long line survive its simplification`() {
    var y = [Double](repeating: 0.5, count: 20_000)
    y[12_345] = 1
    y[777] = 0
    let plain = Chart { LineMark(x: .value("x", [0, 1, 2]), y: .value("y", [0.5, 0, 1])) }
    let long = Chart { LineMark(x: .value("x", Array(0..<20_000)), y: .value("y", y)) }
    func heights(_ chart: Chart) -> Set<Substring> {
      let svg = chart.chartYScale(domain: 0...1).svg()
      guard let path = svg.matches(of: /<path d="(M[^"]*)" fill="none"/).last?.1 else { return [] }
      return Set(path.matches(of: /[ML ][\d.]+ ([\d.]+)/).map(\.1))
    }
    #expect(heights(long).isSuperset(of: heights(plain)), "\(heights(long)) \(heights(plain))")
  }
}
