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

  /// What cells may reach outside of their own process; `nil` if everything that their user may.
  public var cage: Cage? = Cage()

  /// How many threads the engine may use, unless the user has set it.
  public var threads: Int?
  /// Whether sets and dictionaries have the same order in each run.
  public var hasFixedHashing = true

  /// Where results of earlier runs are kept; `nil` where none are.
  public var store: ResultStore?
  /// Whether they may be used; otherwise they are only renewed.
  public var usesStored = true

  /// Whether packages that notebooks name may be built, which runs code of theirs outside of the cage.
  public var buildsPackages = false
  /// Whether what was built of them last will do even if they have changed since, as for an editor.
  public var takesLastPackages = false
  /// Those that don't build; `nil` where each notebook is to try again.
  public var failedPackages: FailedPackages?
  /// What was built of them for the notebook that it runs.
  var packages: BuiltPackages?

  let toolchain: Toolchain
  let installation: Installation

  /// - Throws: ``RunError`` if the toolchain or a part of the runner is missing.
  public init() throws(RunError) {
    try self.init(toolchain: Toolchain(), installation: Installation())
  }

  public init(toolchain: Toolchain, installation: Installation) {
    _ = (RunFolder.hasSwept, ModuleCache.hasSwept)
    self.toolchain = toolchain
    self.installation = installation
  }

  /// Whether cells run in a cage.
  var isConfined: Bool { cage != nil && Cage.problem == nil }

  /// What the cells of this runner can reach.
  var confinement: Confinement {
    guard let cage, isConfined else { return .none }
    return cage == Cage() ? .complete : .withExceptions
  }

  /// The folders of the compiler and of what is built together with the runner.
  var foldersOfTools: [String] {
    let toolchain = URL(fileURLWithPath: toolchain.libraries).deletingLastPathComponent().path
    let own = [toolchain, URL(fileURLWithPath: installation.library).deletingLastPathComponent().path]
    return own + librariesOfPackages
  }

  /// The folder of the libraries that the notebook's packages have become.
  private var librariesOfPackages: [String] { packages.map { [$0.folder] } ?? [] }

  /// The folders of libraries that cells load without asking for them. The linker finds the toolchain's from its programs.
  var loadedFolders: [String] {
    [toolchain.libraries, toolchain.binary("../lib")] + librariesOfPackages
  }

  /// What a run reports while it goes on.
  public enum Event: Sendable {
    case compiling
    case buildingPackages
    /// The cell with this index in the notebook begins.
    case cell(Int)
  }

  /// Runs the notebook's cells and inline values in order.
  ///
  /// What goes wrong in a cell is part of the result.
  /// - Throws: ``RunError`` if the notebook can't be run at all, or if the user has ended the run.
  public func run(_ notebook: Notebook, onEvent: (Event) -> Void = { _ in }) throws(RunError) -> RunResult {
    if usesStored, let known = known(notebook) { return known.result }
    return try execute(notebook, onEvent: onEvent).result
  }

  /// The stored result of a run, if there is one.
  public func known(_ notebook: Notebook) -> RecentRun? {
    let key = ResultKey(notebook, self)
    guard let found = store?.result(key, of: notebook) else { return nil }
    return RecentRun(key, found.entry, NotebookRun.checked(found.result, notebook))
  }

  /// Runs the notebook even if its results are known.
  ///
  /// - Parameters:
  ///   - button: ends the run, which then throws ``RunError/interrupted``.
  ///   - onResults: called now and then with the results so far, and the item that is running: an index in
  ///     ``Notebook/program``.
  public func execute(
    _ notebook: Notebook, button: StopButton? = nil, onEvent: (Event) -> Void = { _ in },
    onResults: ((RunResult, Int) -> Void)? = nil
  ) throws(RunError) -> RecentRun {
    let prepared = try Self.with(button) { () throws(RunError) in
      try self.prepared(for: notebook) { onEvent(.buildingPackages) }
    }
    return try prepared.execute(notebook, button: button, onEvent: onEvent, onResults: onResults)
  }

  /// Does the work so that the button can end it.
  static func with<Result>(
    _ button: StopButton?, _ work: () throws(RunError) -> Result
  ) throws(RunError) -> Result {
    do {
      return try Interruption.$button.withValue(button) { try work() }
    } catch let error as RunError {
      throw error
    } catch {
      throw .interrupted
    }
  }
}

extension PreparedRunner {
  /// Runs the notebook whose packages it has.
  func execute(
    _ notebook: Notebook, button: StopButton?, onEvent: (Runner.Event) -> Void,
    onResults: ((RunResult, Int) -> Void)?
  ) throws(RunError) -> RecentRun {
    let key = ResultKey(notebook, runner)
    let start = RunStart.now
    let clock = ContinuousClock.now
    let folder = try RunFolder()
    var run = NotebookRun(runner: runner, notebook: notebook, folder: folder)
    run.packageErrors = errors
    var result = try Runner.with(button) { () throws(RunError) in try run.complete(onEvent, onResults) }
    let accesses = folder.read("accesses").map {
      Accesses($0, libraries: runner.loadedFolders, since: start)
    }
    result.filesRead += accesses?.ordinaryFilesRead ?? []
    if let cage = runner.cage, result.confinement != Confinement.none, let accesses {
      result.explainRefusals(accesses, by: cage, folders: runner.foldersOfTools + [notebook.folder])
    }
    // A package may have been changed while it was compiled.
    let isKnown = runner.packages == nil || key == ResultKey(notebook, runner)
    if let store = runner.store, let accesses, isKnown {
      store.save(result, key, accesses, of: notebook, seconds: (ContinuousClock.now - clock) / .seconds(1))
    }
    let entry = StoredResult(key, accesses ?? Accesses([]), .result(result), of: notebook)
    // A file that changed without being written by the cells was changed by another program: nobody knows which
    // content the cells have read. If the cells also did what can't be accounted for, the change may be their own. Without
    // notes, as on a full disk, nobody knows either.
    let isTorn =
      accesses.map { ($0.changedFile != nil || $0.isClockUncertain) && $0.unaccountable == nil } ?? true
    return RecentRun(key, entry, NotebookRun.checked(result, notebook), isTorn: isTorn)
  }
}

extension Runner {
  /// Compiles the notebook's program without running it, with the results that its front matter names: the result has the
  /// compiler's diagnostics for each cell and value. The compiler isn't asked again where the last check has found nothing.
  ///
  /// - Parameter button: ends the work, which then throws ``RunError/interrupted``.
  /// - Throws: ``RunError`` if the notebook can't be compiled at all, or if the user has ended the run.
  public func check(_ notebook: Notebook, button: StopButton? = nil) throws(RunError) -> RunResult {
    let notebook = notebook.evaluating(notebook.metadata.results)
    if let store, CleanProgram(notebook, self).isKnown(in: store) { return RunResult(of: notebook) }
    return try Self.with(button) { () throws(RunError) in
      let prepared = try self.prepared(for: notebook)
      let program = CleanProgram(notebook, self)
      var run = NotebookRun(runner: prepared.runner, notebook: notebook, folder: try RunFolder())
      run.packageErrors = prepared.errors
      let result = try run.compileOnly()
      // Packages, the compiler and Lectern itself may have changed meanwhile.
      if let store, result.diagnostics.isEmpty, program == CleanProgram(notebook, self) {
        program.note(in: store)
      }
      return result
    }
  }
}
