import Displays
import Markup
import Notebooks

/// What the cells of a run have shown, as the outputs of a Jupyter notebook.
///
/// Each output has a text besides its picture or table, for those who see or need nothing else.
package struct JupyterOutputs {
  let notebook: Notebook
  let result: RunResult
  let words: PageWords
  /// The number of drawings so far, which makes their ids unique.
  var drawings = 0

  package init(_ notebook: Notebook, _ result: RunResult) {
    (self.notebook, self.result) = (notebook, result)
    words = PageWords(language: notebook.metadata.language)
  }

  /// The outputs of each of the notebook's cells.
  package mutating func shown() -> [MarkdownToJupyter.Shown] {
    notebook.cells.indices.map { index in
      let cell = index < result.cells.count ? result.cells[index] : CellResult()
      return MarkdownToJupyter.Shown(outputs: outputs(of: notebook.cells[index], cell), hasRun: cell.hasRun)
    }
  }

  private mutating func outputs(of cell: Cell, _ result: CellResult) -> [JSONValue] {
    var outputs: [JSONValue] = []
    let isIncluded = cell.options.include ?? true
    if isIncluded && cell.options.warning ?? true, !result.warnings.isEmpty {
      outputs.append(Self.stream("stderr", notebook.placed(result.warnings).map { "\($0)\n" }.joined()))
    }
    if isIncluded && cell.options.output ?? true {
      var context = OutputContext(cell: cell)
      for output in result.outputs { outputs += self.outputs(of: output, in: &context) }
    }
    switch result.status {
    case .failed(let failure): outputs.append(error(failure))
    case .failedAsAllowed(let failure): if isIncluded { outputs.append(error(failure)) }
    case .notRun, .notEvaluated, .succeeded: break
    }
    return Self.joined(outputs)
  }

  private mutating func outputs(of output: Output, in context: inout OutputContext) -> [JSONValue] {
    switch output {
    case .standardOutput(let text): [Self.stream("stdout", text)]
    case .standardError(let text): [Self.stream("stderr", text)]
    case .display(let display): self.display(display, in: &context)
    }
  }

  // MARK: Kinds of outputs

  private static func stream(_ name: String, _ text: String) -> JSONValue {
    ["name": .text(name), "output_type": "stream", "text": .text(text)]
  }

  /// Consecutive printed text is one output.
  private static func joined(_ outputs: [JSONValue]) -> [JSONValue] {
    outputs.reduce(into: []) { joined, output in
      guard let text = output["text"]?.text, let name = output["name"]?.text, let before = joined.last,
        before["name"]?.text == name, let earlier = before["text"]?.text
      else { return joined.append(output) }
      joined[joined.count - 1] = stream(name, earlier + text)
    }
  }

  /// An output with a text, and perhaps with something better.
  static func display(_ text: String, _ others: [String: JSONValue] = [:]) -> JSONValue {
    let data = others.merging(["text/plain": .text(text)]) { $1 }
    return ["data": .object(data), "metadata": [:], "output_type": "display_data"]
  }

  /// An output with a picture, whose text alternative is the output's text and where Jupyter's tools look for one.
  static func picture(_ drawing: Element, _ alternative: String) -> JSONValue {
    let svg = StandaloneDrawing(drawing, alternative: alternative).markup
    return [
      "data": ["image/svg+xml": .text(svg), "text/plain": .text(alternative)],
      "metadata": ["image/svg+xml": ["alt": .text(alternative)]], "output_type": "display_data",
    ]
  }

  private func error(_ failure: Failure) -> JSONValue {
    let places = notebook.placed(failure.diagnostics).digest.map { "\($0)" }
    let isSaid = failure.diagnostics.contains { failure.message.hasSuffix($0.message) }
    let lines =
      (isSaid || failure.message.isEmpty ? [] : ["\(failure.kind.title): \(failure.message)"]) + places
    let message = failure.message.isEmpty ? failure.diagnostics.first?.message ?? "" : failure.message
    return [
      "ename": .text(failure.kind.title), "evalue": .text(message), "output_type": "error",
      "traceback": .list((lines.isEmpty ? [failure.kind.title] : lines).map { .text(HTML.visible($0)) }),
    ]
  }
}

extension CellResult {
  fileprivate var hasRun: Bool {
    switch status {
    case .notRun, .notEvaluated: false
    case .succeeded, .failedAsAllowed, .failed: true
    }
  }
}

/// The label and the captions of a cell belong to its first figure and its first table.
struct OutputContext {
  let cell: Cell
  private var hasFigure = false
  private var hasTable = false

  init(cell: Cell) { self.cell = cell }

  /// The caption of the next figure, and the author's text for it.
  mutating func takeFigure() -> (caption: [Inline]?, number: Int?, alternative: String?) {
    defer { hasFigure = true }
    if hasFigure { return (nil, nil, nil) }
    let isLabelled = cell.options.label?.hasPrefix("fig-") ?? false
    return (cell.options.figureCaption, isLabelled ? cell.number : nil, cell.options.figureAlternative)
  }

  mutating func takeTable() -> (caption: [Inline]?, number: Int?) {
    defer { hasTable = true }
    if hasTable { return (nil, nil) }
    let isLabelled = cell.options.label?.hasPrefix("tbl-") ?? false
    return (cell.options.tableCaption, isLabelled ? cell.number : nil)
  }
}
