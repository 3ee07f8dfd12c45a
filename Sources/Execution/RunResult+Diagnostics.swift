import Notebooks

extension RunResult {
  /// The run's failures that aren't allowed, and its warnings, in the notebook's order.
  public var diagnostics: [Diagnostic] {
    let ofCells = cells.flatMap { cell in
      if case .failed(let failure) = cell.status {
        cell.warnings + failure.diagnostics
      } else {
        cell.warnings
      }
    }
    let ofValues = values.flatMap { value in
      if case .failed(let failure) = value { failure.diagnostics } else { [Diagnostic]() }
    }
    return ofCells + ofValues
  }
}
