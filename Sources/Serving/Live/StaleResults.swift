import Notebooks

/// The results of an earlier run, for the cells and values at the beginning and at the end that have not changed. A page shows
/// them, marked, until the new ones are there.
enum StaleResults {
  static func of(_ result: RunResult, _ before: Notebook, for now: Notebook) -> RunResult {
    var kept = RunResult(of: now)
    let (old, new) = (before.program.map { content($0, before) }, now.program.map { content($0, now) })
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    for item in new.indices where item < head || item >= new.count - tail {
      let from = item < head ? item : item + old.count - new.count
      switch (before.program[from], now.program[item]) {
      case (.cell(let from), .cell(let to)):
        kept.cells[to] = moved(result.cells[from], from: before.cells[from], to: now.cells[to])
      case (.value(let from), .value(let to)):
        if case .value = result.values[from] { kept.values[to] = result.values[from] }
      case (.trial(let from), .trial(let to)):
        let (old, new) = (before.exercises[from].stub, now.exercises[to].stub)
        kept.cells[new] = moved(result.cells[old], from: before.cells[old], to: now.cells[new])
      default: break
      }
    }
    return kept
  }

  private static func content(_ item: ProgramItem, _ notebook: Notebook) -> String {
    switch item {
    case .cell(let index): "cell " + notebook.cells[index].code
    case .value(let index): "value " + notebook.values[index].expression
    case .trial(let index):
      "trial " + notebook.cells[notebook.exercises[index].stub].code + "\n"
        + notebook.cells[notebook.exercises[index].check].code
    }
  }

  /// What failed is left out: it is to run again.
  private static func moved(_ result: CellResult, from: Cell, to: Cell) -> CellResult {
    guard case .succeeded = result.status else { return CellResult() }
    var result = result
    result.warnings = []
    for line in result.lineValues.indices {
      result.lineValues[line].line += to.location.line - from.location.line
    }
    return result
  }

  /// The new results up to an item, and the earlier ones from there on.
  static func merged(
    _ new: RunResult, upTo item: Int, _ earlier: RunResult, of notebook: Notebook
  ) -> RunResult {
    var merged = earlier
    for item in notebook.program.prefix(item + 1) {
      switch item {
      case .cell(let index): merged.cells[index] = new.cells[index]
      case .value(let index): merged.values[index] = new.values[index]
      case .trial(let index):
        let stub = notebook.exercises[index].stub
        merged.cells[stub] = new.cells[stub]
      }
    }
    // Cells that don't compile are known before any runs.
    for (index, cell) in new.cells.enumerated() {
      if case .failed = cell.status { merged.cells[index] = cell }
    }
    return merged
  }
}
