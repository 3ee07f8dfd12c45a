import Foundation
import Notebooks
import SwiftSource

/// Runs a notebook again and again as it changes: from the first changed cell on, in the state that the cells above have left.
///
/// The result is that of a run of the whole program. The program in segments, each a module of its own, is run for the
/// sake of time; the whole program is compiled beside it, without optimization, and must have no errors. Where the two
/// could differ, or anything fails, the whole program runs as always.
public final class SegmentSession: @unchecked Sendable {
  // Every access to the chain holds the lock.
  private let lock = NSLock()
  private var chain: SegmentChain?
  private let outlines = OutlineCache()
  private var types: LibraryTypes?
  private var lastEffort = Effort.nothing

  /// What the last run has cost.
  public enum Effort: Equatable, Sendable {
    case nothing
    /// The program came in this number of segments, of which some were executed.
    case segments(Int, executed: Int)
    /// It ran as a whole, because of what this says in words.
    case whole(because: String)
  }

  private let spacing: Duration

  /// - Parameter spacing: how long segments may take together without a checkpoint between them.
  public init(spacing: Duration = .milliseconds(20)) { self.spacing = spacing }

  public var effort: Effort {
    lock.lock()
    defer { lock.unlock() }
    return lastEffort
  }

  /// Runs the notebook, as ``Runner/execute(_:button:onEvent:onResults:)`` does.
  ///
  /// - Parameter onWhole: called if it runs as a whole, with the reason in words.
  /// - Throws: ``RunError`` if the notebook can't be run at all, or if the user has ended the run.
  public func execute(
    _ notebook: Notebook, with runner: Runner, button: StopButton? = nil,
    onWhole: (String) -> Void = { _ in }, onResults: ((RunResult, Int) -> Void)? = nil
  ) throws(RunError) -> RecentRun {
    let prepared = try Runner.with(button) { () throws(RunError) in try runner.prepared(for: notebook) }
    let recent = try Runner.with(button) { () throws(RunError) -> RecentRun? in
      lock.lock()
      defer { lock.unlock() }
      guard prepared.errors.isEmpty else {
        lastEffort = .whole(because: "its packages do not build")
        return nil
      }
      var run = try SegmentedRun(
        notebook, prepared.runner, spacing, outlines, types(of: runner), onResults)
      let recent = try run.complete(&chain)
      lastEffort = run.effort
      return recent
    }
    if let recent { return recent }
    if case .whole(let reason) = effort { onWhole(reason) }
    return try prepared.execute(notebook, button: button, onEvent: { _ in }, onResults: onResults)
  }

  /// The types of the engine, read once.
  private func types(of runner: Runner) -> LibraryTypes {
    let library = runner.installation.library
    if let types, types.library == library, types.isCurrent { return types }
    let found = LibraryTypes(library: library)
    types = found
    return found
  }

  /// Ends the processes that wait; returns false during a run.
  @discardableResult
  public func end() -> Bool {
    guard lock.try() else { return false }
    chain = nil
    lock.unlock()
    return true
  }
}

extension Runner {
  /// How the notebook's program is cut into segments; `nil` if it can't be parsed.
  package func plan(of notebook: Notebook) throws(RunError) -> SegmentPlan? {
    var run = NotebookRun(runner: self, notebook: notebook, folder: try RunFolder())
    run.takeSteps()
    let program = Program(notebook, items: run.items, parameters: run.parameters)
    let compiler = SegmentedRun.compiler(self, run.folder, OutlineCache(), run.budget)
    return try compiler.parse(program).outline.map { outline in
      SegmentPlan(program, outline, LibraryTypes(library: installation.library))
    }
  }
}

/// One run of a notebook's program in segments.
private struct SegmentedRun {
  private let runner: Runner
  private let notebook: Notebook
  private let onResults: ((RunResult, Int) -> Void)?
  private var run: NotebookRun
  /// How many segments the program has, and how many were executed.
  private var size = 0
  private var executed = 0

  private let spacing: Duration
  private let outlines: OutlineCache
  private let types: LibraryTypes
  private(set) var effort = SegmentSession.Effort.nothing

  init(
    _ notebook: Notebook, _ runner: Runner, _ spacing: Duration, _ outlines: OutlineCache,
    _ types: LibraryTypes, _ onResults: ((RunResult, Int) -> Void)?
  ) throws(RunError) {
    (self.outlines, self.types) = (outlines, types)
    (self.runner, self.notebook, self.spacing, self.onResults) = (runner, notebook, spacing, onResults)
    run = NotebookRun(runner: runner, notebook: notebook, folder: try RunFolder())
    run.takeSteps()
  }

  /// - Returns: `nil` if the program has to run as a whole.
  mutating func complete(_ chain: inout SegmentChain?) throws(RunError) -> RecentRun? {
    outlines.forgetUnused()
    while !run.items.isEmpty {
      let program = Program(notebook, items: run.items, parameters: run.parameters)
      let compiler = SegmentedRun.compiler(runner, run.folder, outlines, run.budget)
      guard let outline = try compiler.parse(program).outline else {
        let (outcome, _) = try SegmentedRun.check(program, runner, run.folder, outlines, run.budget)
        guard case .failed(let diagnostics, let item) = outcome else { return whole("it can't be read") }
        run.note(compileErrors: diagnostics, first: item)
        continue
      }
      let plan = SegmentPlan(program, outline, types)
      if let obstacle = plan.obstacle { return whole(obstacle) }
      switch try segments(plan, program, outline, &chain) {
      case .whole(let reason): return whole(reason)
      case .again: continue
      case .done(let recent):
        effort = .segments(size, executed: executed)
        return recent
      }
    }
    return whole("no cell can run")
  }

