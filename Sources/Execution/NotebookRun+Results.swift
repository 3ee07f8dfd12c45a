import Notebooks

/// What a run of the program has shown, as results of the items.
extension NotebookRun {
  /// Adds new results; returns true if the run must continue without a cell that failed as allowed.
  mutating func record(
    _ trace: CellProcess.Trace, _ program: Program, _ library: String
  ) throws(RunError) -> Bool {
    var transcript = RunTranscript(trace, shownLimit: shownLimit(trace))
    if case .outputLimit = trace.ending { transcript.cutLastOutput() }
    let symbolizer = Symbolizer(
      toolchain: runner.toolchain, library: library, keeper: runner.installation.host, budget: budget)
    let report = FailureReport(notebook: notebook, program: program, limits: limits)
    let end = try report.failure(&transcript, trace.ending, symbolizer)
    for item in transcript.items where item.index >= next { record(item, report, program) }
    let printed = try report.warnings(ofAddresses: transcript.items, symbolizer)
    note(warnings: printed)
    if !printed.isEmpty { result.isRepeatable = false }
    let known = Set(result.filesRead)
    result.filesRead += transcript.filesRead.filter { !known.contains($0) }
    guard let end else {
      failSilentItems(transcript)
      return false
    }
    guard let last = transcript.items.last?.index ?? items.first(where: { $0.index >= next })?.index else {
      return false
    }
    var failure = end.failure
    // Claims that failed before the end are reported too.
    failure.diagnostics += transcript.items.last.flatMap { report.failure(of: $0) }?.diagnostics ?? []
    setFailure(failure, of: last)
    guard allowsFailure(last) else { return false }
    leaveOut(last, from: end.site.flatMap { program.length(of: last, before: $0) } ?? 0)
    next = last + 1
    return items.contains { $0.index >= next }
  }

  /// Fails the items that sent nothing although the program ran to its end.
  private mutating func failSilentItems(_ transcript: RunTranscript) {
    let known = Set(transcript.items.map(\.index))
    for item in items.map(\.index) where item >= next && !known.contains(item) {
      let message = "what the cell printed or showed could not be kept: its messages are lost"
      let diagnostic = Diagnostic(.error, file: notebook.file, at: notebook.start(ofItem: item), message)
      setFailure(Failure(kind: .lostOutput, message: message, diagnostics: [diagnostic]), of: item)
    }
  }

  /// Reports the results of a run that goes on. The last item's are what it has shown so far, unless it is complete.
  func report(
    _ trace: CellProcess.Trace, _ program: Program, isComplete: Bool = false,
    _ onResults: (RunResult, Int) -> Void
  ) {
    var soFar = self
    let transcript = RunTranscript(trace)
    let report = FailureReport(notebook: notebook, program: program, limits: limits)
    for item in transcript.items where item.index >= next { soFar.record(item, report, program) }
    guard let last = transcript.items.last?.index, last >= next else { return }
    if isComplete { return onResults(soFar.result, last + 1) }
    switch notebook.program[last] {
    case .cell(let index): soFar.result.cells[index].status = .notRun
    case .value(let index): soFar.result.values[index] = .notRun
    case .trial(let index): soFar.result.cells[notebook.exercises[index].stub].status = .notRun
    }
    onResults(soFar.result, last)
  }

  /// Keeps the part of a failed cell before the failing statement, for the cells that follow.
  private mutating func leaveOut(_ item: ItemIndex, from length: Int) {
    guard let place = items.firstIndex(where: { $0.index == item }) else { return }
    if length > 0 { items[place].length = length } else { items.remove(at: place) }
  }

  /// The limit of what the last item may show, if it has shown more.
  private func shownLimit(_ trace: CellProcess.Trace) -> Int? {
    guard case .outputLimit(.shown) = trace.ending else { return nil }
    return limits.limits(since: trace.messages.last(where: \.isBegin)).displays
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
    case .trial(let index):
      guard let trial = item.trial else { return }
      let verdict = TrialVerdict(trial.outcome, trial.words, of: notebook.exercises[index], in: notebook)
      let stub = notebook.exercises[index].stub
      result.cells[stub].stubFailure = verdict.stubFailure
      result.cells[stub].status = verdict.failure.map { .failed($0) } ?? .succeeded
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
  static func warnOfLabels(
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
  mutating func checkDemands() {
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
