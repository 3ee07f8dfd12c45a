import Displays
import Notebooks

/// Warns of cells with a label or caption for a figure or table that they don't show.
struct LabelCheck {
  let notebook: Notebook

  /// The warning for a cell that shows nothing that its label or captions could belong to.
  func warning(of index: Int, _ result: CellResult) -> Diagnostic? {
    let cell = notebook.cells[index]
    let options = cell.options
    let label = options.label ?? ""
    let isShown = options.include ?? true && options.output ?? true
    let shows = isShown ? result.outputs : []
    let problem: (String, String)?
    if label.hasPrefix("fig-") || options.figureCaption != nil || options.figureAlternative != nil,
      !shows.contains(where: { Self.isFigure($0) })
    {
      problem = (label.hasPrefix("fig-") ? "the label '\(label)'" : "the figure's caption", "figure")
    } else if label.hasPrefix("tbl-") || options.tableCaption != nil,
      !shows.contains(where: { Self.isTable($0) })
    {
      problem = (label.hasPrefix("tbl-") ? "the label '\(label)'" : "the table's caption", "table")
    } else {
      problem = nil
    }
    return problem.map { name, kind in
      Diagnostic(
        .warning, file: notebook.file, at: cell.labelLocation ?? cell.location,
        "\(name) has nothing to name: the cell shows no \(kind)")
    }
  }

  private static func isFigure(_ output: Output) -> Bool {
    guard case .display(let display) = output else { return false }
    return switch display {
    case .figure, .row, .frames, .steps, .sweep, .demo, .playground, .widget: true
    case .tensor(let tensor): tensor.figure != nil
    case .text, .table, .claim: false
    }
  }

  private static func isTable(_ output: Output) -> Bool {
    if case .display(.table) = output { true } else { false }
  }
}
