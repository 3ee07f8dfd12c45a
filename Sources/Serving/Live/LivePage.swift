import Execution
import Notebooks
import Reports

/// The page of one notebook while it is served: the notebook as it is now, and the results that it has so far.
struct LivePage: Sendable {
  /// The notebook with what the reader has changed in it.
  var edited: EditedNotebook
  var navigation: Navigation?
  /// What is shown: results of this notebook, or earlier ones from the state's item on.
  var result: RunResult
  /// Why the notebook could not be run.
  var problem: String?
  var state = RunState()
  /// The last run that came to its end.
  var recent: RecentRun?
  var run: ActiveRun?
  /// Whether something may have changed since the page was made.
  var isOutdated = false
  /// Whether the board has it as it is now.
  var isPosted = false
  private let memory = RenderMemory()

  /// A run in progress.
  struct ActiveRun: Sendable {
    /// The notebook that runs; the page's may have other prose by now.
    var notebook: Notebook
    var button = StopButton()
    /// The earlier results that are shown until there are new ones.
    var earlier: RunResult
    var number: Int
  }

  init(_ edited: EditedNotebook, _ navigation: Navigation?) {
    self.edited = edited
    self.navigation = navigation
    result = RunResult(of: edited.notebook)
  }

  var notebook: Notebook { edited.notebook }
  var isEdited: Bool { !edited.cells.isEmpty || !edited.parameters.isEmpty }

  /// Whether all results are there that this notebook has.
  var isComplete: Bool { state.phase == .done }

  func document(_ parts: LiveParts) -> LiveDocument {
    var report = Report(notebook: notebook, result: result, problem: problem, navigation: navigation)
    report.memory = memory
    return report.liveDocument(parts)
  }

  /// What runs at an item of the program, in words.
  func text(ofItem item: Int) -> (text: String, share: Double) {
    let before = notebook.program.prefix(item + 1).compactMap { item -> Int? in
      if case .cell(let index) = item { index } else { nil }
    }
    let (cell, count) = (before.last ?? 0, notebook.cells.count)
    let heading = cell < count ? notebook.cells[cell].heading.map { ": \($0)" } ?? "" : ""
    return ("cell \(cell + 1) of \(count)\(heading)", count == 0 ? 0 : Double(cell) / Double(count))
  }
}