  private mutating func whole(_ reason: String) -> RecentRun? {
    effort = .whole(because: reason)
    return nil
  }

  private enum Step {
    /// The program has to run as a whole.
    case whole(String)
    /// Items with errors have been left out.
    case again
    case done(RecentRun)
  }

  private mutating func segments(
    _ plan: SegmentPlan, _ program: Program, _ outline: Outline, _ chain: inout SegmentChain?
  ) throws(RunError) -> Step {
    let sources = plan.segments.map { SegmentSource($0, of: program, outline, parameters: run.parameters) }
    if let known = chain, !known.fits(notebook, runner) { chain = nil }
    if chain == nil { chain = try SegmentChain(runner, notebook, outlines, spacing: spacing) }
    guard let segments = chain else { return .whole("it has no process") }
    let known = segments.count(of: sources, imports: plan.imports)
    size = sources.count
    let button = StopButton(within: Interruption.button)
    // The reader waits for the first output. The check takes longer than that, and can come after it.
    let isFirstCompiled = Flag()
    let checking = Background(button) { [runner, outlines, folder = run.folder, budget = run.budget] in
      Result { () throws(RunError) in
        isFirstCompiled.wait()
        return try SegmentedRun.check(program, runner, folder, outlines, budget)
      }
    }
    let outcome: SegmentChain.Outcome
    do throws(RunError) {
      defer { isFirstCompiled.raise() }
      outcome = try segments.run(
        sources, imports: plan.imports, of: run, onCompiled: isFirstCompiled.raise,
        isOver: { checking.known?.isFailure ?? false }, onProgress: report)
    } catch {
      button.press()
      _ = checking.wait()
      throw error
    }
    executed += max(0, segments.count - known)
    segments.thinOut()
    if case .failed(let item, let reason) = outcome {
      button.press()
      _ = checking.wait()
      if Interruption.hasCome { throw .interrupted }
      return .whole("\(notebook.cellName(ofItem: item)) \(reason)")
    }
    let checked = checking.wait()
    if Interruption.hasCome { throw .interrupted }
    switch try checked.get() {
    case (.failed(let diagnostics, let item), _):
      run.note(compileErrors: diagnostics, first: item)
      return .again
    case (.built(_, let diagnostics), let checked):
      guard case .completed = outcome else { return .whole("a cell does not compile by itself") }
      return try finish(segments, checked, diagnostics)
    }
  }

  /// The results of all segments, if the whole program would give the same.
  private mutating func finish(
    _ segments: SegmentChain, _ program: Program, _ diagnostics: [CompilerDiagnostic]
  ) throws(RunError) -> Step {
    let results = segments.results(of: notebook)
    guard results.sites == program.sites else { return .whole("a cell shows other values by itself") }
    if diagnostics.contains(where: \.isUnrepeatable) { return .whole("its results differ in each run") }
    run.note(warnings: diagnostics)
    _ = try run.record(results.trace, self.program(with: results.sites), "")
    run.checkDemands()
    let accesses = Accesses(results.accesses, libraries: runner.loadedFolders)
    run.result.filesRead += accesses.ordinaryFilesRead
    let key = ResultKey(notebook, runner)
    let isKnown = runner.packages == nil || segments.base == SegmentChain.base(notebook, runner)
    if let store = runner.store, isKnown {
      store.save(run.result, key, accesses, of: notebook, seconds: nil)
    }
    let entry = StoredResult(key, accesses, .result(run.result), of: notebook)
    return .done(RecentRun(key, entry, NotebookRun.checked(run.result, notebook)))
  }

  private func report(_ results: SegmentChain.Results, isComplete: Bool) {
    guard let onResults else { return }
    run.report(results.trace, program(with: results.sites), isComplete: isComplete, onResults)
  }

  /// A program for reading results: places in them are those of the notebook already.
  private func program(with sites: [ValueSite]) -> Program {
    var program = Program(notebook, items: [], parameters: [])
    program.sites = sites
    return program
  }

  // MARK: The whole program

  fileprivate static func compiler(
    _ runner: Runner, _ folder: RunFolder, _ outlines: OutlineCache, _ budget: CompileBudget
  ) -> Compiler {
    Compiler(
      toolchain: runner.toolchain, installation: runner.installation, folder: folder,
      limits: runner.limits.compiling, budget: budget, packages: runner.packages, isForRunning: false,
      announcesAll: true, outlines: outlines)
  }

  /// Compiles the whole program without running it.
  private static func check(
    _ program: Program, _ runner: Runner, _ folder: RunFolder, _ outlines: OutlineCache,
    _ budget: CompileBudget
  ) throws(RunError) -> (Compiler.Outcome, Program) {
    var program = program
    var compiler = compiler(runner, folder, outlines, budget)
    compiler.isAside = true
    return (try compiler.build(&program, of: program.notebook), program)
  }
}

extension Result where Success == (Compiler.Outcome, Program) {
  /// Whether there are errors.
  fileprivate var isFailure: Bool {
    guard case .success(let (outcome, _)) = self, case .built = outcome else { return true }
    return false
  }
}

extension Notebook {
  /// What readers call the cell of an item, or that of a value in the prose.
  fileprivate func cellName(ofItem item: ItemIndex) -> String {
    let cells = program.prefix(item + 1).compactMap { if case .cell(let index) = $0 { index } else { nil } }
    return "cell \((cells.last ?? 0) + 1)"
  }
}
