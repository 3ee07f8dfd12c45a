import Notebooks

/// What the compiler finds in cells, in trials and in values.
extension NotebookRun {
  mutating func note(warnings: [CompilerDiagnostic]) {
    var ofCells: [Int: [Diagnostic]] = [:]
    for found in warnings where found.diagnostic.severity == .warning {
      guard let item = found.item, item >= next, !notebook.isTrial(item),
        let index = notebook.cell(forWarningsOf: item),
        notebook.cells[index].options.warning != false
      else { continue }
      ofCells[index, default: []].append(found.diagnostic)
    }
    for (index, more) in ofCells {
      var known: Set<Diagnostic> = []
      let all = (result.cells[index].warnings + more).filter { known.insert($0).inserted }
      result.cells[index].warnings = all.sorted { $0.location < $1.location }
    }
  }

  /// Fails each item with errors and leaves it out of the program, which ends where a cell was left out that isn't
  /// allowed to fail.
  mutating func note(compileErrors found: [CompilerDiagnostic], first: ItemIndex?) {
    guard let first else {
      // The front matter's parameters don't compile: nothing can run.
      noteParameterErrors(found)
      items.removeAll()
      return
    }
    let failing = Set(found.filter(\.isError).compactMap(\.item))
    for item in failing.union([first]).sorted() {
      items.removeAll { $0.index == item }
      var diagnostics = withNotes(found, of: item)
      if case .trial(let index) = notebook.program[item] {
        diagnostics = ofTrial(diagnostics, index, besides: found.filter { $0.item != item })
        if diagnostics.isEmpty { continue }
      }
      let failure = Failure(
        kind: .compileError, message: diagnostics.first { $0.severity == .error }?.message ?? "",
        diagnostics: diagnostics)
      setFailure(failure, of: item)
      if case .cell = notebook.program[item], !allowsFailure(item) {
        items.removeAll { $0.index > item }
      }
    }
  }

  /// The diagnostics of an item, each error with the notes that follow it.
  private func withNotes(_ found: [CompilerDiagnostic], of item: ItemIndex) -> [Diagnostic] {
    var isOfItem = false
    return found.compactMap { entry in
      if entry.diagnostic.severity != .note { isOfItem = entry.item == item }
      return isOfItem ? entry.diagnostic : nil
    }
  }

  /// Fails the first item, because nothing can run without what it imports.
  mutating func notePackageErrors() {
    guard let item = items.first?.index else { return }
    let failure = Failure(
      kind: .compileError, message: packageErrors.first?.message ?? "", diagnostics: packageErrors)
    if case .cell(let index) = notebook.program[item] {
      result.cells[index].status = .failed(failure)
    } else {
      setFailure(failure, of: item)
    }
    items.removeAll()
  }

  private mutating func noteParameterErrors(_ found: [CompilerDiagnostic]) {
    guard let item = items.first?.index else { return }
    let diagnostics = found.map(\.diagnostic)
    setFailure(
      Failure(kind: .compileError, message: diagnostics.first?.message ?? "", diagnostics: diagnostics),
      of: item)
  }

  func allowsFailure(_ item: ItemIndex) -> Bool {
    guard case .cell(let index) = notebook.program[item] else { return false }
    return (notebook.cells[index].options.error ?? .forbidden) != .forbidden
  }

  mutating func setFailure(_ failure: Failure, of item: ItemIndex) {
    switch notebook.program[item] {
    case .cell(let index):
      let policy = notebook.cells[index].options.error ?? .forbidden
      result.cells[index].status = policy.status(
        of: failure, at: notebook.cells[index].location, in: notebook.file)
    case .value(let index): result.values[index] = .failed(failure)
    case .trial(let index): result.cells[notebook.exercises[index].stub].status = .failed(failure)
    }
  }
}

extension Notebook {
  /// The cell of an item; for an inline value the cell before it, or the first one.
  fileprivate func cell(forWarningsOf item: ItemIndex) -> Int? {
    let isCell: (ProgramItem) -> Bool = { if case .cell = $0 { true } else { false } }
    guard case .cell(let index)? = program[...item].last(where: isCell) ?? program.first(where: isCell) else {
      return nil
    }
    return index
  }
}
