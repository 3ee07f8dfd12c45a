import Displays
import Markup
import Notebooks

/// A notebook with one of everything that a page can contain, and the result of running it.
enum SampleNotebook {
  static let file = "01-sample.md"

  static func cell(
    _ code: String, line: Int, heading: String? = nil, number: Int? = nil,
    _ set: (inout CellOptions) -> Void = { _ in }
  ) -> Cell {
    var options = CellOptions()
    set(&options)
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      index, text in
      Cell.Line(text: String(text), location: SourceLocation(line: line + 1 + index, column: 1))
    }
    var cell = Cell(
      lines: lines, options: options, location: SourceLocation(line: line, column: 1), heading: heading)
    cell.number = number
    return cell
  }

  static func succeeded(_ outputs: Output...) -> CellResult {
    var result = CellResult()
    result.status = .succeeded
    result.outputs = outputs
    return result
  }

  static func failed(_ failure: Failure, _ outputs: Output...) -> CellResult {
    var result = CellResult()
    result.status = .failed(failure)
    result.outputs = outputs
    return result
  }

  /// A falling curve, drawn by hand; all drawings like it have the same id `plot`.
  static func curve(until end: Int = 40, title: String = "training step") -> Figure {
    let losses = (0...40).map { 2.2 / (1 + Double($0) * 0.22) + ($0.isMultiple(of: 2) ? 0.03 : 0) }
    let points = losses.prefix(end + 1).enumerated().map { index, loss in
      "\(60 + index * 14),\((280 - loss * 110).rounded())"
    }
    let ticks = [0, 1, 2].map { tick in
      "<text x=\"46\" y=\"\(284 - tick * 110)\" text-anchor=\"end\">\(tick)</text>"
        + "<path d=\"M60 \(280 - tick * 110)H620\" stroke=\"var(--rule)\"/>"
    }
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" width="640" height="330" \
      font-family="sans-serif" font-size="13" fill="var(--muted)"><clipPath id="plot"><rect x="60" y="20" \
      width="560" height="262"/></clipPath>\(ticks.joined())<polyline clip-path="url(#plot)" fill="none" \
      stroke="var(--accent)" stroke-width="2" points="\(points.joined(separator: " "))"/>\
      <text x="340" y="315" text-anchor="middle">\(title)</text><text x="60" y="14">loss</text></svg>
      """
    let rows = losses.prefix(end + 1).enumerated().map {
      ["\($0.offset)", "\(($0.element * 1000).rounded() / 1000)"]
    }
    return Figure(
      svg: svg, alternative: "Line chart of loss over training step: falls from 2.23 to 0.25.",
      data: Table(
        columns: [.init("step", alignment: .trailing), .init("loss", alignment: .trailing)], rows: rows))
  }

  static let softmax = formula(
    """
    <mrow><mi>σ</mi><msub><mrow><mo>(</mo><mi>z</mi><mo>)</mo></mrow><mi>i</mi></msub>\
    <mo>=</mo><mfrac><msup><mi>e</mi><msub><mi>z</mi><mi>i</mi></msub></msup><mrow><munderover><mo>∑</mo>\
    <mrow><mi>j</mi><mo>=</mo><mn>1</mn></mrow><mi>K</mi></munderover><msup><mi>e</mi><msub><mi>z</mi>\
    <mi>j</mi></msub></msup></mrow></mfrac></mrow>
    """, isDisplayed: true, tex: #"\sigma(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}"#)

  static let vector = formula(
    "<mrow><mi>z</mi><mo>∈</mo><msup><mi>ℝ</mi><mi>K</mi></msup></mrow>",
    tex: #"z \in \R^K"#)

  static let long = formula(
    "<mrow>"
      + (1...18).map {
        "<msub><mi>w</mi><mn>\($0)</mn></msub><msub><mi>x</mi><mn>\($0)</mn></msub><mo>+</mo>"
      }.joined()
      + "<mi>b</mi></mrow>", isDisplayed: true, tex: "w_1 x_1 + …")

  static func formula(_ content: String, isDisplayed: Bool = false, tex: String) -> MathML {
    MathML(
      element: Element("math", ["display": isDisplayed ? "block" : nil], [.raw(content)]), tex: tex)
  }
}
