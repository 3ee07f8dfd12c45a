import SVGCharts
import TestSupport
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

  @Test func `cells with letters have a ramp, and cells with their numbers only where it is asked for`() {
    func ends(_ labels: [String], _ legend: ChartConfiguration.Legend = .automatic) -> Bool {
      let cells = RectangleMark(x: .value("x", ["p", "q"]), y: .value("y", ["r", "s"]))
        .foregroundStyle(by: .value("v", [4.0, 5])).annotations(labels, position: .overlay)
      let chart = Chart { cells }.chartForegroundStyleScale(.sequential, domain: 3...8).chartLegend(legend)
      return Set(chart.textBoxes().texts.map(\.text)).isSuperset(of: ["3", "8"])
    }
    #expect(ends(["a", "·"]) && !ends(["4", "5"]) && !ends(["4.0 %", "−5"]))
    #expect(ends(["4", "5"], .top) && !ends(["a", "b"], .hidden))
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

  @Test(arguments: [-1.6...1.6, -0.9...1.4, 0.4...7.9, -30...130])
  func `an axis has two numbers or more, however low it is`(domain: ClosedRange<Double>) {
    let chart = Chart { PointMark(x: .value("time", [1, 2]), y: .value("value", [1, 1])) }
      .chartYScale(domain: domain)
    for height in [110.0, 140, 180] {
      let texts = chart.textBoxes(width: 170, height: height).texts
      let numbers = texts.filter { $0.box.maxX < 60 && Double($0.text.replacing("−", with: "-")) != nil }
      let rows = Set(numbers.map { $0.box.midY.rounded() })
      #expect(rows.count > 1, "\(height): \(numbers.map(\.text))")
    }
  }

  @Test func `data that reach a little below zero do not cost a whole step`() {
    func labels(_ low: Double) -> [String] {
      Chart { LineMark(x: .value("x", [0, 1, 2]), y: .value("y", [2.4, 1, low])) }
        .textBoxes(width: 350).texts.map(\.text)
    }
    #expect(!labels(-0.02).contains { $0.hasPrefix("−") } && labels(-0.02).contains("0"))
    #expect(labels(-0.8).contains("−1"))
  }

  @Test func `thousands of points are laid out separately for narrow pages, with labels one can read`() {
    let xs: [Int] = (0..<20_000).map { $0 * 7919 % 20_011 }
    let ys: [Int] = (0..<20_000).map { $0 * 104_729 % 20_021 }
    let chart = Chart { PointMark(x: .value("x", xs), y: .value("y", ys)).symbolSize(2) }
    let svg = chart.responsiveSVG()
    #expect(svg.contains("chart-narrow"))
    #expect(svg.utf8.count < 550_000, "\(svg.utf8.count)")
  }

  @Test func `soft ground without a line has an edge`() {
    let (xs, ys) = ([0, 1, 2], [0.1, 0.8, 0.2])
    let area = AreaMark(x: .value("x", xs), y: .value("y", ys))
    func edges(_ chart: Chart) -> Int { chart.svg().matches(of: /stroke-width="(1\.5|2)"/).count }
    #expect(edges(Chart { area }) == 1)
    let edge = Chart { area }.svg().firstMatch(of: /d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+) [^"]*" fill="none"/)
    #expect(edge.map { $0.1 != $0.2 } == true)
    let both = Chart {
      area
      LineMark(x: .value("x", xs), y: .value("y", ys))
    }
    #expect(edges(both) == 1)
  }

  @Test func `arrows over a field have a rim`() {
    let arrows = VectorField(FieldGrid(x: -1...1, y: -1...1, resolution: 4)) { x, y in (-x, -y) }
    let map = FieldMark(FieldGrid(x: -1...1, y: -1...1, resolution: 9)) { x, y in x * x + y * y }
    func rims(_ chart: Chart) -> Int { chart.svg().matches(of: /stroke-width="3\.4"/).count }
    #expect(rims(Chart { arrows }) == 0)
    let both = Chart {
      map
      arrows
    }
    #expect(rims(both) == 1)
  }

  @Test func `bars that hang down hang from a line at zero`() {
    func levels(_ values: [Double]) -> Int {
      Chart { BarMark(x: .value("x", values.indices.map { "\($0)" }), y: .value("y", values)) }
        .svg().matches(of: /d="M[\d.]+ [\d.]+h[\d.]+" stroke="[^"]*muted/).count
    }
    #expect(levels([1, 2]) == 1 && levels([2, -1]) == 2)
  }

  @Test func `each row of points has its name, even in a small panel`() {
    let names = (0..<8).map { "network number \($0)" }
    let panel = Chart {
      PointMark(x: .value("score", (0..<8).map { Double($0) }), y: .value("network", names))
    }
    let texts = ChartGrid([panel, panel], columns: 2).textBoxes(width: 350).texts
    #expect(texts.count { $0.text.hasPrefix("network") && $0.text != "network" } == 16)
  }

  @Test(arguments: [680.0, 350])
  func `names at the ends of lines keep off the axis's last number`(width: Double) {
    let chart = Chart {
      for name in ["falls at once", "falls later"] {
        LineMark(x: .value("step", [0, 300]), y: .value("loss", [1.0, 0]), series: .value("unit", name))
      }
    }
    let texts = chart.textBoxes(width: width).texts
    let number = texts.first { $0.text == "300" }?.box.y ?? 0
    let names = texts.filter { $0.text.hasPrefix("falls") }.map(\.box.maxY)
    #expect(names.count == 2 && names.allSatisfy { $0 < number }, "\(names) \(number)")
  }

  @Test(arguments: [("", 6), ("3 as 9", 4)])
  func `pictures without axes stay side by side in a narrow grid`(title: String, columns: Int) {
    let picture = Chart {
      HeatMap(x: .value("x", [1, 2]), y: .value("y", [1, 2]), label: "ink", values: [[0, 1], [1, 0]])
    }
    .chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden).chartPlotAspectRatio(1)
    let pictures = (0..<columns).map { _ in title.isEmpty ? picture : picture.chartTitle(title) }
    let one = ChartGrid([pictures[0]], columns: 1).textBoxes(
      width: (350 - 14.0 * Double(columns - 1)) / Double(columns))
    #expect(ChartGrid(pictures, columns: columns).textBoxes(width: 350).frame.height < one.frame.height + 1)
  }

  @Test func `a note without a free place is drawn within the frame all the same`() {
    let names = (0..<40).map { "a long name of point \($0)" }
    let drawing = Chart {
      PointMark(x: .value("x", names.map { _ in 1.0 }), y: .value("y", names.map { _ in 1.0 })).annotations(
        names)
    }.textBoxes(width: 240)
    #expect(Set(drawing.texts.map(\.text)).isSuperset(of: names))
    #expect(drawing.texts.allSatisfy { drawing.frame.contains($0.box) })
  }

  @Test func `a note that is a number has a true minus sign`() {
    func notes(_ text: String) -> [String] {
      Chart { BarMark(x: .value("x", "a"), y: .value("y", 3)).annotation { text } }.textBoxes().texts.map(
        \.text)
    }
    #expect(notes("-0.18").contains("−0.18") && notes("-x-").contains("-x-"))
  }

  @Test func `a square plot takes no more width than it needs`() {
    let chart = Chart { PointMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1])) }
    let frame = chart.chartPlotAspectRatio(1).textBoxes().frame
    #expect(frame.width < 520 && frame.height > 440)
  }

  @Test func `a grid has fewer columns where narrow panels would drop names`() {
    let names = (0..<9).map { "word\($0)" }
    let map = Chart {
      HeatMap(
        x: .value("from", names), y: .value("to", names), label: "weight",
        values: names.map { _ in names.map { _ in 0.5 } })
    }
    let grid = ChartGrid([map.chartTitle("left"), map.chartTitle("right")], columns: 2)
    func middle(_ title: String, _ width: Double) -> Double {
      grid.textBoxes(width: width).texts.first { $0.text == title }?.box.y ?? 0
    }
    for width in [350.0, 680] {
      let shown = grid.textBoxes(width: width).texts.map(\.text)
      #expect(names.allSatisfy { name in shown.filter { $0 == name }.count == 4 }, "at \(width)")
    }
    #expect(middle("left", 680) == middle("right", 680) && middle("left", 350) < middle("right", 350) - 100)
  }

  @Test func `a grid keeps its columns where only numbers are dropped that a reader can count on`() {
    let numbers = (0..<24).map { "\($0)" }
    let map = Chart {
      HeatMap(
        x: .value("from", numbers), y: .value("to", numbers), label: "weight",
        values: numbers.map { _ in numbers.map { _ in 0.5 } })
    }
    let grid = ChartGrid([map.chartTitle("left"), map.chartTitle("right")], columns: 2)
    let texts = grid.textBoxes(width: 680).texts
    let titles = ["left", "right"].compactMap { title in texts.first { $0.text == title }?.box.y }
    #expect(titles.count == 2 && titles.first == titles.last)
    #expect(texts.filter { $0.text == "1" }.isEmpty, "the panels are too small for all numbers")
  }
}
