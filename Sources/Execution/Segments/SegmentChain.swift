import Foundation
import Notebooks

/// The segments of a notebook's program that have run, with the processes that wait after them.
final class SegmentChain {
  /// A segment that has run.
  private struct Ran {
    /// What it and all before it have run.
    var key: String
    var place: SegmentProcess.Place
    var trace: SegmentProcess.Trace
    var compiled: CompiledSegment
    var source: SegmentSource
    /// What it has read, and the state in which that was.
    var inputs: StoredResult
  }

  enum Outcome {
    case completed
    /// A segment does not compile by itself.
    case uncompiled
    /// A segment has failed, or has left something behind that a copy of its process would lack.
    case failed
    /// It was to end early.
    case stopped
  }

  /// What must be the same for all runs of the chain.
  let base: ResultKey
  private let runner: Runner
  private let folder: RunFolder
  private let compiler: SegmentCompiler
  private let process: SegmentProcess
  private var ran: [Ran] = []
  /// The keys of segments that have failed.
  private var failed: Set<String> = []

  init(_ runner: Runner, _ notebook: Notebook) throws(RunError) {
    base = SegmentChain.base(notebook, runner)
    self.runner = runner
    folder = try RunFolder()
    compiler = SegmentCompiler(runner, folder)
    process = try SegmentProcess(runner, folder, directory: notebook.folder)
  }

  static func base(_ notebook: Notebook, _ runner: Runner) -> ResultKey {
    ResultKey(Notebook(file: notebook.file), runner)
  }

  /// Whether the results of the segments that have run can still be used, apart from the code.
  func fits(_ notebook: Notebook, _ runner: Runner) -> Bool {
    base == SegmentChain.base(notebook, runner) && !process.start.process.hasEnded
      && !process.hasLost
  }

  /// How many segments have run.
  var count: Int { ran.count }

  /// How many segments of a program need not run.
  func count(of sources: [SegmentSource], imports: [String]) -> Int {
    keep(SegmentChain.keys(sources, imports))
    return ran.count
  }

  /// Runs the segments that have not run, or not as they are now.
  ///
  /// - Parameters:
  ///   - isOver: whether the rest is no longer wanted.
  ///   - onProgress: called now and then with what is there so far.
  func run(
    _ sources: [SegmentSource], imports: [String], of run: NotebookRun, isOver: () -> Bool,
    onProgress: (Results) -> Void
  ) throws(RunError) -> Outcome {
    let keys = SegmentChain.keys(sources, imports)
    keep(keys)
    if ran.count == sources.count { return .completed }
    if keys.contains(where: failed.contains) { return .failed }
    let shelf = Shelf<Result<CompiledSegment?, RunError>>()
    let button = StopButton()
    let compiling = Background(button) { [compiler] in
      do throws(RunError) {
        try compiler.compile(sources, imports: imports) { shelf.put(.success($0)) }
      } catch {
        shelf.put(.failure(error))
      }
    }
    defer {
      button.press()
      compiling.wait()
    }
    for index in ran.count..<sources.count {
      if isOver() { return .stopped }
      guard let found = shelf.take(index) else { throw .interrupted }
      guard let compiled = try found.get() else { return .uncompiled }
      guard try execute(sources[index], compiled, keys[index], of: run, onProgress) else {
        failed.insert(keys[index])
        return .failed
      }
    }
    return .completed
  }

  private func execute(
    _ source: SegmentSource, _ compiled: CompiledSegment, _ key: String, of run: NotebookRun,
    _ onProgress: (Results) -> Void
  ) throws(RunError) -> Bool {
    let begin = FileTime.now
    let outcome = try process.run(
      compiled.module, firstItem: source.items[0], after: ran.last?.place ?? process.start, runner.limits,
      timeout: run.timeout
    ) { trace in
      onProgress(results(with: (source, compiled, trace), of: run.notebook))
    }
    guard case .parked(let place, let trace) = outcome else { return false }
    let accesses = Accesses(trace.accesses, libraries: runner.toolchain.libraries, since: begin)
    guard accesses.unaccountable == nil, accesses.changedFile == nil else { return false }
    let inputs = StoredResult(base, accesses, .unusable(reason: ""), of: run.notebook)
    ran.append(
      Ran(key: key, place: place, trace: trace, compiled: compiled, source: source, inputs: inputs))
    return true
  }

