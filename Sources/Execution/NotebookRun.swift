import CPlatform
import Foundation
import Notebooks

/// One notebook's way through compiler and host, possibly several times: after a cell that is allowed to fail, the rest
/// runs in a program without that cell.
struct NotebookRun {
  let runner: Runner
  let notebook: Notebook
  let folder: RunFolder
  private var result: RunResult
  /// Whether the program is only compiled.
  private var isCheck = false
  /// The items that are still part of the program.
  private var items: [Program.Item] = []
  /// The first item whose results are not known yet.
  private var next: ItemIndex = 0

  init(runner: Runner, notebook: Notebook, folder: RunFolder) {
    self.runner = runner
    self.notebook = notebook
    self.folder = folder
    result = RunResult(of: notebook)
  }

  mutating func complete(
    _ onEvent: (Runner.Event) -> Void, _ onResults: ((RunResult, Int) -> Void)? = nil
  ) throws(RunError) -> RunResult {
    takeSteps()
    while try runOnce(onEvent, onResults) {}
    checkDemands()
    return result
  }

  /// A result with warnings of the cells' labels, which are no part of what is run.
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

  private mutating func takeSteps() {
    items = notebook.program.indices.map { Program.Item(index: $0) }
    for (index, cell) in notebook.cells.enumerated() where cell.options.eval == false {
      result.cells[index].status = .notEvaluated
      items.removeAll { notebook.program[$0.index] == .cell(index) }
    }
  }

  /// Compiles and runs the program; returns true if the rest of it must run again without what failed.
  private mutating func runOnce(
    _ onEvent: (Runner.Event) -> Void, _ onResults: ((RunResult, Int) -> Void)?
  ) throws(RunError) -> Bool {
    let process = try CellProcess(
      runner.installation, folder: folder, directory: notebook.folder, limits: runner.limits,
      threads: runner.threads, hasFixedHashing: runner.hasFixedHashing)
    onEvent(.compiling)
    guard let (program, library) = try compile() else { return false }
    let known = next
    let soFar = self
    if let onResults { process.onProgress = { trace in soFar.report(trace, program, onResults) } }
    defer { process.onProgress = nil }
    let trace = try process.run(library, limits: runner.limits, timeout: timeout) { item in
      if item >= known, case .cell(let index) = notebook.program[item] { onEvent(.cell(index)) }
    }
    if case .interrupted = trace.ending { throw .interrupted }
    return try record(trace, program, library)
  }

