import SVGCharts
import Testing

@Suite struct DescriptionTests {
  @Test func `a line chart's description has its ends and extremes`() {
    let chart = Chart {
      LineMark(x: .value("step", [0, 10, 20, 30]), y: .value("loss", [2.5, 0.2, 0.4, 0.3]))
    }
    #expect(
      chart.alternative
        == "Line chart of loss by step: goes from 2.5 at 0 to 0.3 at 30. Lowest 0.2 at 10, highest 2.5 at 0.")
  }

  @Test func `descriptions of bars, cells and points say what is greatest and where`() {
    let bars = Chart { BarMark(x: .value("model", ["a", "b"]), y: .value("accuracy", [0.5, 0.75])) }
    #expect(bars.alternative == "Bar chart of accuracy by model: 2 bars, highest 0.75 at b, lowest 0.5 at a.")
    let cells = Chart {
      HeatMap(
        x: .value("predicted", ["a", "b"]), y: .value("actual", ["a", "b"]), label: "count",
        values: [[9, 1], [3, 7]])
    }
    #expect(
      cells.alternative.hasPrefix("Heat map of count by actual and predicted: 4 cells, highest 9 at a, a;"))
    let points = Chart { PointMark(x: .value("x", [1, 2]), y: .value("y", [5, 3])) }
    #expect(points.alternative == "Scatter plot of y against x: 2 points, x from 1 to 2, y from 3 to 5.")
  }

  @Test func `an axis without a title is left out, unless neither has one`() {
    func words(_ x: String, _ y: String) -> String {
      Chart { PointMark(x: .value(x, ["a", "b"]), y: .value(y, [5, 3])) }.alternative
    }
    #expect(words("", "score").hasPrefix("Scatter plot of score: 2 points, y from 3 to 5."))
    #expect(words("network", "").hasPrefix("Scatter plot of network: 2 points"))
    #expect(words("", "").hasPrefix("Scatter plot of y against x: 2 points"))
    let level = Chart { BarMark(x: .value("score", [1, 2]), y: .value("", ["a", "b"])) }
    #expect(level.alternative.hasPrefix("Bar chart of score: 2 bars"))
  }

  @Test func `one of a kind is one`() {
    let point = Chart { PointMark(x: .value("x", [1]), y: .value("y", [5])) }
    #expect(point.alternative.hasPrefix("Scatter plot of y against x: 1 point,"))
    let cell = Chart {
      HeatMap(x: .value("x", ["a"]), y: .value("y", ["b"]), label: "count", values: [[9]])
    }
    #expect(cell.alternative.contains(": 1 cell, highest 9"))
  }

  @Test func `what is not finite is reported`() {
    let chart = Chart { LineMark(x: .value("x", [0, 1, 2]), y: .value("y", [1, .nan, .infinity])) }
    #expect(chart.alternative.hasSuffix("2 values are not finite and left out."))
  }

  @Test func `an author's words win, a title comes first`() {
    let chart = Chart { BarMark(x: .value("a", "b"), y: .value("c", 1)) }
    #expect(chart.accessibilityLabel("mine").alternative == "mine")
    #expect(chart.chartTitle("Why?").alternative.hasPrefix("Why? Bar chart"))
    #expect(chart.chartTitle("Because").alternative.hasPrefix("Because. Bar chart"))
  }

  @Test func `the table has a row a datum and a column a value`() {
    let chart = Chart {
      for (name, losses) in [("SGD", [2.5, 1]), ("Adam", [2, 0.125])] {
        LineMark(x: .value("step", [0, 1]), y: .value("loss", losses)).foregroundStyle(
          by: .value("optimizer", name))
      }
    }
    let table = chart.dataTable
    #expect(table.columns == ["optimizer", "step", "loss"])
    #expect(table.isNumeric == [false, true, true])
    #expect(
      table.rows == [["SGD", "0", "2.5"], ["SGD", "1", "1"], ["Adam", "0", "2"], ["Adam", "1", "0.125"]])
    #expect(table.note == nil)
  }

  @Test(arguments: [ChartSymbol.circle, .square])
  func `named points tell their names in the drawing and in the table`(symbol: ChartSymbol) {
    let chart = Chart {
      PointMark(x: .value("x", [1, 2]), y: .value("y", [5, 3])).symbol(symbol)
        .names(["king", "<queen>"], label: "word")
    }
    #expect(chart.dataTable.columns == ["word", "x", "y"])
    #expect(chart.dataTable.rows == [["king", "1", "5"], ["<queen>", "2", "3"]])
    let svg = chart.svg()
    #expect(svg.contains("<title>king</title>") && svg.contains("<title>&lt;queen&gt;</title>"))
    #expect(chart.textBoxes().texts.allSatisfy { $0.text != "king" })
  }

  @Test func `where texts would cover each other, points that tell their names go without`() {
    let words = (0..<30).map { "a long word \($0)" }
    let points = PointMark(
      x: .value("x", words.indices.map { 5 + Double($0) / 100 }), y: .value("y", words.map { _ in 5.0 }))
    func texts(_ content: some ChartContent) -> [TextBox] {
      Chart { content }.chartXScale(domain: 0...10).chartYScale(domain: 0...10).textBoxes(width: 350).texts
        .filter { $0.text.hasPrefix("a long") }
    }
    let (unnamed, named) = (
      texts(points.annotations(words)), texts(points.annotations(words).names(words, label: "word"))
    )
    #expect(unnamed.count == 30 && unnamed.contains { $0.isCrowded })
    #expect((1..<30).contains(named.count) && !named.contains { $0.isCrowded })
  }

  @Test func `a long table keeps its ends and says what is missing`() {
    let chart = Chart { LineMark(x: .value("x", Array(0..<5000)), y: .value("y", Array(0..<5000))) }
    let table = chart.dataTable
    #expect(table.rows.count == ChartTable.greatestCount)
    #expect(table.rows.first == ["0", "0"] && table.rows.last == ["4999", "4999"])
    #expect(table.note == "200 of 5000 rows, evenly spaced.")
  }

  @Test func `arrays of different lengths are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = Chart { LineMark(x: .value("x", [1, 2, 3]), y: .value("y", [1, 2])) }.svg()
    }
  }

  @Test func `a colour that is none is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = Chart { PointMark(x: .value("x", 1), y: .value("y", 1)).foregroundStyle(.hex("red\"/>")) }.svg()
    }
  }
}
