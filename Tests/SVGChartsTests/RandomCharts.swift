import SVGCharts
import TestSupport

/// Charts as unforeseen as a seed makes them.
enum RandomCharts {
  private static let words = [
    "SGD", "momentum", "a rather long name for an optimizer", "Adam", "x", "leaky ReLU", "W", "iiiiii",
    "0.001",
    "decoupled weight decay with a schedule", "m", "größer", "注意", "epoch",
  ]

  static func chart(seed: UInt64) -> Chart {
    var rng = TestGenerator(state: seed)
    let kind = Int.random(in: 0..<6, using: &rng)
    var chart: Chart
    switch kind {
    case 0: chart = lines(&rng)
    case 1: chart = points(&rng)
    case 2: chart = bars(&rng, isHorizontal: false)
    case 3: chart = bars(&rng, isHorizontal: true)
    case 4: chart = cells(&rng)
    default: chart = lines(&rng).chartYScale(type: .log)
    }
    if Bool.random(using: &rng) {
      chart = chart.chartTitle(sentence(&rng), subtitle: Bool.random(using: &rng) ? sentence(&rng) : nil)
    }
    if Bool.random(using: &rng) { chart = chart.chartXAxisLabel(sentence(&rng)) }
    if Bool.random(using: &rng) { chart = chart.chartLegend(.top) }
    return chart
  }

  private static func sentence(_ rng: inout TestGenerator) -> String {
    (0..<Int.random(in: 1...12, using: &rng)).map { _ in word(&rng) }.joined(separator: " ")
  }

  private static func word(_ rng: inout TestGenerator) -> String { words.randomElement(using: &rng) ?? "" }

  private static func scale(_ rng: inout TestGenerator) -> Double {
    [1e-9, 1e-3, 0.1, 1, 37, 1e4, 2.5e6, 1e12].randomElement(using: &rng) ?? 1
  }

  private static func lines(_ rng: inout TestGenerator) -> Chart {
    let (xScale, yScale) = (scale(&rng), scale(&rng))
    let shift = Bool.random(using: &rng) ? Double.random(in: -3...3, using: &rng) : 0
    var marks: [LineMark] = []
    var names: [String] = []
    for number in 0..<Int.random(in: 1...7, using: &rng) {
      let count = Int.random(in: 0...30, using: &rng)
      let x = (0..<count).map { Double($0) * xScale }
      let y = x.map { _ in (Double.random(in: -1...1, using: &rng) + shift) * yScale }
      marks.append(LineMark(x: .value(word(&rng), x), y: .value(word(&rng), y)))
      names.append("\(word(&rng)) \(number)")
    }
    let rule = Double.random(in: -1...1, using: &rng) * yScale
    return Chart {
      for (mark, name) in zip(marks, names) { mark.foregroundStyle(by: .value("series", name)) }
      RuleMark(y: .value("rule", rule)).annotation { "a rule" }
    }
  }

  private static func points(_ rng: inout TestGenerator) -> Chart {
    let (xScale, yScale) = (scale(&rng), scale(&rng))
    let count = Int.random(in: 1...60, using: &rng)
    let x = (0..<count).map { _ in Double.random(in: -1...1, using: &rng) * xScale }
    let y = (0..<count).map { _ in Double.random(in: -1...1, using: &rng) * yScale }
    let names = (0..<count).map { _ in word(&rng) }
    return Chart {
      PointMark(x: .value("x", x), y: .value("y", y)).foregroundStyle(by: .value("word", names)).annotations(
        names)
    }
  }

  private static func bars(_ rng: inout TestGenerator, isHorizontal: Bool) -> Chart {
    let yScale = scale(&rng)
    let items = (0..<Int.random(in: 1...25, using: &rng)).map { number in
      (name: "\(word(&rng)) \(number)", value: Double.random(in: -0.3...1, using: &rng) * yScale)
    }
    return Chart(items) { item in
      if isHorizontal {
        BarMark(x: .value("length", item.value), y: .value("name", item.name)).annotation {
          "\(Int(item.value))"
        }
      } else {
        BarMark(x: .value("name", item.name), y: .value("height", item.value)).annotation {
          "\(Int(item.value))"
        }
      }
    }
  }

  private static func cells(_ rng: inout TestGenerator) -> Chart {
    let columns = (0..<Int.random(in: 1...14, using: &rng)).map { _ in word(&rng) }
    let rows = (0..<Int.random(in: 1...14, using: &rng)).map { _ in word(&rng) }
    let values = rows.map { _ in columns.map { _ in Double.random(in: -1...1, using: &rng) } }
    let hasLabels = Bool.random(using: &rng)
    return Chart {
      HeatMap(
        x: .value("column", columns), y: .value("row", rows), label: "weight", values: values,
        labels: hasLabels)
    }
  }
}
