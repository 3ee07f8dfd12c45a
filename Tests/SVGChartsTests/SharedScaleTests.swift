import SVGCharts
import Testing

/// Charts that are shown one after the other in one place.
@Suite struct SharedScaleTests {
  private func points(_ names: [String], _ values: [Double]) -> Chart {
    Chart {
      PointMark(x: .value("x", [1.0, 2, 3]), y: .value("y", values)).foregroundStyle(by: .value("k", names))
        .symbol(.circle)
    }
  }

  /// What each name's points are filled with, by the place of its point.
  private func colors(_ chart: Chart, _ names: [String]) -> [String: String] {
    let groups = Measured(isFixed: false, chart).elements.filter { $0.name == "g" }
    return Dictionary(zip(names, groups.compactMap { $0.attributes["fill"] })) { $1 }
  }

  private func ticks(_ chart: Chart) -> [String] {
    chart.textBoxes().texts.map(\.text).filter { Double($0) != nil }
  }

  @Test func `a name keeps its colour and a number its place`() {
    let names = [["cat", "dog", "hen"], ["dog", "cat", "hen"]]
    let charts = [points(names[0], [1, 2, 3]), points(names[1], [3, 30, 1])]
    #expect(colors(charts[0], names[0])["cat"] != colors(charts[1], names[1])["cat"])
    let shared = Chart.sharing(charts, axes: true)
    #expect(colors(shared[0], names[0]) == colors(shared[1], names[1]))
    #expect(ticks(shared[0]) == ticks(shared[1]) && ticks(shared[0]).contains("30"))
    let circles = shared.map { Measured(isFixed: false, $0).circles }
    #expect(circles[0][2].number("cy") == circles[1][0].number("cy"))  // both are 3
    #expect(shared[0].alternative == charts[0].alternative)
  }

  @Test func `an author's domain and colours stay`() {
    let own = points(["cat", "dog", "hen"], [1, 2, 3]).chartYScale(domain: 0...5)
      .chartForegroundStyleScale(["cat": .ink, "dog": .muted])
    let shared = Chart.sharing([points(["dog", "cat", "hen"], [3, 30, 1]), own], axes: true)
    #expect(ticks(shared[1]).contains("5") && !ticks(shared[1]).contains("30"))
    #expect(colors(shared[1], ["cat", "dog"]) == colors(shared[0], ["dog", "cat"]))
  }

  @Test func `with colours alone each chart has axes of its own`() {
    let shared = Chart.sharing(
      [points(["a", "b", "c"], [1, 2, 3]), points(["b", "a", "c"], [3, 30, 1])], axes: false)
    #expect(ticks(shared[0]) != ticks(shared[1]))
    #expect(colors(shared[0], ["a", "b", "c"]) == colors(shared[1], ["b", "a", "c"]))
  }

  @Test func `dashes, symbols, ramps and named axes agree as well`() {
    let lines = [["x", "y"], ["y", "x"]].map { (names: [String]) -> Chart in
      Chart {
        for name in names {
          LineMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1])).lineStyle(by: .value("n", name))
        }
      }
    }
    let dashes = Chart.sharing(lines, axes: true).map {
      Measured(isFixed: false, $0).paths("stroke-linejoin", "round").map {
        $0.attributes["stroke-dasharray"] ?? ""
      }
    }
    #expect(dashes[0] == dashes[1].reversed())
    let maps = [[[0.0, 1]], [[5.0, 10]]].map { (rows: [[Double]]) -> Chart in
      Chart { HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), label: "v", values: rows) }
    }
    let cells = Chart.sharing(maps, axes: true)
    #expect(
      cells.map { $0.textBoxes().texts.map(\.text) }.allSatisfy { $0.contains("10") && $0.contains("0") })
    let bars = [["a", "b"], ["c"]].map { (names: [String]) -> Chart in
      Chart { for name in names { BarMark(x: .value("x", name), y: .value("y", 1.0)) } }
    }
    #expect(
      Chart.sharing(bars, axes: true).allSatisfy {
        Set($0.textBoxes().texts.map(\.text)).isSuperset(of: ["a", "b", "c"])
      })
  }

  @Test func `matrices of different words keep their own axes, and so do names and numbers`() {
    let maps = [["the", "cat"], ["a", "dog", "sat"]].map { (words: [String]) -> Chart in
      let lengths = [words.map { Double($0.count) }]
      return Chart { HeatMap(x: .value("x", words), y: .value("y", ["q"]), values: lengths) }
    }
    let shared = Chart.sharing(maps, axes: true)
    #expect(!shared[0].textBoxes().texts.map(\.text).contains("dog"))
    let mixed = [
      Chart { BarMark(x: .value("x", "a"), y: .value("y", 1.0)) },
      Chart { BarMark(x: .value("x", [1.0, 2]), y: .value("y", [1.0, 2])) },
    ]
    #expect(Chart.sharing(mixed, axes: true).map { Measured(isFixed: false, $0).bars.count } == [1, 2])
  }

  @Test func `grids share panel by panel`() {
    let grids = [1.0, 100].map { top in
      ChartGrid([points(["a", "b", "c"], [0, 1, top]), points(["c", "b", "a"], [0, 1, top])])
    }
    let ticks = ChartGrid.sharing(grids, axes: true).map { $0.textBoxes().texts.map(\.text) }
    #expect(ticks[0] == ticks[1])
  }

  @Test func `the legend of a grid leaves out the panels that hide theirs`() {
    let hidden = points(["cat", "dog", "hen"], [1, 2, 3]).chartLegend(.hidden)
    let shown = points(["elk", "fox", "owl"], [1, 2, 3])
    for panels in [[hidden, shown], [shown, hidden]] {
      let texts = ChartGrid(panels, sharing: .none).textBoxes().texts.map(\.text)
      #expect(texts.contains("elk") && !texts.contains("cat"))
    }
    let line = Chart { LineMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1])) }
    let texts = ChartGrid([hidden, line], sharing: .none).textBoxes().texts.map(\.text)
    #expect(!texts.contains("cat"))
  }

  @Test func `panels whose colours mean different numbers have a legend each`() {
    let maps = [1.0, 200].map { top in
      Chart { HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), label: "v", values: [[0, top]]) }
        .chartForegroundStyleScale(.sequential, domain: 0...top)
    }
    let texts = ChartGrid(maps).textBoxes().texts.map(\.text)
    #expect(texts.contains("1") && texts.contains("200"))
  }

  @Test func `a name keeps its colour in grids that follow each other`() throws {
    let grids = [["a", "b", "c"], ["c", "c", "c"]].map { ChartGrid([points($0, [1, 2, 3])]) }
    let fills = ChartGrid.sharing(grids, axes: false).map { grid in
      grid.svg().matches(of: /<g[^>]*fill="([^"]+)"[^>]*><circle/).map(\.1)
    }
    #expect(fills[0].count == 3)
    #expect(fills[0].last == fills[1].first)
  }
}
