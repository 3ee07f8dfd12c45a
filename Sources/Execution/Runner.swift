import CPlatform
import Foundation
import Notebooks

/// Runs notebooks: compiles the cells as one program, runs it in a process of its own, and returns each cell's result.
///
///     let runner = try Runner()
///     let result = try runner.run(notebook)
public struct Runner: Sendable {
  public var limits = Limits()
  /// Values of parameters that replace the notebook's own.
  public var parameters: [String: Parameter.Value] = [:]

  /// How many threads the engine may use, unless the user has set it.
  public var threads: Int?
  /// Whether sets and dictionaries have the same order in each run.
  public var hasFixedHashing = true

  /// Where results of earlier runs are kept; `nil` where none are.
  public var store: ResultStore?
  /// Whether they may be used; otherwise they are only renewed.
  public var usesStored = true

  let toolchain: Toolchain
  let installation: Installation

  /// - Throws: ``RunError`` if the toolchain or a part of the runner is missing.
  public init() throws(RunError) {
    try self.init(toolchain: Toolchain(), installation: Installation())
  }

  public init(toolchain: Toolchain, installation: Installation) {
    self.toolchain = toolchain
    self.installation = installation
  }

  /// What a run reports while it goes on.
  public enum Event: Sendable {
    case compiling
    /// The cell with this index in the notebook begins.
    case cell(Int)
  }

  /// Runs the notebook's cells and inline values in order.
  ///
  /// What goes wrong in a cell is part of the result.
  /// - Throws: ``RunError`` if the notebook can't be run at all, or if the user has ended the run.
  public func run(_ notebook: Notebook, onEvent: (Event) -> Void = { _ in }) throws(RunError) -> RunResult {
    let key = ResultKey(notebook, self)
    if usesStored, let known = store?.result(key, of: notebook) {
      return NotebookRun.checked(known, notebook)
    }
    let folder = try RunFolder()
    var run = NotebookRun(runner: self, notebook: notebook, folder: folder)
    let result = try run.complete(onEvent)
    if let store, let notes = folder.read("accesses") {
      store.save(result, key, Accesses(notes, folder: notebook.folder), of: notebook)
    }
    return NotebookRun.checked(result, notebook)
  }
}

extension Runner {
  /// Compiles the notebook's program without running it: the result has the compiler's diagnostics for each cell and
  /// value.
  ///
  /// - Throws: ``RunError`` if the notebook can't be compiled at all, or if the user has ended the run.
  public func check(_ notebook: Notebook) throws(RunError) -> RunResult {
    var run = NotebookRun(runner: self, notebook: notebook, folder: try RunFolder())
    return try run.compileOnly()
  }
}
