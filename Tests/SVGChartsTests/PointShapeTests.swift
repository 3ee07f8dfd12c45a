import SVGCharts
import Testing

/// Classes of points differ in shape as well as in colour.
@Suite struct PointShapeTests {
  /// A point for each name, its corners and its colour: a circle has none.
  private func shapes(_ chart: Chart) -> [Int] {
    let elements = Measured(isFixed: false, chart).elements
    let groups = elements.indices.filter { elements[$0].attributes["stroke-width"] == "0.8" }
    return groups.map { group in
      let shape = elements[group + 1]
      return shape.name == "circle" ? 0 : (shape.attributes["d"] ?? "").count { "LhvlM".contains($0) }
    }
  }

  private func points(_ classes: [String]) -> PointMark {
    PointMark(
      x: .value("x", classes.indices.map { Double($0) }), y: .value("y", classes.indices.map { Double($0) }))
  }

  @Test func `each class has a shape, the first a circle and the second a square`() {
    let names = ["even", "odd", "other", "last"]
    let chart = Chart { points(names).foregroundStyle(by: .value("class", names)) }
    #expect(shapes(chart) == [0, 4, 3, 4])
    let svg = chart.svg()
    #expect(svg.contains("h6.16v6.16h-6.16z"), "the square of a point 7 wide")
  }

  @Test func `a class keeps the shape of its colour in a chart without the others`() {
    let both = Chart { points(["even", "odd"]).foregroundStyle(by: .value("class", ["even", "odd"])) }
    let one = Chart { points(["odd"]).foregroundStyle(by: .value("class", ["odd"])) }
    #expect(Chart.sharing([both, one], axes: false).map(shapes) == [[0, 4], [4]])
    #expect(shapes(one) == [0])
    let chosen = Chart { points(["odd"]).foregroundStyle(by: .value("class", ["odd"])) }
      .chartForegroundStyleScale(domain: ["even", "odd"])
    #expect(shapes(chosen) == [4])
  }

  @Test func `an author's symbol stays, and so do circles that an axis names`() {
    let names = ["even", "odd"]
    let chosen = Chart { points(names).foregroundStyle(by: .value("class", names)).symbol(.circle) }
    #expect(shapes(chosen) == [0, 0])
    let named = Chart {
      PointMark(x: .value("class", names), y: .value("y", [1.0, 2])).foregroundStyle(
        by: .value("class", names))
    }
    #expect(shapes(named) == [0, 0])
  }

  @Test func `more classes than there are shapes are circles`() {
    let names = (0..<8).map { "class \($0)" }
    #expect(
      shapes(Chart { points(names).foregroundStyle(by: .value("class", names)) })
        == [Int](repeating: 0, count: 8))
  }

  @Test func `a class that is a crowd is drawn as strokes, and the other as circles`() {
    let classes = [String](repeating: "many", count: 500) + ["one"]
    let chart = Chart { points(classes).foregroundStyle(by: .value("class", classes)) }
    #expect(shapes(chart) == [0])
    #expect(Measured(isFixed: false, chart).paths("stroke-linecap", "round").count == 1)
  }
}
