import Displays
import Foundation
import Notebooks

/// What a reader's answer to an exercise has come to.
public struct Attempt: Sendable {
  public struct CheckedClaim: Sendable {
    public var statement: String
    /// The values that were compared.
    public var evidence: String?
    public var holds: Bool
  }

  /// What the check claims, as far as it came.
  public var claims: [CheckedClaim] = []
  /// What the answer and the check have printed.
  public var printed = ""
  /// Errors in the answer, apart from claims that don't hold.
  public var diagnostics: [Diagnostic] = []
  public var isSolved = false
}

extension Runner {
  /// Runs an answer to an exercise with the exercise's check.
  ///
  /// Only the cells above that the answer and the check need are run.
  ///
  /// - Parameters:
  ///   - answer: the code in the place of the stub.
  ///   - file: the answer's file, for messages.
  ///   - button: ends the attempt, which then throws ``RunError/interrupted``.
  /// - Throws: ``RunError`` if nothing could be run, or if the user has ended it.
  public func attempt(
    _ exercise: Exercise, of notebook: Notebook, answer: String, file: String, button: StopButton? = nil
  ) throws(RunError) -> Attempt {
    try Self.with(button) { () throws(RunError) in
      let prepared = try self.prepared(for: notebook)
      guard prepared.errors.isEmpty else { return Attempt(diagnostics: prepared.errors) }
      return try prepared.runner.attempt(exercise, of: notebook, answer: answer, file: file)
    }
  }

  private func attempt(
    _ exercise: Exercise, of notebook: Notebook, answer: String, file: String
  ) throws(RunError) -> Attempt {
    let trial = AnsweredNotebook(notebook, exercise, answer: answer, file: file)
    let folder = try RunFolder()
    let compiler = Compiler(
      toolchain: toolchain, installation: installation, folder: folder, limits: limits.compiling,
      packages: packages,
      isForRunning: false)
    var program = Program(
      trial.notebook, items: trial.items, parameters: trial.notebook.metadata.parameters)
    switch try compiler.build(&program, of: trial.notebook) {
    case .failed(let found, _): return Attempt(diagnostics: trial.placed(found.map(\.diagnostic)))
    case .built:
      let needed = NeededItems(try compiler.index, ProgramPlaces(program))
      let chosen = needed.all(for: trial.ownItems.union(trial.importingItems))
      var result = try run(trial, items: chosen, folder)
      // A cell above may be needed although no name shows it.
      if result.hasCompileError {
        result = try run(trial, items: Set(trial.notebook.program.indices), folder)
      }
      return trial.attempt(result)
    }
  }

  private func run(
    _ trial: AnsweredNotebook, items: Set<ItemIndex>, _ folder: RunFolder
  ) throws(RunError) -> RunResult {
    var notebook = trial.notebook
    notebook.program = notebook.program.indices.filter(items.contains).map { notebook.program[$0] }
    var run = NotebookRun(runner: self, notebook: notebook, folder: folder)
    return try run.complete { _ in }
  }
}

/// A notebook up to an exercise's check, with an answer in the stub's place.
private struct AnsweredNotebook {
  let notebook: Notebook
  private let original: String
  private let file: String
  /// The cells of the answer and of the check.
  private let (answer, check): (Int, Int)

  /// Added to line numbers of the notebook, so that they differ from those of the answer.
  private static let shift = 1 << 20

  init(_ whole: Notebook, _ exercise: Exercise, answer code: String, file: String) {
    (original, self.file) = (whole.file, file)
    (answer, check) = (exercise.stub, exercise.check)
    let name = Path.name(of: file)
    var notebook = Notebook(file: whole.folder + "/" + name, metadata: whole.metadata, cells: whole.cells)
    for index in notebook.cells.indices { notebook.cells[index].move(by: AnsweredNotebook.shift) }
    for index in notebook.metadata.parameters.indices {
      notebook.metadata.parameters[index].location.line += AnsweredNotebook.shift
    }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    notebook.cells[answer].lines = lines.map {
      Cell.Line(text: String($1), location: SourceLocation(line: $0 + 1, column: 1))
    }
    notebook.cells[answer].location = SourceLocation(line: 1, column: 1)
    let trial = whole.exercises.firstIndex(of: exercise).map { ProgramItem.trial($0) }
    let above = whole.program.prefix { $0 != trial }.filter { item in
      guard case .cell(let index) = item else { return false }
      return whole.cells[index].options.eval != false
    }
    notebook.program = above + [.cell(answer), .cell(check)]
    self.notebook = notebook
  }

  var items: [Program.Item] { notebook.program.indices.map { Program.Item(index: $0) } }

  var ownItems: Set<ItemIndex> { Set(notebook.program.indices.suffix(2)) }

  /// Imports are always needed: what they bring is used without a name that the notebook declares.
  var importingItems: Set<ItemIndex> {
    Set(
      notebook.program.indices.filter { item in
        guard case .cell(let index) = notebook.program[item] else { return false }
        return notebook.cells[index].lines.contains { $0.text.hasPrefix("import ") }
      })
  }

  /// The diagnostics at their places in the answer and in the notebook.
  func placed(_ found: [Diagnostic]) -> [Diagnostic] {
    found.map { found in
      var placed = found
      let isOfAnswer = found.location.line < AnsweredNotebook.shift
      placed.file = isOfAnswer ? file : original
      if !isOfAnswer { placed.location.line -= AnsweredNotebook.shift }
      return placed
    }
  }

  func attempt(_ result: RunResult) -> Attempt {
    var attempt = Attempt()
    for output in result.cells[answer].outputs + result.cells[check].outputs {
      switch output {
      case .standardOutput(let text), .standardError(let text): attempt.printed += text
      case .display(.claim(let claim)):
        attempt.claims.append(
          .init(statement: claim.statement, evidence: claim.evidence, holds: claim.holds))
      case .display: break
      }
    }
    for cell in result.cells {
      guard case .failed(let failure) = cell.status, failure.kind != .claim else { continue }
      attempt.diagnostics += placed(failure.diagnostics)
    }
    if case .succeeded = result.cells[check].status {
      attempt.isSolved = attempt.diagnostics.isEmpty && !attempt.claims.isEmpty
    }
    return attempt
  }
}

extension RunResult {
  fileprivate var hasCompileError: Bool {
    cells.contains {
      if case .failed(let failure) = $0.status { failure.kind == .compileError } else { false }
    }
  }
}

extension Cell {
  fileprivate mutating func move(by lines: Int) {
    location.line += lines
    for index in self.lines.indices { self.lines[index].location.line += lines }
  }
}
