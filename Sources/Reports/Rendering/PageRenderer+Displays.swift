import Displays
import Markup
import Notebooks

extension PageRenderer {
  mutating func display(_ display: Display, in context: inout CellContext) -> Node {
    switch display {
    case .text(let text): textPanel(text, label: words["Value"], name: "shown")
    case .tensor(let tensor): self.tensor(tensor, in: &context)
    case .table(let table): displayTable(table, in: &context)
    case .figure(let figure): self.figure(figure, in: &context)
    case .claim(let claim): self.claim(claim)
    case .frames(let frames): self.frames(frames, in: &context)
    case .steps(let steps): self.steps(steps, in: &context)
    case .sweep(let name, let variants): sweep(name, variants, in: &context)
    case .row(let displays): row(displays, in: &context)
    case .demo(let demo): self.demo(demo, in: &context)
    case .playground(let playground): self.playground(playground, in: &context)
    case .widget(let widget): self.widget(widget, in: &context)
    }
  }

  private mutating func tensor(_ tensor: TensorDisplay, in context: inout CellContext) -> Node {
    let shape =
      tensor.shape.isEmpty ? words["scalar"] : tensor.shape.map(String.init).joined(separator: " × ")
    let chip = Node.element("span", ["class": "shape", "title": words["shape"]], [.text(shape)])
    let name = words["Tensor of shape #", shape]
    guard let figure = tensor.figure else {
      let numbers = textPanel(tensor.text, label: name, name: "shown")
      return .element("div", ["class": "output tensor"], [chip, numbers])
    }
    let alternative = context.takeFigureAlternative() ?? "\(name): \(figure.alternative)"
    return plate("plate tensor", in: &context) { page in
      let likeness = Node.element("span", ["class": "likeness"], .text(tensor.text))
      let head = Node.element("p", ["class": "tensor-head"], [chip, " ", likeness])
      return [head, "\n", page.drawing(figure, alternative: alternative), "\n"] + page.data(figure.data)
    }
  }

  private mutating func figure(_ figure: Figure, in context: inout CellContext) -> Node {
    let alternative = context.takeFigureAlternative() ?? figure.alternative
    return plate(in: &context) { page in
      [page.drawing(figure, alternative: alternative), "\n"] + page.data(figure.data)
    }
  }

  /// Displays side by side, as one figure.
  private mutating func row(_ displays: [Display], in context: inout CellContext) -> Node {
    let alternative = context.takeFigureAlternative()
    var inner = context.inner
    return plate(in: &context) { page in
      page.parts([.row(displays)], alternative: alternative, hasData: true, in: &inner)
    }
  }

  /// The `<figure>` around the result of `content`, with the cell's label and caption unless they are taken.
  mutating func plate(
    _ name: String = "plate", in context: inout CellContext, _ content: (inout PageRenderer) -> [Node]
  ) -> Node {
    let (id, number) = context.takeLabel("fig-")
    let caption = caption(words["Figure"], number: number, context.takeFigureCaption().map { inlines($0) })
    return .element("figure", ["class": name, "id": id], ["\n"] + caption + content(&self))
  }

  /// The drawing with its text alternative; its ids get a prefix that is unique on the page.
  mutating func drawing(_ figure: Figure, alternative: String) -> Node {
    figures += 1
    let number = figures
    let found = made(of: figure.drawing, "drawing", number) { () -> Drawn? in
      guard let element = figure.element else { return nil }
      let drawing = element.withIDs(prefixed: "figure:\(number):").withInheritedLooks
      return Drawn(element: element, shown: drawing.withoutRepeats(prefix: "part:\(number):"))
    }
    guard let drawn = found else {
      return .element("p", ["class": "not-run"], ["The drawing cannot be shown"])
    }
    demoAssets.add(drawn.element)
    return .element(
      "div", ["class": "drawing", "role": "img", "aria-label": alternative.isEmpty ? "Figure" : alternative],
      [.element(drawn.shown)])
  }

  /// A drawing, and what the page has of it.
  private struct Drawn: Sendable {
    let element: Element
    let shown: Element
  }

  /// The drawing's numbers. Only the beginning of a long table is shown, but all of it can be downloaded.
  mutating func data(_ table: Table?) -> [Node] {
    guard var table else { return [] }
    let limit = 100
    var parts: [Node] = table.caption.map { [.element("p", .text($0))] } ?? []
    if table.rows.count > limit {
      let values = CommaSeparatedValues.text(of: table)
      parts.append(.element("p", .text(words["The first # of # rows.", limit, table.rows.count])))
      parts.append(.element("pre", ["class": "csv", "hidden": ""], [.text(values)]))
      table.rows.removeLast(table.rows.count - limit)
    }
    parts.insert(ruledTable(table, label: words["The figure's data"]), at: 0)
    let summary = Node.element("summary", [.text(words["Show data"])])
    return [.element("details", ["class": "data"], [summary, "\n"] + parts.lines + ["\n"]), "\n"]
  }

  /// "Figure 3" and the author's caption, on a separate line.
  func caption(_ kind: String, number: Int?, _ text: [Node]?) -> [Node] {
    let label = number.map { Node.element("span", ["class": "label"], ["\(kind) \($0)"]) }
    let content = Array([label.map { [$0] }, text].compactMap(\.self).joined(separator: [" "]))
    return content.isEmpty ? [] : [.element("figcaption", content), "\n"]
  }
}
