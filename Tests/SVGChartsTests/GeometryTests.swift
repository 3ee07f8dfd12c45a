import SVGCharts
import Testing

/// Where each mark is drawn, measured against places that are known.
@Suite struct GeometryTests {
  private static let xs = [1.0, 4, 9]

  @Test func `a line goes through its data`() {
    let chart = Measured(Chart { LineMark(x: .value("x", Self.xs), y: .value("y", [2.0, 7, 3])) })
    let line = chart.paths("stroke-linecap", "round")[0]
    #expect(zip(line.spots, Self.xs).allSatisfy { near($0.x, chart.x($1)) })
    #expect(zip(line.spots, [2.0, 7, 3]).allSatisfy { near($0.y, chart.y($1)) } && line.spots.count == 3)
  }

  @Test func `a step line is level until the next datum, and one around each datum changes halfway`() {
    func line(_ method: InterpolationMethod) -> (Measured, Measured.Element) {
      let chart = Measured(
        Chart { LineMark(x: .value("x", Self.xs), y: .value("y", [2.0, 7, 3])).interpolationMethod(method) })
      return (chart, chart.paths("stroke-linecap", "round")[0])
    }
    let (end, steps) = line(.stepEnd)
    #expect(
      near(steps.spots[1].x, end.x(4)) && near(steps.spots[1].y, end.y(2)) && near(steps.spots[2].y, end.y(7))
    )
    let (center, halves) = line(.stepCenter)
    #expect(near(halves.spots[1].x, center.x(2.5)) && near(halves.spots[2].y, center.y(7)))
    let (smooth, curve) = line(.monotone)
    #expect(zip(curve.spots, [2.0, 7, 3]).allSatisfy { near($0.y, smooth.y($1)) })
  }

  @Test func `a band is as wide as its interval`() {
    let chart = Measured(
      Chart {
        AreaMark(
          x: .value("x", Self.xs), yStart: .value("y", [1.0, 5, 2]), yEnd: .value("y", [3.0, 9, 6]))
      })
    let band = chart.paths("fill-opacity", "0.18")[0]
    for (index, x) in Self.xs.enumerated() {
      let here = band.spots.filter { near($0.x, chart.x(x)) }.map(\.y)
      #expect(
        near(here.max() ?? 0, chart.y([1.0, 5, 2][index]))
          && near(here.min() ?? 0, chart.y([3.0, 9, 6][index])))
    }
  }

  @Test func `an area reaches from zero to its line, and the next lies on top of it`() {
    let chart = Measured(
      Chart {
        for (name, height) in [("a", 2.0), ("b", 3.0)] {
          AreaMark(x: .value("x", [0.0, 10]), y: .value("y", [height, height])).foregroundStyle(
            by: .value("k", name))
        }
      })
    let areas = chart.paths("fill-opacity", "0.75").map(\.box)
    #expect(near(areas[0].bottom, chart.y(0)) && near(areas[0].top, chart.y(2)))
    #expect(near(areas[1].bottom, chart.y(2)) && near(areas[1].top, chart.y(5)))
  }

  @Test func `points lie at their data, and at the middle of intervals`() {
    let chart = Measured(
      Chart {
        PointMark(x: .value("x", [3.0]), y: .value("y", [8.0]))
        PointMark(x: .value("x", [2.0..<6.0]), y: .value("y", [5.0])).symbolSize(9)
      })
    #expect(
      near(chart.circles[0].number("cx"), chart.x(3)) && near(chart.circles[0].number("cy"), chart.y(8)))
    #expect(
      near(chart.circles[1].number("cx"), chart.x(4)) && near(chart.circles[1].number("cy"), chart.y(5)))
    #expect(near(chart.circles[1].number("r"), 4.5) && near(chart.circles[0].number("r"), 3.5))
  }

  @Test func `a bar over a bin covers the bin, from zero to its count`() {
    let chart = Measured(
      Chart { BarMark(x: .value("x", [1.0..<4.0, 4.0..<9.0]), y: .value("n", [6.0, 2])) })
    let boxes = chart.bars.map(\.box)
    #expect(near(boxes[0].left, chart.x(1) + 0.5) && near(boxes[0].right, chart.x(4) - 0.5))
    #expect(near(boxes[1].left, chart.x(4) + 0.5) && near(boxes[1].right, chart.x(9) - 0.5))
    #expect(
      near(boxes[0].top, chart.y(6)) && near(boxes[0].bottom, chart.y(0)) && near(boxes[1].top, chart.y(2)))
  }

  @Test func `a bar at a number is centred on it, and one between two values begins at the first`() {
    let standing = Measured(Chart { BarMark(x: .value("x", [2.0, 4]), y: .value("y", [3.0, 9])) })
    let middle = standing.bars.map { ($0.box.left + $0.box.right) / 2 }
    #expect(near(middle[0], standing.x(2)) && near(middle[1], standing.x(4)))
    #expect(
      near(standing.bars[0].box.right - standing.bars[0].box.left, (standing.x(4) - standing.x(2)) * 0.86))
    let span = Measured(
      Chart { BarMark(xStart: .value("x", 2.0), xEnd: .value("x", 7.0), y: .value("y", 5.0)) })
    #expect(near(span.bars[0].box.left, span.x(2)) && near(span.bars[0].box.right, span.x(7)))
  }

  @Test func `bars are stacked, normalized to one, or placed side by side in their names' order`() {
    func bars(_ stacking: MarkStacking, isBeside: Bool = false) -> (Measured, [Measured.Element]) {
      let marks = [("a", 2.0), ("b", 6.0)].flatMap { name, value in
        let bar = BarMark(x: .value("x", [4.5..<5.5]), y: .value("y", [value]), stacking: stacking)
          .foregroundStyle(by: .value("k", name))
        return isBeside ? bar.position(by: .value("k", name)).marks : bar.marks
      }
      var chart = Chart { LineMark(x: .value("x", [Double]()), y: .value("y", [Double]())) }
      chart.marks = marks
      let measured = Measured(chart)
      return (measured, measured.bars)
    }
    let (chart, stacked) = bars(.standard)
    #expect(near(stacked[0].box.top, chart.y(2)) && near(stacked[1].box.bottom, chart.y(2)))
    #expect(near(stacked[1].box.top, chart.y(8)))
    let (shares, normalized) = bars(.normalized)
    #expect(near(normalized[0].box.top, shares.y(0.25)) && near(normalized[1].box.top, shares.y(1)))
    let (_, beside) = bars(.standard, isBeside: true)
    #expect(beside[0].box.right <= beside[1].box.left && near(beside[0].box.bottom, beside[1].box.bottom))
  }

  @Test func `rules cross the plot, or reach from one value to another`() {
    let chart = Measured(
      Chart {
        RuleMark(y: .value("y", 4.0))
        RuleMark(x: .value("x", 3.0)).lineStyle(.dashed)
        RuleMark(x: .value("x", 6.0), yStart: .value("y", 2.0), yEnd: .value("y", 5.0)).lineStyle(.dotted)
        RuleMark(y: .value("y", 9.0), xStart: .value("x", 1.0), xEnd: .value("x", 2.0)).lineStyle(.dashDotted)
      })
    let level = chart.paths("stroke-width", "1.4").map(\.box)
    #expect(
      near(level[0].left, chart.x(0)) && near(level[0].right, chart.x(10)) && near(level[0].top, chart.y(4)))
    #expect(
      near(level[1].left, chart.x(3)) && near(level[1].top, chart.y(10)) && near(level[1].bottom, chart.y(0)))
    #expect(
      near(level[2].left, chart.x(6)) && near(level[2].top, chart.y(5)) && near(level[2].bottom, chart.y(2)))
    #expect(
      near(level[3].left, chart.x(1)) && near(level[3].right, chart.x(2)) && near(level[3].top, chart.y(9)))
  }

  @Test func `an arrow's head is at its end`() {
    let chart = Measured(Chart { ArrowMark(x: .value("x", 2.0), y: .value("y", 3.0), dx: 5, dy: 4) })
    let shaft = chart.paths("stroke-width", "1.4")[0].spots
    #expect(near(shaft[0].x, chart.x(2)) && near(shaft[1].x, chart.x(7)) && near(shaft[1].y, chart.y(7)))
    let head = chart.elements.first { $0.attributes["fill"] == $0.attributes["fill"] && $0.spots.count == 3 }
    #expect(near(head?.spots[0].x ?? 0, chart.x(7)) && near(head?.spots[0].y ?? 0, chart.y(7)))
    #expect(head.map { $0.spots.dropFirst().allSatisfy { $0.x < chart.x(7) } } == true)
  }

  @Test func `an interval's line reaches from its lower to its upper end, its point is at the estimate`() {
    let chart = Measured(
      Chart {
        IntervalMark(
          x: .value("x", [5.0]), y: .value("y", [6.0]), lower: .value("y", [4.0]), upper: .value("y", [9.0]))
      })
    let line = chart.paths("stroke-width", "1.4")[0].box
    #expect(near(line.top, chart.y(9)) && near(line.bottom, chart.y(4)) && near(line.left, chart.x(5)))
    #expect(near(chart.circles[0].number("cy"), chart.y(6)) && near(chart.circles[0].number("r"), 4))
  }

  @Test func `a region covers its rectangle, and all of the plot where it has no ends`() {
    let chart = Measured(
      Chart {
        RectangleMark(
          xStart: .value("x", 2.0), xEnd: .value("x", 5.0), yStart: .value("y", 1.0), yEnd: .value("y", 4.0)
        ).foregroundStyle(.ink)
        RectangleMark(xStart: .value("x", 6.0), xEnd: .value("x", 8.0))
      })
    let boxes = chart.elements.filter { $0.name == "path" && $0.attributes.keys.sorted() == ["d", "fill"] }
      .map(\.box)
    #expect(near(boxes[0].left, chart.x(2)) && near(boxes[0].right, chart.x(5)))
    #expect(near(boxes[0].top, chart.y(4)) && near(boxes[0].bottom, chart.y(1)))
    #expect(near(boxes[1].top, chart.y(10)) && near(boxes[1].bottom, chart.y(0)))
  }

  @Test func `grid lines and ticks lie at what they say`() {
    let chart = Measured(
      Chart { PointMark(x: .value("x", [1.0]), y: .value("y", [1.0])) }.chartYAxis(values: [0, 4, 10]))
    let grid = chart.elements.first { $0.name == "path" && $0.runs.count > 2 }
    for value in [0.0, 4, 10] {
      #expect(grid?.runs.contains { near($0[0].y, chart.y(value)) && near($0[1].y, chart.y(value)) } == true)
      let label = chart.elements.first { $0.text == "\(Int(value))" && $0.attributes["text-anchor"] == "end" }
      #expect(near((label?.number("y") ?? 0) - 12 * 0.36, chart.y(value)))
    }
  }

  @Test func `equal ratios are equal distances on a logarithmic axis`() {
    let chart = Measured(
      isFixed: false,
      Chart { PointMark(x: .value("x", [0.0, 1, 2]), y: .value("y", [1.0, 10, 100])) }.chartYScale(type: .log)
    )
    let heights = chart.circles.map { $0.number("cy") }
    #expect(near(heights[0] - heights[1], heights[1] - heights[2]) && heights[0] > heights[1])
  }

  @Test func `a legend shows each name's own colour, and labels at lines are at their ends`() {
    let bars = Measured(
      isFixed: false,
      Chart {
        for (name, value) in [("a", 1.0), ("b", 2.0)] {
          BarMark(x: .value("x", name), y: .value("y", value)).foregroundStyle(by: .value("k", name))
        }
      })
    let patches = bars.elements.filter { $0.name == "rect" }.compactMap { $0.attributes["fill"] }
    let groups = bars.elements.filter { $0.name == "g" }.compactMap { $0.attributes["fill"] }
    #expect(patches == groups && patches.count == 2 && patches[0] != patches[1])
    let lines = Measured(
      Chart {
        for (name, value) in [("low", 2.0), ("high", 8.0)] {
          LineMark(x: .value("x", [0.0, 10]), y: .value("y", [5, value])).foregroundStyle(
            by: .value("k", name))
        }
      })
    #expect(near((lines.text("high")?.number("y") ?? 0) - 12.5 * 0.36, lines.y(8), 1))
    #expect(near((lines.text("low")?.number("y") ?? 0) - 12.5 * 0.36, lines.y(2), 1))
  }

  @Test func `a text is next to its datum, or in the middle of its cell`() {
    let chart = Measured(
      Chart {
        PointMark(x: .value("x", [5.0]), y: .value("y", [5.0])).annotation(position: .trailing) { "here" }
      })
    let label = chart.text("here")
    #expect(
      near(label?.number("x") ?? 0, chart.x(5) + 3.5 + 6) && near(label?.number("y") ?? 0, chart.y(5), 6))
    let cells = Measured(
      isFixed: false,
      Chart { HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), values: [[1.0, 2]], labels: true) })
    let boxes = cells.elements.filter {
      $0.name == "path" && $0.attributes.keys.sorted() == ["d", "stroke", "stroke-width"]
    }
    .map(\.box)
    #expect(boxes.count == 2)
    for (box, text) in zip(boxes, ["1", "2"]) {
      #expect(near(cells.text(text)?.number("x") ?? 0, (box.left + box.right) / 2))
    }
    #expect(near(boxes[0].right - boxes[0].left, boxes[1].right - boxes[1].left))
  }

  @Test func `neighbours of one colour are one line, with a dash for each cell`() throws {
    let columns = (0..<28).map { "\($0)" }
    let row = (0..<28).map { $0 < 20 ? 0.0 : 1.0 }
    let svg = Chart { HeatMap(x: .value("x", columns), y: .value("y", ["a", "b"]), values: [row, row]) }
      .svg(width: 680)
    let lines = svg.matches(
      of: /<path d="([^"]+)" stroke="var\(--chart-s[^"]+" stroke-width="[\d.]+" stroke-dasharray="([\d.]+) 1"/
    )
    try #require(lines.count == 2)
    let places = try lines.map { line in
      let starts = line.1.matches(of: /M([\d.]+) [\d.]+h([\d.]+)/).compactMap { match in
        Double(match.1).flatMap { start in Double(match.2).map { (start, $0) } }
      }
      try #require(starts.count == 2 && starts[0] == starts[1])
      return (start: starts[0].0, length: starts[0].1, dash: try #require(Double(line.2)))
    }
    let (first, second) = (places[0], places[1])
    #expect(near(first.length, 20 * first.dash + 19) && near(second.length, 8 * second.dash + 7))
    #expect(near(second.start, first.start + first.length + 1))
  }

  @Test func `a rule with one end goes straight to the plot's edge`() throws {
    func ends(_ rule: RuleMark) throws -> (
      chart: Measured, from: (x: Double, y: Double), to: (x: Double, y: Double)
    ) {
      let chart = Measured(Chart { rule })
      let spots = try #require(chart.paths("fill", "none").last).spots
      return (chart, try #require(spots.first), try #require(spots.last))
    }
    let up = try ends(RuleMark(x: .value("x", 4.0), yStart: .value("y", 3.0)))
    #expect(near(up.from.x, up.chart.x(4)) && near(up.to.x, up.chart.x(4)))
    #expect(near(up.from.y, up.chart.y(3)) && near(up.to.y, up.chart.y(10)))
    let left = try ends(RuleMark(y: .value("y", 6.0), xEnd: .value("x", 2.0)))
    #expect(near(left.from.x, left.chart.x(0)) && near(left.to.x, left.chart.x(2)))
    #expect(near(left.from.y, left.chart.y(6)) && near(left.to.y, left.chart.y(6)))
  }
}
