import Displays
import Execution
import Foundation
import Markup
import Notebooks
import Testing

/// Drawings on their way from a cell to the page.
@Suite struct DrawingTests {
  private func figures(_ display: Display?) -> [String] {
    switch display {
    case .figure(let figure): [figure.element?.markup ?? ""]
    case .frames(let frames), .steps(let frames), .sweep(_, let frames):
      frames.flatMap { $0.content.flatMap { figures($0) } }
    case .row(let displays): displays.flatMap { figures($0) }
    default: []
    }
  }

  private func fills(_ svg: String) -> [Substring] {
    // The first of the two layouts.
    svg.components(separatedBy: "class=\"chart-narrow\"")[0].matches(of: /<g fill="([^"]*)"/).map(\.1)
  }

  @Test func `what could run or lead away is left out with a warning, malformed SVG fails its cell`() throws {
    let result = try run(
      notebook(
        "show(Figure(svg: \"<svg onload='x()'><script>1</script><rect width='1'/></svg>\", alternative: \"a\"))",
        "show(Figure(svg: \"<meta http-equiv=refresh>\", alternative: \"a\"))\nprint(\"goes on\")",
        "frames(over: [(\"a\", Figure(svg: \"<svg><p/></svg>\", alternative: \"a\"))])"))
    #expect(figures(result.cells[0].shown.first) == ["<svg><rect width=\"1\"/></svg>"])
    #expect(
      result.cells[0].warnings.map(\.message) == [
        "a figure's SVG is shown without onload, <script>: a drawing on a page may not load, run, link to or cover "
          + "anything"
      ])
    #expect(result.cells[0].hasSucceeded && result.cells[0].warnings[0].location.line == 4)
    #expect(result.cells[1].failure?.kind == .malformedDrawing)
    #expect(result.cells[1].failure?.message.hasPrefix("a figure's SVG cannot be shown: ") == true)
    #expect(result.cells[1].printed == "goes on\n" && figures(result.cells[1].shown.first) == [""])
    #expect(figures(result.cells[2].shown.first) == ["<svg/>"] && result.hasFailed)
  }

  @Test func `frames share colours and axes, steps and sweeps share colours`() throws {
    let charts = """
      func points(_ names: [String], _ values: [Double]) -> Chart {
        Chart { PointMark(x: .value("x", [1.0, 2, 3]), y: .value("y", values)).foregroundStyle(by: .value("k", names)) }
      }
      let pair = [("a", points(["cat", "dog", "hen"], [1, 2, 3])), ("b", points(["dog", "cat", "hen"], [3, 30, 1]))]
      """
    let result = try run(
      notebook(
        charts, "frames(over: pair)", "sweep(\"s\", pair)", "steps(pair)",
        "frames(over: pair.map { ($0.0, beside($0.1, Table(columns: [\"a\"], rows: []))) })",
        "frames(over: pair.map { ($0.0, [$0.1]) })"))
    for cell in result.cells.dropFirst() {
      let found = figures(cell.shown.first).map { fills($0) }
      #expect(found.count == 2 && found.allSatisfy { $0.count == 3 })
      #expect(found.first?[0] == found.last?[1] && found.first?[1] == found.last?[0], "\(found)")
    }
    for index in [1, 4, 5] {
      #expect(figures(result.cells[index].shown.first).allSatisfy { $0.contains(">30<") })
    }
    #expect(!figures(result.cells[2].shown.first)[0].contains(">30<"))
  }
}
