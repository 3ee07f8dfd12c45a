import Foundation
import SVGCharts
import Testing

/// Small charts against the files in `Snapshots`.
///
/// A missing file is written and fails its test; look at what was written before committing it.
@Suite struct SnapshotTests {
  static let charts: [(name: String, chart: Chart)] = [
    (
      "lines",
      Chart {
        for (name, rate) in [("SGD", 0.1), ("Adam", 0.4)] {
          LineMark(
            x: .value("step", Array(0...8)),
            y: .value("loss", (0...8).map { 2.5 / (1 + rate * Double($0 * $0)) })
          )
          .foregroundStyle(by: .value("optimizer", name))
        }
        RuleMark(y: .value("target", 0.5)).lineStyle(.dashed).annotation { "target" }
      }
      .chartTitle("Adam arrives first")
    ),
    (
      "bars",
      Chart([("linear", 0.52), ("hidden 8", 0.84), ("hidden 64", 0.99)], id: \.0) { item in
        BarMark(x: .value("model", item.0), y: .value("accuracy", item.1)).annotation { "\(item.1)" }
      }
      .chartYScale(domain: 0...1)
    ),
    (
      "confusion",
      Chart {
        HeatMap(
          x: .value("predicted", ["cat", "dog"]), y: .value("actual", ["cat", "dog"]), label: "count",
          values: [[9, 1], [3, 7]], labels: true)
      }
    ),
    (
      "field",
      Chart {
        FieldMark(FieldGrid(x: -1...1, y: -1...1, resolution: 9), label: "loss") { x, y in x * x + y * y }
        PointMark(x: .value("w₁", [0.5]), y: .value("w₂", [0.5])).foregroundStyle(.ink)
      }
      .chartPlotAspectRatio(1)
    ),
    (
      "gap",
      Chart { LineMark(x: .value("x", [0, 1, 2, 3, 4]), y: .value("y", [0.1, 0.2, .nan, 0.3, 0.1])) }
    ),
    (
      "bands",
      Chart {
        AreaMark(
          x: .value("step", [0, 1, 2]), yStart: .value("loss", [1.0, 0.5, 0.2]),
          yEnd: .value("loss", [2.0, 1.5, 0.6])
        )
        LineMark(x: .value("step", [0, 1, 2]), y: .value("loss", [1.5, 1.0, 0.4])).interpolationMethod(
          .monotone)
        IntervalMark(
          x: .value("step", [1]), y: .value("loss", [0.8]), lower: .value("loss", [0.6]),
          upper: .value("loss", [1.1]))
      }
    ),
    (
      "histogram",
      Chart {
        BarMark(x: .value("weight", [0.0..<1.0, 1.0..<2.0, 2.0..<3.0]), y: .value("count", [3, 8, 1]))
        PointMark(x: .value("weight", [1.0..<2.0]), y: .value("count", [5])).symbol(.diamond)
      }
    ),
    (
      "stacked",
      Chart {
        for (name, values) in [("a", [1.0, -2]), ("b", [3.0, -1])] {
          BarMark(x: .value("x", ["p", "q"]), y: .value("y", values)).foregroundStyle(by: .value("k", name))
        }
      }
    ),
    (
      "arrows",
      Chart {
        ArrowMark(x: .value("x", [0.0, 1]), y: .value("y", [0.0, 1]), dx: [0.8, -0.5], dy: [0.2, 0.5])
        RectangleMark(
          xStart: .value("x", 0.2), xEnd: .value("x", 0.6), yStart: .value("y", 0.1), yEnd: .value("y", 0.9)
        )
        .opacity(0.2)
        RuleMark(x: .value("x", 0.9)).lineStyle(.dotted)
      }
    ),
    (
      "decades",
      Chart {
        for (name, value) in [("a", 0.0), ("b", 3), ("c", 5000)] {
          BarMark(x: .value("c", name), y: .value("v", value))
        }
      }
      .chartYScale(type: .log)
    ),
    ("empty", Chart { LineMark(x: .value("step", [Int]()), y: .value("loss", [Double]())) }),
  ]

  @Test(arguments: charts.map(\.name))
  func `a chart is drawn as it was when it was last looked at`(name: String) throws {
    let chart = try #require(Self.charts.first { $0.name == name }?.chart)
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Snapshots")
    let file = folder.appendingPathComponent("\(name).svg")
    let svg = chart.standaloneSVG(width: 420, id: name) + "\n"
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try svg.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name).svg was missing and has been written")
      return
    }
    #expect(svg == expected, "delete \(name).svg and run again to renew it")
  }
}
