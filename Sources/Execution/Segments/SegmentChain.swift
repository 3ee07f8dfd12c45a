import Foundation
import Notebooks

/// The segments of a notebook's program that have run, with the processes that wait after them.
final class SegmentChain {
  /// A segment that has run.
  struct Ran {
    /// What it and all before it have run.
    var key: String
    /// The process in which it has run, if that waits: not if a later segment has run in it too, or if it was given up.
    var checkpoint: SegmentProcess.Place?
    var trace: SegmentProcess.Trace
    var compiled: CompiledSegment
    var source: SegmentSource
    /// What it has read, and the state in which that was.
    var inputs: StoredResult
    var duration: Duration
    /// The most memory that its process has had, and what it has taken since it was forked.
    var peak: Int
    var taken: Int
  }

  enum Outcome {
    case completed
    /// A segment does not compile by itself.
    case uncompiled
    /// A segment has failed, or has left something that a copy of its process would lack.
    case failed(ItemIndex, reason: String)
    /// It was to end early.
    case stopped
  }

  /// What must be the same for all runs of the chain.
  let base: ResultKey
  let process: SegmentProcess
  private let runner: Runner
  private let folder: RunFolder
  private let compiler: SegmentCompiler
  /// How long segments may take together that share a process.
  private let spacing: Duration
  var ran: [Ran] = []
  /// The first segment that is not as it was when it ran last.
  private var firstChanged = 0
  /// The memory that processes have taken since it was last measured.
  var taken = 0
  /// The keys of segments that have failed.
  private var failed: [String: (ItemIndex, reason: String)] = [:]

  private static let mostInProcess = 4

  init(
    _ runner: Runner, _ notebook: Notebook, _ outlines: OutlineCache, spacing: Duration
  ) throws(RunError) {
    base = SegmentChain.base(notebook, runner)
    (self.runner, self.spacing) = (runner, spacing)
    folder = try RunFolder()
    compiler = SegmentCompiler(runner, folder, outlines)
    process = try SegmentProcess(runner, folder, directory: notebook.folder)
  }

  static func base(_ notebook: Notebook, _ runner: Runner) -> ResultKey {
    var base = Notebook(file: notebook.file)
    base.metadata.packages = notebook.metadata.packages
    return ResultKey(base, runner)
  }

  /// Whether the results of the segments that have run can still be used, apart from the code.
  func fits(_ notebook: Notebook, _ runner: Runner) -> Bool {
    base == SegmentChain.base(notebook, runner) && !process.start.process.hasEnded
      && !process.hasLost
  }

  /// How many segments have run.
  var count: Int { ran.count }

  /// How many segments of a program need not run; to be asked before ``run(_:imports:of:onCompiled:isOver:onProgress:)``.
  func count(of sources: [SegmentSource], imports: [String]) -> Int {
    keep(SegmentChain.keys(sources, imports))
    return ran.count
  }

  /// Runs the segments that have not run, or not as they are now.
  ///
  /// - Parameters:
  ///   - onCompiled: called after the first changed segment and each one after it has been compiled.
  ///   - isOver: whether the rest is no longer wanted.
  ///   - onProgress: called now and then with what is there so far, and whether the last segment in it has come to its end.
  func run(
    _ sources: [SegmentSource], imports: [String], of run: NotebookRun, onCompiled: () -> Void,
    isOver: () -> Bool, onProgress: (Results, Bool) -> Void
  ) throws(RunError) -> Outcome {
    let keys = SegmentChain.keys(sources, imports)
    if ran.count == sources.count { return .completed }
    for key in keys { if let (item, reason) = failed[key] { return .failed(item, reason: reason) } }
    let shelf = Shelf<SegmentCompiler.Product>()
    let button = StopButton(within: Interruption.button)
    let compiling = Background(button) { [compiler, firstChanged] in
      // After a change, the reader waits for the first changed segment.
      let awaited = firstChanged == 0 ? nil : firstChanged
      compiler.compile(sources, imports: imports, awaited: awaited, shelf.put)
    }
    defer {
      button.press()
      compiling.wait()
    }
    process.pace = ProgressPace()
    var products = 0
    for index in ran.count..<sources.count {
      if isOver() { return .stopped }
      var found: Result<CompiledSegment?, RunError>?
      while found == nil {
        guard let product = shelf.take(products) else { throw .interrupted }
        products += 1
        switch product {
        case .preview(let number, let compiled) where number == index:
          let isWanted = { shelf.count == products && !isOver() }
          try preview(sources[index], compiled, of: run, isWanted, onProgress)
        case .segment(let number, let result) where number == index || result.isLast: found = result
        // Segments that have run come out too, and a preview may be late.
        case .preview(_, let compiled): unlink(compiled.module.library)
        case .segment: break
        }
      }
      guard let compiled = try found?.get() else { return .uncompiled }
      if index >= firstChanged { onCompiled() }
      let outcome = try execute(sources[index], compiled, keys[index], of: run, onProgress)
      if case .failed(let item, let reason) = outcome {
        failed[keys[index]] = (item, reason)
        return outcome
      }
      // The reader waits for the segment that has changed, and knows the results of those before it.
      let isAwaited = index == firstChanged || index == sources.count - 1
      if isAwaited || index > firstChanged && process.isProgressDue {
        process.noteProgress { onProgress(results(of: run.notebook), true) }
      }
      thinOut(ifGrownBy: max(8 << 20, memoryAlone / 8))
    }
    return .completed
  }

