import Displays
import Markup
import Notebooks

extension PageRenderer {
  /// A cell: its code, what it printed and showed, and how it ended.
  mutating func cell(_ index: Int) -> [Node] {
    let cell = notebook.cells[index]
    let result = index < result.cells.count ? result.cells[index] : CellResult()
    if let exercise = exerciseCell(index, result) { return [exercise] }
    let isIncluded = cell.options.include ?? true
    var context = CellContext(cell: cell)
    var parts = mistakes(in: cell).map { mistake($0) }
    if isIncluded && cell.options.echo ?? true { parts.append(code(ofCell: index, result)) }
    if isIncluded && cell.options.warning ?? true { parts += result.warnings.map { warning($0) } }
    if isIncluded && cell.options.output ?? true {
      parts += outputs(result.outputs, in: &context)
    } else {
      parts += unseenClaims(in: result.outputs)
    }
    parts += ending(of: result, cell)
    // If the figure or table is missing, references lead to the cell.
    let id = context.label
    guard !parts.isEmpty || id != nil else { return [] }
    return [.block("div", ["class": "cell", "id": id, "data-item": mark(.cell(index))], parts.map { [$0] })]
  }

  /// The mistakes in a cell's options, shown where the options were: above the code.
  func mistakes(in cell: Cell) -> [Diagnostic] {
    guard let code = cell.lines.first?.location.line else { return [] }
    return notebook.diagnostics.filter {
      $0.severity == .error && $0.location.line > cell.location.line && $0.location.line < code
    }
  }

  func code(ofCell index: Int, _ result: CellResult) -> Node {
    let cell = notebook.cells[index]
    let code = cell.code
    var lines = made(of: Array(code.utf8), "code", index) { SwiftHighlighter.lines(of: code) }
    for number in failedLines(of: result) {
      guard let index = cell.lines.firstIndex(where: { $0.location.line == number }), index < lines.count
      else {
        continue
      }
      lines[index] = [.element("mark", lines[index])]
    }
    let values = valueList(lineValues(of: result, cell), of: cell)
    let panel = codePanel(lines, of: cell.code, language: "Swift", values: values)
    let fold = cell.options.codeFold ?? .never
    guard fold != .never else { return panel }
    let summary = Node.element("summary", .text(cell.options.codeSummary ?? words["Code"]))
    return .element(
      "details", ["class": "fold", "open": fold == .open ? "" : nil], [summary, "\n", panel, "\n"])
  }

  private func failedLines(of result: CellResult) -> Set<Int> {
    switch result.status {
    case .failed(let failure), .failedAsAllowed(let failure):
      Set(
        failure.diagnostics.filter { $0.severity == .error && $0.file == notebook.file }.map(\.location.line))
    case .notRun, .notEvaluated, .succeeded: []
    }
  }

  mutating func ending(of result: CellResult, _ cell: Cell) -> [Node] {
    let isIncluded = cell.options.include ?? true
    return switch result.status {
    case .succeeded: []
    case .failed(let failure): [self.failure(failure)]
    case .failedAsAllowed(let failure): isIncluded ? [self.failure(failure, isAllowed: true)] : []
    case .notRun: isIncluded ? absence(of: cell, words["Not run"]) : []
    case .notEvaluated: isIncluded ? absence(of: cell, words["Shown only, not evaluated"]) : []
    }
  }

  /// A line below the code that says it has not run or, if no code is shown, which figure or table is
  /// missing.
  private func absence(of cell: Cell, _ text: String) -> [Node] {
    let kind = cell.options.label?.hasPrefix("tbl-") ?? false ? words["Table"] : words["Figure"]
    let missing = cell.number.map { "\(kind) \($0): " }
    guard cell.options.echo ?? true || missing != nil else { return [] }
    return [.element("p", ["class": "not-run"], ["\(missing ?? "")\(text)"])]
  }

  /// The outputs in order; consecutive printed text is one block.
  mutating func outputs(_ outputs: [Output], in context: inout CellContext) -> [Node] {
    var parts: [Node] = []
    var style = TerminalText.Style()
    var errorStyle = TerminalText.Style()
    for output in Self.joined(outputs) {
      switch output {
      case .standardOutput(let text):
        parts += printed(text, in: &style, label: words["Output"], name: "printed")
      case .standardError(let text):
        parts += printed(text, in: &errorStyle, label: words["Error output"], name: "printed to-error")
      case .display(let display): parts.append(self.display(display, in: &context))
      }
    }
    return parts
  }

  private static func joined(_ outputs: [Output]) -> [Output] {
    outputs.reduce(into: []) { joined, output in
      switch (joined.last, output) {
      case (.standardOutput(let before), .standardOutput(let text)):
        joined[joined.count - 1] = .standardOutput(before + text)
      case (.standardError(let before), .standardError(let text)):
        joined[joined.count - 1] = .standardError(before + text)
      default: joined.append(output)
      }
    }
  }

  /// Claims that the page does not show are still in the ledger.
  private mutating func unseenClaims(in outputs: [Output]) -> [Node] {
    outputs.compactMap { output -> Node? in
      guard case .display(.claim(let claim)) = output else { return nil }
      return .element("span", ["id": record(claim).id])
    }
  }
}

/// State shared by a cell's outputs: the label and captions belong to the first figure and the first table.
struct CellContext {
  let cell: Cell
  private(set) var label: String?
  private var hasFigure = false
  private var hasTable = false

  init(cell: Cell) {
    self.cell = cell
    label = cell.options.label
  }

  /// The context inside a figure that has taken the cell's label and captions.
  var inner: CellContext {
    var inner = self
    (inner.label, inner.hasFigure, inner.hasTable) = (nil, true, true)
    return inner
  }

  /// The id and number for the first figure or table; `nil` for later ones.
  mutating func takeLabel(_ prefix: String) -> (id: String?, number: Int?) {
    guard let taken = label, taken.hasPrefix(prefix) else { return (nil, nil) }
    label = nil
    return (taken, cell.number)
  }

  mutating func takeFigureCaption() -> [Inline]? {
    defer { hasFigure = true }
    return hasFigure ? nil : cell.options.figureCaption
  }

  mutating func takeFigureAlternative() -> String? { hasFigure ? nil : cell.options.figureAlternative }

  mutating func takeTableCaption() -> [Inline]? {
    defer { hasTable = true }
    return hasTable ? nil : cell.options.tableCaption
  }
}
