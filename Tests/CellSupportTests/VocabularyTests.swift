import CellSupport
import Testing

/// What chapters use to print numbers and to draw measurements and pictures.
struct VocabularyTests {
  @Test(arguments: [
    (0.12345, 3, "0.123"), (0.9996, 3, "1.000"), (-2, 1, "−2.0"), (-0.001, 1, "0.0"), (1234.5, 0, "1234"),
    (.infinity, 2, "∞"), (.nan, 2, "NaN"), (1e-300, 3, "0.000"), (2.5, -1, "2"),
  ])
  func `a number has the wanted digits after the point`(value: Double, digits: Int, text: String) {
    #expect(number(value, digits: digits) == text)
  }

  @Test func `a picture has a cell for each pixel, the first row at the top`() {
    let chart = Chart(image: [[[1, 2, 3], [4, 5, 6]]])
    #expect(chart.dataTable.rows.count == 6)
    #expect(chart.dataTable.rows[0] == ["1", "1", "1"] && chart.dataTable.rows[3] == ["1", "2", "4"])
    #expect(chart.svg().contains("</svg>"))
  }

  @Test func `a trial is a point in its interval`() {
    let trials = [Trial("small", scores: [1, 2, 3]), Trial("large", scores: [4, 6])]
    let mark = IntervalMark(of: trials, as: "accuracy", by: "network")
    let chart = Chart { mark }
    let rows = chart.dataTable.rows
    #expect(rows.contains { $0.contains("small") } && rows.contains { $0.contains("large") })
    let points = mark.marks.last
    #expect(points?.y?.label == "accuracy" && points?.x?.label == "network")
  }
}