  private func execute(
    _ source: SegmentSource, _ compiled: CompiledSegment, _ key: String, of run: NotebookRun,
    _ onProgress: (Results, Bool) -> Void
  ) throws(RunError) -> Outcome {
    let (begin, start) = (RunStart.now, ContinuousClock.now)
    guard let place = lastPlace else {
      return .failed(source.items[0], reason: "has no process to run in")
    }
    let keepsPlace = needsCheckpoint
    if !keepsPlace { ran[ran.count - 1].checkpoint = nil }
    let outcome = try process.run(
      compiled.module, items: source.items, after: place, keepsPlace: keepsPlace, run.limits
    ) { trace in
      if ran.count < firstChanged { return }
      onProgress(results(with: (source, compiled, trace), isComplete: false, of: run.notebook), false)
    }
    switch outcome {
    case .stopped: return .stopped
    case .failed(let item, let reason): return .failed(item, reason: reason)
    case .parked(let place, var trace):
      trace.messages = trace.messages.map(\.withDrawingsRead)
      let accesses = Accesses(trace.accesses, libraries: runner.loadedFolders, since: begin)
      if let found = accesses.unaccountable {
        return .failed(source.items[0], reason: "reaches for \(found)")
      }
      if let file = accesses.changedFile {
        return .failed(source.items[0], reason: "reads \(file) while it changes")
      }
      if accesses.isClockUncertain {
        return .failed(source.items[0], reason: "reads files while the clock is set")
      }
      let total = ProcessMemory.taken(by: place.process.id)
      taken += keepsPlace ? total : max(0, total - (ran.last?.taken ?? 0))
      ran.append(
        Ran(
          key: key, checkpoint: place, trace: trace, compiled: compiled, source: source,
          inputs: StoredResult(base, accesses, .unusable(reason: ""), of: run.notebook),
          duration: ContinuousClock.now - start, peak: ProcessMemory.peak(of: place.process.id), taken: total)
      )
      return .completed
    }
  }

  /// The process after which the next segment runs; `nil` if it was given up.
  private var lastPlace: SegmentProcess.Place? { ran.isEmpty ? process.start : ran.last?.checkpoint }

  /// Shows what a segment gives without optimization, unless it is compiled with it before that comes to its end.
  private func preview(
    _ source: SegmentSource, _ compiled: CompiledSegment, of run: NotebookRun, _ isWanted: () -> Bool,
    _ onProgress: (Results, Bool) -> Void
  ) throws(RunError) {
    defer { unlink(compiled.module.library) }
    guard isWanted(), let place = lastPlace else { return }
    let found = try process.tryOut(
      compiled.module, items: source.items, after: place, run.limits, isWanted: isWanted)
    guard var trace = found else { return }
    trace.messages = trace.messages.map(\.withDrawingsRead)
    let results = results(with: (source, compiled, trace), isComplete: true, of: run.notebook)
    process.noteProgress { onProgress(results, true) }
  }

  /// Whether the process of the last segment must stay for later versions of the next one. After segments that took hardly
  /// any time it need not: they can run again.
  private var needsCheckpoint: Bool {
    guard !ran.isEmpty else { return true }
    let before = ran.dropLast().lastIndex { $0.checkpoint != nil }.map { $0 + 1 } ?? 0
    let since = ran[before...]
    return since.count >= SegmentChain.mostInProcess
      || since.reduce(.zero) { $0 + $1.duration } >= spacing
  }

  /// Keeps the segments at the beginning that have run as they are now, with the same files: if some have to run, up to the
  /// last one whose process waits.
  private func keep(_ keys: [String]) {
    var same = zip(ran, keys).prefix { $0.key == $1 && $0.inputs.changedFile == nil }.count
    firstChanged = same
    if same < keys.count {
      same =
        ran[..<same].lastIndex { $0.checkpoint.map { !$0.process.hasEnded } ?? false }.map { $0 + 1 } ?? 0
    }
    process.end(ran[same...].compactMap(\.checkpoint))
    ran.removeSubrange(same...)
  }

  /// For each segment a hash of what it and all before it run. Figures are numbered by item.
  private static func keys(_ sources: [SegmentSource], _ imports: [String]) -> [String] {
    var key = imports.joined(separator: "\n")
    return sources.map { source in
      key = SHA256.digits(Array("\(key) \(source.items) ".utf8) + source.text)
      return key
    }
  }
}

extension Result where Success == CompiledSegment? {
  /// Whether no segment comes after it.
  fileprivate var isLast: Bool { if case .success(.some) = self { false } else { true } }
}
