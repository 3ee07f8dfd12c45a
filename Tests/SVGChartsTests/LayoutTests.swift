import SVGCharts
import Testing

@Suite struct LayoutTests {
  @Test(arguments: [680.0, 350, 240])
  func `no text overlaps another or leaves the drawing, whatever is drawn`(width: Double) {
    for seed in 0..<250 {
      let chart = RandomCharts.chart(seed: UInt64(seed))
      let found = misplaced(chart.textBoxes(width: width))
      #expect(found.isEmpty, "seed \(seed) at \(width): \(found.prefix(3))")
    }
  }

  @Test func `the check notices texts that overlap and texts that are cut`() {
    let frame = Box(x: 0, y: 0, width: 100, height: 40)
    func text(_ x: Double, angle: Double = 0) -> TextBox {
      TextBox(text: "word", box: Box(x: x, y: 10, width: 30, height: 10), angle: angle)
    }
    #expect(misplaced(([text(10), text(35)], frame)).count == 1)
    #expect(misplaced(([text(80)], frame)).count == 1)
    #expect(misplaced(([text(10), text(45)], frame)).isEmpty)
    #expect(misplaced(([text(10, angle: 80)], frame)).count == 1)
  }

  @Test(arguments: [680.0, 350])
  func `panels of a grid keep their texts apart`(width: Double) {
    let grid = ChartGrid(columns: 3) {
      for seed in [1, 2, 3, 4, 5] { RandomCharts.chart(seed: UInt64(seed)).chartTitle("panel \(seed)") }
    }
    .chartTitle("Five charts that have little to do with each other")
    #expect(misplaced(grid.textBoxes(width: width)).isEmpty)
  }

  @Test func `lines that end apart are labelled there, others have a legend`() {
    func chart(_ ends: [Double]) -> Chart {
      Chart {
        for (index, end) in ends.enumerated() {
          LineMark(x: .value("step", [0, 1]), y: .value("loss", [1, end]))
            .foregroundStyle(by: .value("run", "run \(index)"))
        }
      }
    }
    func places(_ chart: Chart) -> [Double] {
      chart.textBoxes().texts.filter { $0.text.hasPrefix("run") }.map(\.box.x)
    }
    #expect(places(chart([0, 0.5, 1])).allSatisfy { $0 > 500 })
    #expect(places(chart([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])).allSatisfy { $0 < 500 })
  }

  @Test func `a square plot takes no more width than it needs`() {
    let chart = Chart { PointMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1])) }
    let frame = chart.chartPlotAspectRatio(1).textBoxes().frame
    #expect(frame.width < 520 && frame.height > 440)
  }
}
