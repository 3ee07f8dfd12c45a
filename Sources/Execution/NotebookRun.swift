import CPlatform
import Foundation
import Notebooks

/// One notebook's way through compiler and host, possibly several times: after a cell that is allowed to fail, the rest
/// runs in a program without that cell.
struct NotebookRun {
  let runner: Runner
  let notebook: Notebook
  let folder: RunFolder
  let limits: ItemLimits
  var result: RunResult
  /// What the compiler may take for all that it compiles.
  let budget: CompileBudget
  /// Whether the program is only compiled.
  var isCheck = false
  /// Why the packages that it imports from could not be built.
  var packageErrors: [Diagnostic] = []
  /// The items that are still part of the program.
  var items: [Program.Item] = []
  /// The first item whose results are not known yet.
  var next: ItemIndex = 0

  init(runner: Runner, notebook: Notebook, folder: RunFolder) {
    self.runner = runner
    self.notebook = notebook
    self.folder = folder
    limits = ItemLimits(of: notebook, runner.limits)
    budget = CompileBudget(of: runner)
    result = RunResult(of: notebook)
    result.confinement = notebook.program.isEmpty ? nil : runner.confinement
  }

  mutating func complete(
    _ onEvent: (Runner.Event) -> Void, _ onResults: ((RunResult, Int) -> Void)? = nil
  ) throws(RunError) -> RunResult {
    takeSteps()
    while try runOnce(onEvent, onResults) {}
    checkDemands()
    return result
  }

  /// The result with warnings about labels. They are not stored, because labels aren't part of what is run.
  static func checked(_ result: RunResult, _ notebook: Notebook) -> RunResult {
    var result = result
    warnOfLabels(in: &result, notebook) { if case .succeeded = $0.status { true } else { false } }
    return result
  }

  mutating func compileOnly() throws(RunError) -> RunResult {
    isCheck = true
    takeSteps()
    _ = try compile()
    NotebookRun.warnOfLabels(in: &result, notebook) { _ in false }
    return result
  }

  mutating func takeSteps() {
    items = notebook.program.indices.map { Program.Item(index: $0) }
    for (index, cell) in notebook.cells.enumerated() where cell.options.eval == false {
      result.cells[index].status = .notEvaluated
      items.removeAll { notebook.program[$0.index] == .cell(index) }
    }
    for (index, exercise) in notebook.exercises.enumerated() where !notebook.isEvaluated(exercise) {
      result.cells[exercise.stub].status = .notEvaluated
      items.removeAll { notebook.program[$0.index] == .trial(index) }
    }
    if !packageErrors.isEmpty { notePackageErrors() }
  }

  /// Compiles and runs the program; returns true if the rest of it must run again without what failed.
  private mutating func runOnce(
    _ onEvent: (Runner.Event) -> Void, _ onResults: ((RunResult, Int) -> Void)?
  ) throws(RunError) -> Bool {
    let process = try CellProcess(runner, folder: folder, directory: notebook.folder)
    onEvent(.compiling)
    guard let (program, library) = try compile() else { return false }
    let known = next
    let soFar = self
    if let onResults { process.onProgress = { trace in soFar.report(trace, program, onResults) } }
    defer { process.onProgress = nil }
    let trace = try process.run(library, items: notebook.program.indices, limits: limits) { item in
      if item >= known, case .cell(let index) = notebook.program[item] { onEvent(.cell(index)) }
    }
    if case .interrupted = trace.ending { throw .interrupted }
    return try record(trace, program, library)
  }

  /// Compiles until the program has no errors, removing the items that have some.
  private mutating func compile() throws(RunError) -> (Program, String)? {
    while items.contains(where: { $0.index >= next }) {
      var program = Program(notebook, items: items, parameters: parameters, isForRunning: !isCheck)
      switch try build(&program) {
      case .built(let library, let diagnostics):
        note(warnings: diagnostics)
        if diagnostics.contains(where: \.isUnrepeatable) { result.isRepeatable = false }
        return (program, library)
      case .failed(let diagnostics, let item): note(compileErrors: diagnostics, first: item)
      }
    }
    return nil
  }

  private func build(_ program: inout Program) throws(RunError) -> Compiler.Outcome {
    var compiler = Compiler(
      toolchain: runner.toolchain, installation: runner.installation, folder: folder,
      limits: runner.limits.compiling, budget: budget, packages: runner.packages, isForRunning: !isCheck)
    do {
      return try compiler.build(&program, of: notebook)
    } catch {
      compiler.limits.seconds = NotebookRun.secondsOfTry(compiler.limits.seconds)
      guard let reason = error.reason(inCodeTriedFor: compiler.limits.seconds) else { throw error }
      guard let item = try firstDeadly(compiler) else { throw error }
      let diagnostic = Diagnostic(
        .error, file: notebook.file, at: notebook.start(ofItem: item), reason)
      return .failed([CompilerDiagnostic(item: item, diagnostic: diagnostic)], item: item)
    }
  }

  /// The time that the compiler has when the code is looked for that took too much of it. Other code should need far less.
  private static func secondsOfTry(_ limit: Double) -> Double { max(limit / 8, min(limit, 20)) }

  /// The first item with which the compiler crashes or needs too much, found by bisection; `nil` if it doesn't do so again.
  private func firstDeadly(_ compiler: Compiler) throws(RunError) -> ItemIndex? {
    func isDeadly(_ count: Int) throws(RunError) -> Bool {
      var program = Program(
        notebook, items: Array(items.prefix(count)), parameters: parameters, isForRunning: !isCheck)
      do {
        _ = try compiler.build(&program, of: notebook)
        return false
      } catch {
        if error.reason(inCodeTriedFor: compiler.limits.seconds) == nil { throw error }
        return true
      }
    }
    guard try isDeadly(items.count), try !isDeadly(0) else { return nil }
    var (good, bad) = (0, items.count)
    while bad - good > 1 {
      let middle = (good + bad) / 2
      if try isDeadly(middle) { bad = middle } else { good = middle }
    }
    return items[bad - 1].index
  }

  var parameters: [Parameter] {
    notebook.metadata.parameters.map { parameter in
      var parameter = parameter
      parameter.value = runner.parameters[parameter.name] ?? parameter.value
      return parameter
    }
  }
}

extension RunError {
  /// What is said at the code that made the compiler fail; `nil` if no code did.
  ///
  /// - Parameter seconds: the time that the compiler has each time when the code is looked for.
  package func reason(inCodeTriedFor seconds: Double) -> String? {
    switch self {
    case .toolDied(_, let message): "the Swift compiler failed on this code: \(message)"
    case .toolTooSlow(let tool, let limit) where seconds < limit:
      "\(tool) took more than \(Seconds.text(limit)) s for this notebook, and from this code on it takes more than "
        + "\(Seconds.text(seconds)) s; --compile-timeout gives it more"
    case .toolTooSlow, .toolTooLarge, .toolTooTalkative: "with this code, \(self)"
    default: nil
    }
  }
}

extension Notebook {
  /// The folder of its file, in which its cells run.
  var folder: String { URL(fileURLWithPath: file).deletingLastPathComponent().path }
}
