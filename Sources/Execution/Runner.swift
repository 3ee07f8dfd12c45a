import CPlatform
import Foundation
import Notebooks

/// Runs notebooks: compiles the program that the cells make, runs it in a process of its own, and tells what
/// came of each cell.
///
///     let runner = try Runner()
///     let result = try runner.run(notebook)
public struct Runner: Sendable {
  public var limits = Limits()
  /// Values of parameters that stand in place of the notebook's own.
  public var parameters: [String: Parameter.Value] = [:]

  /// How many threads the engine may use, where the user has not said.
  public var threads: Int?

  let toolchain: Toolchain
  let installation: Installation

  /// - Throws: ``RunError`` where the toolchain or a part of the runner is missing.
  public init() throws(RunError) {
    try self.init(toolchain: Toolchain(), installation: Installation())
  }

  public init(toolchain: Toolchain, installation: Installation) {
    self.toolchain = toolchain
    self.installation = installation
  }

  /// What a run tells while it goes on.
  public enum Event: Sendable {
    case compiling
    /// A cell begins; its index in the notebook.
    case cell(Int)
  }

  /// Runs the notebook's cells and inline values in order.
  ///
  /// What goes wrong in a cell is part of the result.
  /// - Throws: ``RunError`` where the notebook can't be run at all, or the user has ended the run.
  public func run(_ notebook: Notebook, onEvent: (Event) -> Void = { _ in }) throws(RunError) -> RunResult {
    var run = NotebookRun(runner: self, notebook: notebook, folder: try RunFolder())
    return try run.complete(onEvent)
  }
}

extension Runner {
  /// Compiles the notebook's program and runs nothing: of each cell and value the result has what the compiler
  /// says.
  ///
  /// - Throws: ``RunError`` where the notebook can't be compiled at all, or the user has ended the run.
  public func check(_ notebook: Notebook) throws(RunError) -> RunResult {
    var run = NotebookRun(runner: self, notebook: notebook, folder: try RunFolder())
    return try run.compileOnly()
  }
}