  /// Compiles until the program has no errors, removing the items that have some.
  private mutating func compile() throws(RunError) -> (Program, String)? {
    while items.contains(where: { $0.index >= next }) {
      var program = Program(notebook, items: items, parameters: parameters)
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
    let compiler = Compiler(
      toolchain: runner.toolchain, installation: runner.installation, folder: folder,
      timeout: runner.limits.compiling, isForRunning: !isCheck)
    do {
      return try compiler.build(&program, of: notebook)
    } catch {
      guard case .toolDied(_, let message) = error, let item = try firstDeadly(compiler) else { throw error }
      let diagnostic = Diagnostic(
        .error, file: notebook.file, at: notebook.start(ofItem: item),
        "the Swift compiler failed on this code: \(message)")
      return .failed([CompilerDiagnostic(item: item, diagnostic: diagnostic)], item: item)
    }
  }

  /// The first item with which the compiler crashes, found by bisection; `nil` if it doesn't crash again.
  private func firstDeadly(_ compiler: Compiler) throws(RunError) -> ItemIndex? {
    func isDeadly(_ count: Int) throws(RunError) -> Bool {
      var program = Program(notebook, items: Array(items.prefix(count)), parameters: parameters)
      do {
        _ = try compiler.build(&program, of: notebook)
        return false
      } catch {
        if case .toolDied = error { return true }
        throw error
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

  private var parameters: [Parameter] {
    notebook.metadata.parameters.map { parameter in
      var parameter = parameter
      parameter.value = runner.parameters[parameter.name] ?? parameter.value
      return parameter
    }
  }

  private func timeout(of item: ItemIndex) -> Double {
    guard case .cell(let index) = notebook.program[item] else { return runner.limits.timeout }
    return notebook.cells[index].options.timeout ?? runner.limits.timeout
  }
}

// MARK: - Compile errors

extension NotebookRun {
  private mutating func note(warnings: [CompilerDiagnostic]) {
    for found in warnings where found.diagnostic.severity == .warning {
      guard let item = found.item, item >= next, let index = notebook.cell(forWarningsOf: item),
        notebook.cells[index].options.warning != false,
        !result.cells[index].warnings.contains(found.diagnostic)
      else { continue }
      result.cells[index].warnings.append(found.diagnostic)
      result.cells[index].warnings.sort { $0.location < $1.location }
    }
  }

  /// Fails each item with errors. The program then ends before the first cell that isn't allowed to fail, and goes on
  /// without values and without cells that are.
  private mutating func note(compileErrors found: [CompilerDiagnostic], first: ItemIndex?) {
    guard let first else {
      // The front matter's parameters don't compile: nothing can run.
      noteParameterErrors(found)
      items.removeAll()
      return
    }
    let failing = Set(found.filter(\.isError).compactMap(\.item))
    for item in failing.union([first]).sorted() {
      let diagnostics = withNotes(found, of: item)
      let failure = Failure(
        kind: .compileError, message: diagnostics.first { $0.severity == .error }?.message ?? "",
        diagnostics: diagnostics)
      setFailure(failure, of: item)
      items.removeAll { $0.index == item }
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

  private mutating func noteParameterErrors(_ found: [CompilerDiagnostic]) {
    guard let item = items.first?.index else { return }
    let diagnostics = found.map(\.diagnostic)
    setFailure(
      Failure(kind: .compileError, message: diagnostics.first?.message ?? "", diagnostics: diagnostics),
      of: item)
  }

  private func allowsFailure(_ item: ItemIndex) -> Bool {
    guard case .cell(let index) = notebook.program[item] else { return false }
    return (notebook.cells[index].options.error ?? .forbidden) != .forbidden
  }

  private mutating func setFailure(_ failure: Failure, of item: ItemIndex) {
    switch notebook.program[item] {
    case .cell(let index):
      let policy = notebook.cells[index].options.error ?? .forbidden
      result.cells[index].status = policy.status(
        of: failure, at: notebook.cells[index].location, in: notebook.file)
    case .value(let index): result.values[index] = .failed(failure)
    }
  }
}

// MARK: - Results of a run

extension NotebookRun {
  /// Takes over new results; returns true if the run must continue without a cell that failed as allowed.
  private mutating func record(
    _ trace: CellProcess.Trace, _ program: Program, _ library: String
  ) throws(RunError) -> Bool {
    var transcript = RunTranscript(trace, outputLimit: outputKept(trace.ending))
    let symbolizer = Symbolizer(toolchain: runner.toolchain, library: library)
    let report = FailureReport(notebook: notebook, program: program, limits: runner.limits)
    let end = try report.failure(&transcript, trace.ending, symbolizer)
    for item in transcript.items where item.index >= next { record(item, report, program) }
    result.filesRead += transcript.filesRead.filter { !result.filesRead.contains($0) }
    guard let end, let last = transcript.items.last?.index else { return false }
    var failure = end.failure
    // Claims that failed before the end are reported too.
    failure.diagnostics +=
      report.failure(of: transcript.items[transcript.items.count - 1])?.diagnostics ?? []
    setFailure(failure, of: last)
    guard allowsFailure(last) else { return false }
    leaveOut(last, from: end.site.flatMap { program.length(of: last, before: $0) } ?? 0)
    next = last + 1
    return items.contains { $0.index >= next }
  }

  /// Reports the results of a run that goes on. The last item's are what it has shown so far.
  private func report(_ trace: CellProcess.Trace, _ program: Program, _ onResults: (RunResult, Int) -> Void) {
    var soFar = self
    let transcript = RunTranscript(trace, outputLimit: nil)
    let report = FailureReport(notebook: notebook, program: program, limits: runner.limits)
    for item in transcript.items where item.index >= next { soFar.record(item, report, program) }
    guard let last = transcript.items.last?.index, last >= next else { return }
    switch notebook.program[last] {
    case .cell(let index): soFar.result.cells[index].status = .notRun
    case .value(let index): soFar.result.values[index] = .notRun
    }
    onResults(soFar.result, last)
  }

  /// Keeps the part of a failed cell before the failing statement, for the cells that follow.
  private mutating func leaveOut(_ item: ItemIndex, from length: Int) {
    guard let place = items.firstIndex(where: { $0.index == item }) else { return }
    if length > 0 { items[place].length = length } else { items.remove(at: place) }
  }

  /// The bytes to keep of output that exceeds the limit; `nil` if it doesn't.
  private func outputKept(_ ending: CellProcess.Ending) -> Int? {
    if case .outputLimit = ending { 1 << 16 } else { nil }
  }

  private mutating func record(_ item: RunTranscript.Item, _ report: FailureReport, _ program: Program) {
    switch notebook.program[item.index] {
    case .cell(let index):
      result.cells[index].outputs = item.outputs
      result.cells[index].lineValues = lineValues(of: item, program)
      result.cells[index].status = .succeeded
      result.cells[index].warnings += report.warnings(ofDrawings: item)
      if let failure = report.failure(of: item) { setFailure(failure, of: item.index) }
    case .value(let index):
      result.values[index] = .value(item.value?.text ?? "")
      attach(item.outputs, before: item.index)
    }
  }

  /// The values in the order of the code. The numbers come from the cells' process, which can't be trusted.
  private func lineValues(of item: RunTranscript.Item, _ program: Program) -> [LineValue] {
    let known = item.lines.filter {
      program.sites.indices.contains($0.site) && program.sites[$0.site].item == item.index
    }
    return known.sorted { $0.site < $1.site }.map { found in
      let site = program.sites[found.site]
      return LineValue(line: site.line, name: site.name, summary: found.value)
    }
  }

  /// Gives the output of an inline value to the cell before it.
  private mutating func attach(_ outputs: [Output], before item: ItemIndex) {
    guard !outputs.isEmpty else { return }
    for earlier in notebook.program[..<item].reversed() {
      guard case .cell(let index) = earlier else { continue }
      result.cells[index].outputs += outputs
      return
    }
  }

  /// Warns of labels that name nothing, in cells that have run and where that is known without a run.
  private static func warnOfLabels(
    in result: inout RunResult, _ notebook: Notebook, where hasRun: (CellResult) -> Bool
  ) {
    let check = LabelCheck(notebook: notebook)
    for (index, cell) in notebook.cells.enumerated() {
      let options = cell.options
      let isKnown = options.eval == false || options.include == false || options.output == false
      guard isKnown || hasRun(result.cells[index]) else { continue }
      if let warning = check.warning(of: index, result.cells[index]) {
        result.cells[index].warnings.append(warning)
      }
    }
  }

  /// Fails the cells that should have failed and didn't.
  private mutating func checkDemands() {
    for (index, cell) in notebook.cells.enumerated() {
      guard case .demanded(let text) = cell.options.error, case .succeeded = result.cells[index].status else {
        continue
      }
      let message = "the cell should fail with \"\(text)\", but it has not failed"
      let diagnostic = Diagnostic(.error, file: notebook.file, at: cell.location, message)
      result.cells[index].status = .failed(
        Failure(kind: .missingFailure, message: message, diagnostics: [diagnostic]))
    }
  }
}

extension Notebook {
  /// The folder of its file, in which its cells run.
  var folder: String { URL(fileURLWithPath: file).deletingLastPathComponent().path }

  /// The cell of an item; for an inline value the cell before it, or the first one.
  fileprivate func cell(forWarningsOf item: ItemIndex) -> Int? {
    let isCell: (ProgramItem) -> Bool = { if case .cell = $0 { true } else { false } }
    guard case .cell(let index)? = program[...item].last(where: isCell) ?? program.first(where: isCell) else {
      return nil
    }
    return index
  }
}