  /// Keeps the segments at the beginning that have run as they are now, with the same files.
  private func keep(_ keys: [String]) {
    let same = zip(ran, keys).prefix {
      $0.key == $1 && $0.inputs.changedFile == nil && !$0.place.process.hasEnded
    }
    ran.removeSubrange(same.count...)
  }

  /// For each segment a hash of what it and all before it run. Figures are numbered by item.
  private static func keys(_ sources: [SegmentSource], _ imports: [String]) -> [String] {
    var key = imports.joined(separator: "\n")
    return sources.map { source in
      key = SegmentCompiler.hash(Array("\(key) \(source.items) ".utf8) + source.text)
      return key
    }
  }
}

// MARK: - Results

extension SegmentChain {
  /// What the segments have shown, as the program's messages would be if it were whole.
  struct Results {
    var trace: CellProcess.Trace
    var sites: [ValueSite]
    var accesses: [UInt8]
  }

  /// The results of all segments.
  func results(of notebook: Notebook) -> Results { results(with: nil, of: notebook) }

  private func results(
    with running: (SegmentSource, CompiledSegment, SegmentProcess.Trace)?, of notebook: Notebook
  ) -> Results {
    var all = ran.map { ($0.source, $0.compiled, $0.trace) }
    if let running { all.append(running) }
    var results = Results(
      trace: CellProcess.Trace(ending: .ended(0), messages: [], output: [], error: []), sites: [],
      accesses: all.flatMap { $0.2.accesses })
    for (source, compiled, trace) in all { results.add(trace, source, compiled, notebook) }
    if running == nil {
      results.trace.messages.append(
        Message(
          kind: .finish, process: 0, outputSize: results.trace.output.count,
          errorSize: results.trace.error.count))
    }
    return results
  }
}

extension SegmentChain.Results {
  /// Adds what a segment has shown, with the numbers and places of the whole program.
  fileprivate mutating func add(
    _ trace: SegmentProcess.Trace, _ source: SegmentSource, _ compiled: CompiledSegment, _ notebook: Notebook
  ) {
    let (output, error, firstSite) = (self.trace.output.count, self.trace.error.count, self.sites.count)
    let places = SegmentPlaces(source, compiled, notebook)
    for var message in trace.messages {
      message.outputSize += output
      message.errorSize += error
      switch message.kind {
      case .segment, .pause: continue
      case .line(let site, let value): message.kind = .line(site: firstSite + site, value)
      case .claim(let claim, let line, let column):
        let there = places.location(line: line, column: column)
        message.kind = .claim(claim, line: there.line, column: there.column)
      default: break
      }
      self.trace.messages.append(message)
    }
    self.trace.output += trace.output
    self.trace.error += trace.error
    self.sites += compiled.sites.map { site in
      ValueSite(
        item: source.items[site.item], name: site.name,
        line: places.location(line: site.line, column: 1).line)
    }
  }
}

/// The way from a segment's lines to those of the notebook.
struct SegmentPlaces {
  private let source: SegmentSource
  private let compiled: CompiledSegment
  private let notebook: Notebook

  init(_ source: SegmentSource, _ compiled: CompiledSegment, _ notebook: Notebook) {
    (self.source, self.compiled, self.notebook) = (source, compiled, notebook)
  }

  func location(line: Int, column: Int) -> SourceLocation {
    let name = FileName(notebook.file).text
    let column = compiled.sourceMap.find(line: line, of: name, column: column)?.column ?? column
    let position = source.items.indices.last { Notebook.firstLine(ofPart: $0) <= line } ?? 0
    let row = line - Notebook.firstLine(ofPart: position)
    switch notebook.program[source.items[position]] {
    case .cell(let index):
      let lines = notebook.cells[index].lines
      guard lines.indices.contains(row) else { return notebook.cells[index].location }
      let start = lines[row].location
      return SourceLocation(line: start.line, column: start.column + column - 1)
    case .value(let index): return notebook.values[index].location
    case .trial(let index): return notebook.cells[notebook.exercises[index].stub].location
    }
  }
}
