import SVGCharts
import TestSupport
import Testing

/// What an axis has no place for is left out and reported, under the drawing and in its words.
@Suite struct OmissionTests {
  private static let notFinite = "1 value is not finite and left out."
  private static let notPositive =
    "1 value is not above 0, has no place on a logarithmic axis and is left out."
  private static let outside = "1 value lies outside the axes."

  private func bars(_ values: [Double]) -> Chart {
    Chart {
      for (name, value) in zip("abcdef", values) {
        BarMark(x: .value("c", String(name)), y: .value("v", value))
      }
    }
    .chartYScale(type: .log)
  }

  @Test func `bars on a logarithmic axis begin at its lower end`() {
    let chart = Measured(isFixed: false, bars([3, 30, 5000]))
    let boxes = chart.bars.map(\.box)
    #expect(boxes.count == 3)
    #expect(boxes.allSatisfy { near($0.bottom, boxes[0].bottom) && $0.bottom > $0.top + 2 })
    let heights = boxes.map { $0.bottom - $0.top }
    #expect(heights[0] < heights[1] && heights[1] < heights[2], "\(heights)")
    #expect(bars([3, 30, 5000]).alternative.hasSuffix("lowest 3 at a."))
  }

  @Test(arguments: [(0.0, notPositive), (-4, notPositive), (.nan, notFinite), (.infinity, notFinite)])
  func `a bar that has no place on a logarithmic axis is reported`(value: Double, note: String) {
    let chart = bars([value, 3, 5000])
    #expect(Measured(isFixed: false, chart).bars.count == 2)
    #expect(chart.alternative.hasSuffix(note))
    #expect(chart.textBoxes().texts.map(\.text).joined(separator: " ").hasSuffix(note))
  }

  @Test func `a cell without a number is empty, and told`() {
    let map = Chart {
      HeatMap(
        x: .value("x", [1, 2]), y: .value("y", [1, 2]), label: "v",
        values: [[1, Double.nan], [-Double.infinity, 2]])
    }
    #expect(map.alternative.hasSuffix("2 cells are empty: their numbers are not finite."))
  }

  @Test func `what an empty cell means is told in the author's words`() {
    let map = Chart {
      HeatMap(
        x: .value("x", [1, 2]), y: .value("y", [1]), label: "v", values: [[1, Double.nan]],
        empty: "no influence")
    }
    let note = "1 cell is empty: no influence."
    #expect(map.alternative.hasSuffix(note) && map.textBoxes().texts.last?.text == note)
  }

  @Test func `an area, a band, an error bar and a region reach down to the end of a logarithmic axis`() {
    func lowest(_ content: [Mark]) -> (Double, String) {
      var chart = Chart { LineMark(x: .value("x", [0.0, 1]), y: .value("y", [1.0, 100])) }
      chart.marks += content
      chart = chart.chartYScale(domain: 1...100, type: .log)
      let measured = Measured(isFixed: false, chart)
      let path = measured.elements.filter {
        $0.name == "path"
          && ($0.attributes["fill-opacity"] != nil || $0.attributes["stroke-width"] == "1.4"
            || $0.attributes.keys.sorted() == ["d", "fill"])
      }
      let line = measured.paths("stroke-linecap", "round").first { $0.attributes["stroke-width"] == "2" }
      return ((path.first?.box.bottom ?? 0) - (line?.box.bottom ?? 1), chart.alternative)
    }
    let xs = PlottableValue.value("x", [0.0, 1])
    let marks: [[Mark]] = [
      AreaMark(x: xs, y: .value("y", [20.0, 50])).marks,
      AreaMark(x: xs, yStart: .value("y", [-3.0, 0]), yEnd: .value("y", [20.0, 50])).marks,
      AreaMark(x: xs, yStart: .value("y", [20.0, 50]), yEnd: .value("y", [-3.0, 0])).marks,
      RuleMark(x: .value("x", 0.5), yStart: .value("y", -1.0), yEnd: .value("y", 9.0)).marks,
      RectangleMark(yStart: .value("y", 0.0), yEnd: .value("y", 9.0)).marks,
    ]
    for content in marks {
      let (gap, words) = lowest(content)
      #expect(near(gap, 0), "\(content)")
      #expect(!words.contains("left out") && !words.contains("outside"), "\(words)")
    }
  }

