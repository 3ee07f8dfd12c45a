import Displays
import Notebooks

extension PageRenderer {
  mutating func display(_ display: Display, in context: inout CellContext) -> String {
    switch display {
    case .text(let text): textPanel(text, label: "Value", name: "shown")
    case .tensor(let tensor): self.tensor(tensor, in: &context)
    case .table(let table): displayTable(table, in: &context)
    case .figure(let figure): self.figure(figure, in: &context)
    case .claim(let claim): self.claim(claim)
    case .frames(let frames): self.frames(frames, in: &context)
    case .steps(let steps): self.steps(steps, in: &context)
    case .sweep(let name, let variants): sweep(name, variants, in: &context)
    case .row(let displays): row(displays, in: &context)
    case .demo(let demo): self.demo(demo, in: &context)
    }
  }

  private mutating func tensor(_ tensor: TensorDisplay, in context: inout CellContext) -> String {
    let shape = tensor.shape.isEmpty ? "scalar" : tensor.shape.map(String.init).joined(separator: " × ")
    let chip = "<span class=\"shape\" title=\"shape\">\(shape)</span>"
    guard let figure = tensor.figure else {
      let numbers = textPanel(tensor.text, label: "Tensor of shape \(shape)", name: "shown")
      return "<div class=\"output tensor\">\(chip)\(numbers)</div>"
    }
    let alternative = context.takeFigureAlternative() ?? "Tensor of shape \(shape): \(figure.alternative)"
    return plate("plate tensor", in: &context) { page in
      let words = HTML.element("span", ["class": "likeness"], content: HTML.escape(tensor.text))
      return "<p class=\"tensor-head\">\(chip) \(words)</p>\n"
        + page.drawing(figure, alternative: alternative) + "\n" + page.data(figure.data)
    }
  }

  private mutating func figure(_ figure: Figure, in context: inout CellContext) -> String {
    let alternative = context.takeFigureAlternative() ?? figure.alternative
    return plate(in: &context) { page in
      page.drawing(figure, alternative: alternative) + "\n" + page.data(figure.data)
    }
  }

  /// Displays beside each other, as one figure.
  private mutating func row(_ displays: [Display], in context: inout CellContext) -> String {
    let alternative = context.takeFigureAlternative()
    var inner = context.inner
    return plate(in: &context) { page in
      page.parts([.row(displays)], alternative: alternative, hasData: true, in: &inner)
    }
  }

  /// The `<figure>` around what `content` writes, with the cell's label and caption where they are still free.
  mutating func plate(
    _ name: String = "plate", in context: inout CellContext, _ content: (inout PageRenderer) -> String
  ) -> String {
    let (id, number) = context.takeLabel("fig-")
    let caption = caption(words["Figure"], number: number, context.takeFigureCaption().map { inlines($0) })
    return HTML.element("figure", ["class": name, "id": id], content: "\n\(caption)\(content(&self))")
  }

  /// The drawing with its text alternative; its ids get a prefix that no other drawing on the page has.
  mutating func drawing(_ figure: Figure, alternative: String) -> String {
    figures += 1
    guard !figure.svg.isEmpty else { return "<p class=\"not-run\">The drawing cannot be shown</p>" }
    let svg = SVGIdentifiers.prefixed(figure.svg, with: "figure:\(figures):")
    return HTML.element(
      "div", ["class": "drawing", "role": "img", "aria-label": alternative.isEmpty ? "Figure" : alternative],
      content: svg)
  }

  /// The numbers behind the drawing; of a long table the beginning is shown and all can be downloaded.
  func data(_ table: Table?) -> String {
    guard var table else { return "" }
    let limit = 100
    var rest = table.caption.map { "<p>\(HTML.escape($0))</p>\n" } ?? ""
    if table.rows.count > limit {
      rest += """
        <p>The first \(limit) of \(table.rows.count) rows.</p>
        <pre class="csv" hidden>\(HTML.escape(CommaSeparatedValues.text(of: table)))</pre>

        """
      table.rows.removeLast(table.rows.count - limit)
    }
    return """
      <details class="data"><summary>\(words["Show data"])</summary>
      \(ruledTable(table, label: "The figure's data"))
      \(rest)</details>

      """
  }

  /// "Figure 3" and what the author says of it.
  func caption(_ kind: String, number: Int?, _ text: String?) -> String {
    let label = number.map { HTML.element("span", ["class": "label"], content: "\(kind) \($0)") }
    let content = [label, text].compactMap(\.self).joined(separator: " ")
    return content.isEmpty ? "" : HTML.element("figcaption", content: content) + "\n"
  }
}
