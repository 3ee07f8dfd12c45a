import Displays
import Notebooks

extension PageRenderer {
  mutating func display(_ display: Display, in context: inout CellContext) -> String {
    switch display {
    case .text(let text): textPanel(text, label: "Value", name: "shown")
    case .tensor(let tensor): self.tensor(tensor)
    case .table(let table): displayTable(table, in: &context)
    case .figure(let figure): self.figure(figure, in: &context)
    case .claim(let claim): self.claim(claim)
    case .frames(let frames): self.frames(frames, in: &context)
    }
  }

  private func tensor(_ tensor: TensorDisplay) -> String {
    let shape = tensor.shape.isEmpty ? "scalar" : tensor.shape.map(String.init).joined(separator: " × ")
    return """
      <div class="output tensor"><span class="shape" title="shape">\(shape)</span>\
      \(textPanel(tensor.text, label: "Tensor of shape \(shape)", name: "shown"))</div>
      """
  }

  private mutating func figure(_ figure: Figure, in context: inout CellContext) -> String {
    let alternative = context.takeFigureAlternative() ?? figure.alternative
    let (id, number) = context.takeLabel("fig-")
    let caption = caption("Figure", number: number, context.takeFigureCaption().map { inlines($0) })
    return HTML.element(
      "figure", ["class": "plate", "id": id],
      content: "\n\(caption)\(drawing(figure, alternative: alternative))\n\(data(figure.data))")
  }

  /// The drawing with its text alternative; its ids get a prefix that no other drawing on the page has.
  private mutating func drawing(_ figure: Figure, alternative: String) -> String {
    figures += 1
    let svg = SVGIdentifiers.prefixed(figure.svg, with: "figure:\(figures):")
    return HTML.element(
      "div", ["class": "drawing", "role": "img", "aria-label": alternative.isEmpty ? "Figure" : alternative],
      content: svg)
  }

  /// The numbers behind the drawing; of a long table the beginning is shown and all can be downloaded.
  private func data(_ table: Table?) -> String {
    guard var table else { return "" }
    let limit = 100
    var rest = ""
    if table.rows.count > limit {
      rest = """
        <p>The first \(limit) of \(table.rows.count) rows.</p>
        <pre class="csv" hidden>\(HTML.escape(CommaSeparatedValues.text(of: table)))</pre>

        """
      table.rows.removeLast(table.rows.count - limit)
    }
    return """
      <details class="data"><summary>Show data</summary>
      \(ruledTable(table, label: "The figure's data"))
      \(rest)</details>

      """
  }

  /// All frames are on the page; without the script, the last one shows.
  private mutating func frames(_ frames: [Frame], in context: inout CellContext) -> String {
    guard let last = frames.last else { return "" }
    let override = context.takeFigureAlternative()
    let (id, number) = context.takeLabel("fig-")
    let caption = caption("Figure", number: number, context.takeFigureCaption().map { inlines($0) })
    var stage = ""
    for (index, frame) in frames.enumerated() {
      let alternative = "\(frame.label): \(override ?? frame.figure.alternative)"
      stage +=
        HTML.element(
          "div",
          ["class": "frame", "data-label": frame.label, "hidden": index == frames.count - 1 ? nil : ""],
          content: drawing(frame.figure, alternative: alternative)) + "\n"
    }
    return HTML.element(
      "figure", ["class": "plate frames", "id": id],
      content: """

        \(caption)<div class="stage">
        \(stage)</div>
        <p class="moment">\(HTML.escape(last.label))</p>
        \(data(last.figure.data))
        """)
  }

  /// "Figure 3" and what the author says of it.
  func caption(_ kind: String, number: Int?, _ text: String?) -> String {
    let label = number.map { HTML.element("span", ["class": "label"], content: "\(kind) \($0)") }
    let content = [label, text].compactMap(\.self).joined(separator: " ")
    return content.isEmpty ? "" : HTML.element("figcaption", content: content) + "\n"
  }
}