  @Test func `points and lines below zero on a logarithmic axis are reported`() {
    for mark in [
      PointMark(x: .value("x", [1.0, 2]), y: .value("y", [0.0, 5])).marks,
      LineMark(x: .value("x", [1.0, 2]), y: .value("y", [-1.0, 5])).marks,
    ] {
      var chart = Chart { PointMark(x: .value("x", [3.0]), y: .value("y", [50.0])) }
      chart.marks += mark
      #expect(chart.chartYScale(type: .log).alternative.hasSuffix(Self.notPositive))
    }
  }

  static let beyond: [Chart] = [
    Chart { PointMark(x: .value("x", [1.0, 20]), y: .value("y", [1.0, 2])) },
    Chart { LineMark(x: .value("x", [1.0, 2]), y: .value("y", [1.0, -2])) },
    Chart { BarMark(x: .value("x", [1.0, 2]), y: .value("y", [1.0, 12])) },
    Chart { BarMark(x: .value("x", [0.0..<1.0, 11.0..<12.0]), y: .value("y", [1.0, 2])) },
    Chart {
      AreaMark(x: .value("x", [1.0, 2]), yStart: .value("y", [1.0, 1]), yEnd: .value("y", [3.0, 30]))
    },
    Chart { RuleMark(y: .value("y", 11.0)) },
    Chart { RectangleMark(xStart: .value("x", 12.0), xEnd: .value("x", 15.0)) },
    Chart { ArrowMark(x: .value("x", -3.0), y: .value("y", 3.0), dx: 1, dy: 1) },
  ]

  @Test(arguments: beyond.indices) func `what lies beyond a fixed domain is reported`(index: Int) {
    let chart = Self.beyond[index].chartXScale(domain: 0...10).chartYScale(domain: 0...10)
    #expect(chart.alternative.hasSuffix(Self.outside), "\(chart.alternative)")
    #expect(chart.textBoxes().texts.last?.text == Self.outside)
  }

  @Test func `what a domain only cuts is shown, and nothing is reported`() {
    let chart = Chart {
      RectangleMark(xStart: .value("x", -5.0), xEnd: .value("x", 3.0))
      AreaMark(x: .value("x", [0.0, 10]), y: .value("y", [5.0, 6]))
      BarMark(x: .value("x", [2.0..<3.0]), y: .value("y", [4.0]))
    }
    .chartXScale(domain: 0...10).chartYScale(domain: 1...10)
    #expect(!chart.alternative.contains("outside"), "\(chart.alternative)")
  }

  @Test func `a name that is not on the axis, and a cell without a number, are reported`() {
    let named = Chart { BarMark(x: .value("x", ["a", "b"]), y: .value("y", [1.0, 2])) }.chartXScale(domain: [
      "a", "c",
    ])
    #expect(named.alternative.hasSuffix(Self.outside))
    let cells = Chart {
      HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), values: [[1.0, .nan]])
    }
    #expect(cells.alternative.hasSuffix("1 cell is empty: its number is not finite."))
    let field = Chart {
      FieldMark(FieldGrid(x: 0...1, y: 0...1, resolution: 3), label: "loss") { x, y in x + y == 0 ? .nan : x }
    }
    #expect(field.alternative.hasSuffix(Self.notFinite))
  }

  @Test func `a lone datum between gaps shows as a dot`() {
    let chart = Measured(
      isFixed: false,
      Chart { LineMark(x: .value("x", [1.0, 2, 3, 4]), y: .value("y", [1.0, .nan, .infinity, 2])) })
    let dots = chart.elements.first { $0.attributes["stroke-width"] == "5" }
    #expect(dots?.runs.count == 2 && dots?.attributes["stroke-linecap"] == "round")
    #expect(chart.paths("stroke-width", "2").isEmpty)
  }

  @Test func `a note stays within the drawing, at any width and of any chart`() {
    for width in [160.0, 350, 680] {
      let chart = bars([0, -1, .nan, 3, 4, 5]).chartTitle("Bars")
      #expect(misplaced(chart.textBoxes(width: width)) == [])
      #expect(misplaced(chart.chartPlotAspectRatio(1).textBoxes(width: width)) == [])
    }
    let grid = ChartGrid([bars([0, 1]), bars([2, 3])])
    #expect(misplaced(grid.textBoxes(width: 680)) == [])
  }
}
