import SVGCharts
import TestSupport
import Testing

@Suite struct ScaleTests {
  /// The texts of one chart, in the order they are drawn.
  private func texts(_ chart: Chart, width: Double = 680) -> [String] {
    chart.textBoxes(width: width).texts.map(\.text)
  }

  private func line(_ x: [Double], _ y: [Double]) -> Chart {
    Chart { LineMark(x: .value("x", x), y: .value("y", y)) }.chartXAxis(.hidden)
  }

  @Test func `ticks are round, and tenths are tenths`() {
    let found = texts(line([0, 1], [0, 0.7]).chartYScale(domain: 0...0.7))
    #expect(found.prefix(8) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"])
  }

  @Test(arguments: [1e-12, 1e-5, 0.003, 1, 12, 999, 1e5, 3e7, 4e13, 1e300])
  func `ticks of any magnitude are few, distinct and evenly spaced`(scale: Double) {
    let boxes = line([0, 1], [0, scale]).textBoxes().texts.filter { $0.text != "↑ y" }
    #expect((3...12).contains(boxes.count), "\(boxes.map(\.text))")
    #expect(Set(boxes.map(\.text)).count == boxes.count, "\(boxes.map(\.text))")
    let gaps = zip(boxes, boxes.dropFirst()).map { $0.box.y - $1.box.y }
    #expect(gaps.allSatisfy { abs($0 - gaps[0]) < 0.01 }, "\(gaps)")
  }

  @Test func `a logarithmic axis marks powers of ten`() {
    let found = texts(line([0, 1], [1e-3, 10]).chartYScale(domain: 1e-3...10, type: .log))
    #expect(found.prefix(5) == ["0.001", "0.01", "0.1", "1", "10"])
    let wide = texts(line([0, 1], [1e-9, 1e3]).chartYScale(domain: 1e-9...1e3, type: .log))
    #expect(wide.contains("10⁻⁶") && wide.contains("1"), "\(wide)")
  }

  @Test func `large numbers are shortened alike`() {
    #expect(texts(line([0, 1], [0, 3e7])).first { $0.hasSuffix("M") } != nil)
    #expect(NumberFormat.plain(12345) == "12,345")
    #expect(NumberFormat.plain(-0.25) == "−0.25")
    #expect(NumberFormat.plain(2.5e-7) == "2.5×10⁻⁷")
    #expect(
      NumberFormat.plain(999_999.6, significant: 3) == "1,000,000"
        || NumberFormat.plain(999_999.6, significant: 3) == "10⁶")
  }

  @Test func `a constant series lies inside its axis`() {
    let boxes = line([0, 1, 2], [4.2, 4.2, 4.2]).textBoxes()
    #expect(boxes.texts.count > 2)
    #expect(line([0, 1, 2], [4.2, 4.2, 4.2]).svg().contains("NaN") == false)
  }

  @Test func `a number on a bound belongs to the bin above it`() {
    let bins = NumberBins(data: [0, 0.5, 1, 1, 2], desiredCount: 2)
    #expect(bins.ranges == [0..<1, 1..<2, 2..<3])
    #expect(bins.counts == [2, 2, 1])
  }

  @Test func `a logarithmic axis keeps the ticks it is given`() {
    let chart = line([0, 1], [0.001, 1000]).chartYScale(domain: 0.001...1000, type: .log)
    #expect(texts(chart.chartYAxis(values: [0.001, 1, 1000])).prefix(3) == ["1000", "1", "0.001"])
  }

  @Test func `bins cover all numbers and count each once`() {
    var rng = TestGenerator(state: 3)
    for _ in 0..<50 {
      let scale = Double.random(in: 1e-6...1e6, using: &rng)
      let data = (0..<Int.random(in: 1...300, using: &rng)).map { _ in
        Double.random(in: -1...1, using: &rng) * scale
      }
      let bins = NumberBins(data: data + [.nan, .infinity])
      #expect(bins.counts.reduce(0, +) == data.count)
      #expect(bins.omitted == 2)
      for (range, count) in zip(bins.ranges, bins.counts) {
        #expect(data.filter(range.contains).count == count)
      }
    }
  }
}
