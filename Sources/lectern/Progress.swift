import Execution
import Foundation
import Notebooks

/// Shows the progress of a run: a bar in a terminal, a line for each cell elsewhere.
final class Progress {
  private let notebook: Notebook
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private var hasBar = false

  init(of notebook: Notebook, isQuiet: Bool) {
    self.notebook = notebook
    self.isQuiet = isQuiet
  }

  func note(_ event: Runner.Event) {
    guard !isQuiet else { return }
    switch event {
    case .buildingPackages: show(done: 0, "building packages")
    case .compiling: show(done: 0, "compiling")
    case .cell(let index):
      let heading = notebook.cells[index].heading.map { ": \($0)" } ?? ""
      show(done: index, "cell \(index + 1) of \(notebook.cells.count)\(heading)")
    }
  }

  /// Removes the bar, so that the next output begins on an empty line.
  func clear() {
    if hasBar { Terminal.clear() }
    hasBar = false
  }

  /// The last line: the result, and how long the run took.
  func finish(_ text: String) {
    clear()
    if !isQuiet { Terminal.print("\(text) (\(elapsed))") }
  }

  private func show(done: Int, _ text: String) {
    guard Terminal.isInteractive else {
      if text != "compiling" { Terminal.print("[\(elapsed)] \(text)") }
      return
    }
    let cells = 20
    let filled = notebook.cells.isEmpty ? 0 : done * cells / notebook.cells.count
    let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: cells - filled)
    Terminal.draw("\(bar) \(elapsed) \(text)")
    hasBar = true
  }

  private var elapsed: String {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return String(format: "%.1f s", seconds)
  }
}
