import SVGCharts
import TestSupport
import Testing

@Suite struct VectorTests {
  @Test func `a field's longest arrow stays within a step of its grid, and points where the vector does`()
    throws
  {
    let grid = FieldGrid(x: 0...4, y: 0...8, columns: 5, rows: 5)
    let mark = try #require(VectorField(grid) { x, _ in (x, -2 * x) }.marks.first)
    let (starts, ends) = (try #require(mark.x).values, try #require(mark.xEnd).values)
    let lengths = zip(starts, ends).map { ($1.number ?? 0) - ($0.number ?? 0) }
    // the five points with x = 0 have no vector
    #expect(starts.count == 20)
    #expect(lengths.allSatisfy { $0 > 0 } && abs((lengths.max() ?? 0) - 0.85 / 2.0.squareRoot()) < 1e-9)
    let even = try #require(VectorField(grid, isEven: true) { x, _ in (x, -2 * x) }.marks.first)
    let reach = zip(even.x?.values ?? [], even.xEnd?.values ?? []).map { ($1.number ?? 0) - ($0.number ?? 0) }
    #expect(reach.allSatisfy { abs($0 - reach[0]) < 1e-9 })
  }

  @Test func `arrows have heads and rules have none`() {
    func paths(_ mark: some ChartContent) -> Int {
      SVGReader.read(Chart { mark }.svg())?.elements["path"] ?? 0
    }
    let arrow = ArrowMark(x: .value("x", 0.0), y: .value("y", 0.0), dx: 1, dy: 1)
    let rule = RuleMark(
      xStart: .value("x", 0.0), yStart: .value("y", 0.0), xEnd: .value("x", 1.0), yEnd: .value("y", 1.0))
    #expect(paths(arrow) == paths(rule) + 1)
  }

  @Test func `displacements of another number than places are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = ArrowMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1]), dx: [1], dy: [1])
    }
  }

  @Test func `lines that only a series' name distinguishes are named`() {
    func texts(_ names: [String]) -> [String] {
      Chart {
        for (index, name) in names.enumerated() {
          LineMark(
            x: .value("x", [0.0, 1]), y: .value("y", [0, Double(index)]), series: .value("run", name))
        }
      }.textBoxes().texts.map(\.text)
    }
    #expect(["plain", "with momentum"].allSatisfy(texts(["plain", "with momentum"]).contains))
    #expect(!texts((0..<12).map { "run \($0)" }).contains("run 3"))
  }
}
