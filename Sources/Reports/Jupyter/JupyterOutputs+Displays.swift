import Displays
import Markup
import Notebooks

extension JupyterOutputs {
  /// The outputs of something that a cell has shown: its caption, then what it is.
  mutating func display(_ display: Display, in context: inout OutputContext) -> [JSONValue] {
    switch display {
    case .text(let text): return [Self.display(text)]
    case .claim(let claim): return [Self.display(Self.text(of: claim))]
    case .table(let table): return self.table(table, in: &context)
    case .tensor(let tensor):
      let text = "shape \(tensor.shape.map(String.init).joined(separator: " × "))\n\(tensor.text)"
      guard let figure = tensor.figure else { return [Self.display(text)] }
      let head = context.takeFigure()
      return caption("Figure", head.number, head.caption) + [drawing(figure, text)]
    default:
      let head = context.takeFigure()
      return caption("Figure", head.number, head.caption) + parts(display, head.alternative, in: &context)
    }
  }

  static func text(of claim: Claim) -> String {
    (claim.holds ? "✓ " : "✗ does not hold: ") + claim.statement + (claim.evidence.map { " (\($0))" } ?? "")
  }

  // MARK: Figures

  /// What a figure consists of, without its caption.
  private mutating func parts(
    _ display: Display, _ alternative: String?, in context: inout OutputContext
  ) -> [JSONValue] {
    switch display {
    case .figure(let figure): [drawing(figure, alternative ?? figure.alternative)]
    case .frames(let frames): moments(frames, alternative, in: &context)
    case .steps(let steps): panels(steps.map { ($0.label, $0) }, alternative, in: &context)
    case .sweep(let name, let variants):
      panels(variants.map { ("\(name): \($0.label)", $0) }, alternative, in: &context)
    case .row(let displays): inside(displays, alternative, in: &context)
    case .demo(let demo): self.demo(demo, alternative)
    case .playground(let playground):
      [drawing(playground.still, alternative ?? playground.still.alternative), Self.remark(.playground)]
    case .widget(let widget):
      widget.stills.map { drawing($0, alternative ?? $0.alternative) } + [Self.remark(.widget)]
    case .text, .claim, .table, .tensor: self.display(display, in: &context)
    }
  }

  private mutating func inside(
    _ displays: [Display], _ alternative: String?, in context: inout OutputContext
  ) -> [JSONValue] {
    var outputs: [JSONValue] = []
    for display in displays { outputs += parts(display, alternative, in: &context) }
    return outputs
  }

  private mutating func panels(
    _ panels: [(label: String, frame: Frame)], _ alternative: String?, in context: inout OutputContext
  ) -> [JSONValue] {
    var outputs: [JSONValue] = []
    for panel in panels {
      outputs.append(Self.display(panel.label, ["text/markdown": .text(panel.label)]))
      outputs += inside(panel.frame.content, alternative, in: &context)
    }
    return outputs
  }

  /// The first moment and the last one: Jupyter has no slider.
  private mutating func moments(
    _ frames: [Frame], _ alternative: String?, in context: inout OutputContext
  ) -> [JSONValue] {
    let ends = frames.count > 1 ? [frames[0], frames[frames.count - 1]] : frames
    let outputs = panels(ends.map { ($0.label, $0) }, alternative, in: &context)
    return outputs + (frames.count > 2 ? [Self.remark(.moments(frames.count))] : [])
  }

  /// What Lectern's page has in addition.
  enum Remark {
    case moments(Int), demo, playground, widget

    var sentence: String {
      switch self {
      case .moments(let count):
        "These are the first and the last of \(count) moments; Lectern's page has them all."
      case .demo: "On Lectern's page, the network runs: enter something of your own, and see what it answers."
      case .playground: "On Lectern's page, you can train this network yourself."
      case .widget: "On Lectern's page, you can change this picture."
      }
    }
  }

  static func remark(_ remark: Remark) -> JSONValue {
    display(remark.sentence, ["text/markdown": .text("*\(remark.sentence)*")])
  }

  mutating func drawing(_ figure: Figure, _ alternative: String) -> JSONValue {
    guard let element = figure.element else { return Self.display("The drawing cannot be shown.") }
    drawings += 1
    return Self.picture(
      element.withIDs(prefixed: "figure-\(drawings)-"), alternative.isEmpty ? "A figure" : alternative)
  }

  // MARK: Networks

  /// The first example, and what the networks make of it.
  private mutating func demo(_ demo: Demo, _ alternative: String?) -> [JSONValue] {
    let example = demo.examples[0]
    var outputs: [JSONValue] = []
    if case .drawing(let canvas) = demo.task {
      let words =
        alternative ?? "An example, \(example.label), in \(canvas.height) × \(canvas.width) grey values."
      outputs.append(Self.picture(Self.board(example, canvas), words))
    } else {
      outputs.append(Self.display("An example: \(example.label)"))
    }
    let shares = demo.networks.indices.map { PageRenderer.shares(of: demo, network: $0) }
    let order = demo.outputs.indices.sorted { (-shares[0][$0], $0) < (-shares[0][$1], $1) }.prefix(10)
    let names = demo.networks.count > 1 ? demo.networks.map(\.name) : ["probability"]
    let rows = order.map { index in
      [PageRenderer.visible(demo.outputs[index])] + shares.map { PageRenderer.percent($0[index]) }
    }
    let columns = [Table.Column("answer")] + names.map { Table.Column($0, alignment: .trailing) }
    let table = Table(columns: columns, rows: rows)
    return outputs + [Self.display(TableText.plain(table), ["text/html": .text(TableText.html(table))])]
      + [Self.remark(.demo)]
  }

  /// A drawing's grey values, black on white.
  private static func board(_ example: Demo.Example, _ canvas: Demo.Canvas) -> Element {
    let cells = example.pixels.enumerated().filter { $0.element > 0 }.map { index, ink in
      Node.element(
        "rect",
        [
          "x": "\(index % canvas.width)", "y": "\(index / canvas.width)", "width": "1", "height": "1",
          "fill-opacity": "\(ink)",
        ])
    }
    return Element(
      "svg",
      [
        "width": "\(12 * canvas.width)", "height": "\(12 * canvas.height)",
        "viewBox": "0 0 \(canvas.width) \(canvas.height)",
      ], cells)
  }

  // MARK: Tables and captions

  private func table(_ table: Table, in context: inout OutputContext) -> [JSONValue] {
    let head = context.takeTable()
    var outputs = caption("Table", head.number, head.caption)
    if head.caption == nil, let words = table.caption { outputs.append(Self.display(words)) }
    outputs.append(Self.display(TableText.plain(table), ["text/html": .text(TableText.html(table))]))
    return outputs
  }

  /// "Figure 3. What it shows", as Markdown and as text.
  private func caption(_ noun: String, _ number: Int?, _ words: [Inline]?) -> [JSONValue] {
    let name = number.map { "\(self.words[noun]) \($0)" }
    let text = words.map { notebook.plainText($0, in: result) }
    let markdown = words.map { CaptionText(notebook: notebook, result: result).markdown($0) }
    guard name != nil || text != nil else { return [] }
    let plain = [name.map { $0 + "." }, text].compactMap { $0 }.joined(separator: " ")
    let marked = [name.map { "**\($0).**" }, markdown].compactMap { $0 }.joined(separator: " ")
    return [Self.display(plain, ["text/markdown": .text(marked)])]
  }
}
