import CPlatform
import Foundation
import Notebooks

/// The processes in which the segments of a program run, one forked from the other.
final class SegmentProcess {
  /// A process that waits for the next segment.
  struct Place {
    /// The number of the segment that it has run; 0 for the first process, which has run none.
    var number: Int
    var process: ParkedProcess
    /// The pipe at which it waits, as long as it has had no command there.
    var pipe: WaitingPipe?
  }

  /// What a segment has left.
  struct Trace {
    var messages: [Message]
    var output: [UInt8]
    var error: [UInt8]
    /// The host's notes of what it has accessed.
    var accesses: [UInt8]
  }

  enum Outcome {
    case parked(Place, Trace)
    /// It has failed, or could not be watched: in words, which go on from "cell 3".
    case failed(ItemIndex, reason: String)
    /// Nobody wants it any more.
    case stopped
  }

  /// The process that has run nothing yet.
  private(set) var start = Place(number: 0, process: ParkedProcess(id: 0))
  /// The open files of a process that has run nothing.
  private(set) var files: [String: ParkedProcess.OpenFile] = [:]
  private let host: pid_t
  private let input: Pipe
  private let statusPipe: Pipe
  private let folder: RunFolder
  private let (wire, output, error, notes): (GrowingFile, GrowingFile, GrowingFile, GrowingFile)
  private var count = 0
  /// The processes that wait.
  private var waiting: Set<pid_t> = []
  /// Those that were told to end.
  private var ending: [Place] = []

  init(_ runner: Runner, _ folder: RunFolder, directory: String) throws(RunError) {
    self.folder = folder
    signal(SIGPIPE, SIG_IGN)
    let scratch = try folder.prepare(for: runner, directory: directory)
    _ = try folder.write([], to: "accesses")
    wire = try GrowingFile(path: folder.path + "/wire")
    output = try GrowingFile(path: folder.path + "/output")
    error = try GrowingFile(path: folder.path + "/error")
    notes = try GrowingFile(path: folder.path + "/accesses")
    mkfifo(folder.path + "/parked-0", 0o600)
    input = try Pipe()
    statusPipe = try Pipe()
    host = try Subprocess.start(
      runner.installation.host,
      [
        folder.path, runner.installation.library, "-", "\(runner.limits.memory)", directory,
        "\(runner.limits.output)", runner.isConfined ? "caged" : "free",
      ],
      environment: CellProcess.environment(of: runner, scratch: scratch),
      descriptors: [(0, input.readEnd), (1, statusPipe.writeEnd)])
    input.closeReadEnd()
    statusPipe.closeWriteEnd()
    guard let id = readID() else { throw .hostFailed("it did not say which process runs the cells") }
    start.process = ParkedProcess(id: id)
    waiting = [id]
  }

  /// The bytes that the processes take, with the host and what they have in common counted once.
  var memory: Int {
    waitForEnds()
    return ([host] + waiting).reduce(0) { $0 + ProcessMemory(of: $1).share }
  }

  deinit {
    input.closeWriteEnd()
    kill(host, SIGTERM)
    var time = WatchedTime(limit: 3)
    if Subprocess.wait(for: host, within: &time) == nil {
      lectern_kill_tree(host)
      Subprocess.wait(for: host)
    }
  }

  /// The id of the first process, which the host prints.
  private func readID() -> pid_t? {
    var event = pollfd(fd: statusPipe.readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, 10_000) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 64)
    let length = read(statusPipe.readEnd, &buffer, buffer.count)
    guard length > 0 else { return nil }
    return pid_t(String(decoding: buffer[..<length], as: UTF8.self).split(separator: "\n").first ?? "")
  }

  /// Runs a segment in the process of the segment before it, or in one that is forked from there. What was forked from there
  /// earlier is ended.
  ///
  /// - Parameters:
  ///   - items: the numbers of its items in the program.
  ///   - keepsPlace: whether the process before it stays as it is.
  ///   - isWanted: asked until it has come to its end.
  ///   - onProgress: called now and then with what it has left so far.
  func run(
    _ module: SegmentModule, items: [ItemIndex], after place: Place, keepsPlace: Bool,
    _ limits: ItemLimits, isWanted: () -> Bool = { true }, onProgress: (Trace) -> Void
  ) throws(RunError) -> Outcome {
    count += 1
    waitForEnds()
    let firstItem = items[0]
    guard noteFiles() else { return .failed(firstItem, reason: "had no process to run in") }
    wire.skip()
    var run = SegmentRun(
      number: count, items: items, parent: place.process, isFork: keepsPlace,
      start: .init(output: output.size, error: error.size),
      limits: limits,
      memory: MemoryWatch(host: host, limit: limits.usual.memory, share: SegmentChain.mostMemory))
    run.watch.start(at: OutputSizes(printed: run.start.output + run.start.error, shown: wire.size))
    mkfifo("\(folder.path)/parked-\(count)", 0o600)
    _ = try folder.write(limits.records(of: items, from: firstItem), to: "limits")
    let command = keepsPlace ? "fork" : "go"
    let line = "\(command) \(count) \(firstItem) \(module.entryPoint) \(module.library)\n"
    guard tell(place, line) else { return .failed(firstItem, reason: "had no process to run in") }
    while true {
      if Interruption.hasCome {
        end(run)
        throw .interrupted
      }
      let sizes = sizes
      run.watch.measure(sizes)
      readMessages(&run)
      if let pipe = waitingPipe(of: run) { return try finish(run, pipe, limits) }
      if !isWanted() {
        end(run)
        return .stopped
      }
      // A segment that takes no time is reported when it has come to its end.
      if run.id != nil, run.age > .milliseconds(100), isProgressDue {
        noteProgress { onProgress(trace(of: run)) }
      }
      run.isLate = run.watch.isLate()
      run.needsTooMuch = run.memory.isExceeded()
      if run.isLate || run.needsTooMuch || run.isForged || run.watch.excess != nil
        || (run.id.map(ParkedProcess.init) ?? run.parent).hasEnded
      {
        readMessages(&run)
        if let pipe = waitingPipe(of: run) { return try finish(run, pipe, limits) }
        end(run)
        return .failed(run.item, reason: reason(for: run))
      }
      usleep(run.age < .milliseconds(100) ? 500 : 5000)
    }
  }

  /// When to report what segments have left so far.
  var pace = ProgressPace()

  private var sizes: OutputSizes { OutputSizes(printed: output.size + error.size, shown: wire.size) }

  var isProgressDue: Bool { pace.isDue(sizes) }

  func noteProgress(_ report: () -> Void) { pace.note(sizes, report) }

  // MARK: A run

  /// Ends the process of a run, which may only just be beginning. Until it has ended it may still print.
  private func end(_ run: SegmentRun) {
    var run = run
    let end = ContinuousClock.now + .milliseconds(200)
    while run.id == nil, !run.parent.hasEnded, ContinuousClock.now < end {
      usleep(500)
      readMessages(&run)
    }
    guard let process = run.id.map(ParkedProcess.init) else { return }
    if run.needsTooMuch { lectern_kill_tree(process.id) } else { kill(process.id, SIGKILL) }
    process.waitForEnd()
    waiting.remove(process.id)
    endOthers()
  }

  /// Ends what cells have left running that is none of the processes that wait, such as one that is nobody's child any more.
  ///
  /// - Parameter id: a process that stays as well.
  /// - Returns: whether there was something.
  @discardableResult
  private func endOthers(besides id: pid_t? = nil) -> Bool {
    let kept = Array(waiting) + (id.map { [$0] } ?? [])
    return lectern_kill_others(host, kept, kept.count) != 0
  }

  /// Waits until the first process has said that it is ready, and notes which files it has open.
  private func noteFiles() -> Bool {
    let end = ContinuousClock.now + .seconds(20)
    while files.isEmpty, ContinuousClock.now < end {
      if Interruption.hasCome || start.process.hasEnded { break }
      if wire.size > 0 { files = start.process.files(besides: pipes) }
      usleep(500)
    }
    return !files.isEmpty
  }

  /// How the names of the pipes begin at which processes wait.
  private var pipes: String { folder.path + "/parked-" }

  /// Continues a process, and writes to the pipe at which it waits; false if it doesn't.
  private func tell(_ place: Place, _ line: String) -> Bool {
    kill(place.process.id, SIGCONT)
    return place.pipe?.tell(line) ?? open(place)?.tell(line) ?? false
  }

  /// Opens the pipe at which a process waits, as soon as it does.
  private func open(_ place: Place) -> WaitingPipe? {
    for _ in 0..<10_000 {
      if let pipe = WaitingPipe(path: pipes + "\(place.number)") { return pipe }
      if Interruption.hasCome || place.process.hasEnded { return nil }
      usleep(500)
    }
    return nil
  }

  private func readMessages(_ run: inout SegmentRun) {
    var bytes = wire.readMore(limit: wire.offset + GrowingFile.piece)[...]
    // Measured after that: what a message says of the sizes has been there when it was sent.
    let sizes = sizes
    while var message = Message.next(in: &bytes, &run.check) {
      message.wireSize = wire.offset - bytes.count
      run.take(message, sizes)
    }
    wire.putBack(bytes)
  }

  private func waitingPipe(of run: SegmentRun) -> WaitingPipe? {
    run.waitingPipe(at: pipes + "\(run.number)")
  }

  private func finish(_ run: SegmentRun, _ pipe: WaitingPipe, _ limits: ItemLimits) throws(RunError)
    -> Outcome
  {
    let failed = { Outcome.failed(run.item, reason: $0) }
    let hasOthers = endOthers(besides: run.id)
    guard let id = run.id, let last = run.messages.last, !hasLost else {
      return failed("has printed what can't be kept")
    }
    let (outputs, errors) = (run.messages.map(\.outputSize), run.messages.map(\.errorSize))
    let isCut =
      zip([run.start.output] + outputs, outputs).contains { $1 < $0 }
      || zip([run.start.error] + errors, errors).contains { $1 < $0 } || notes.size < notes.offset
    let sizes = OutputSizes(at: last)
    let excess = OutputExcess(in: run.messages, printed: sizes.printed, shown: sizes.shown, limits)
    if isCut || excess != nil { return failed("has printed what can't be kept") }
    if run.messages.contains(where: \.isAddress) { return failed("prints an address of memory") }
    if notes.isUnlinked { return failed(SegmentProcess.lacksNotes) }
    let process = ParkedProcess(id: id)
    if let remainder = process.remainder(besides: files, and: pipes) { return failed(remainder) }
    if hasOthers { return failed("leaves a process running") }
    var trace = trace(of: run)
    trace.accesses = notes.readMore()
    waiting.insert(id)
    // A thread that a cell has given the name of the engine's helpers must not compute on.
    kill(id, SIGSTOP)
    if run.isFork { kill(run.parent.id, SIGSTOP) }
    return .parked(Place(number: run.number, process: process, pipe: pipe), trace)
  }

  /// Why a process was ended, or has ended itself.
  private func reason(for run: SegmentRun) -> String {
    if run.isForged { return "writes messages of its own" }
    if run.isLate { return "takes too long" }
    if run.needsTooMuch { return "needs too much memory" }
    if run.watch.excess != nil { return "prints too much" }
    let accesses = Accesses(notes.readMore())
    if notes.isUnlinked { return SegmentProcess.lacksNotes }
    return accesses.unaccountable.map { "reaches for \($0)" } ?? "fails"
  }

  private static let lacksNotes = "uses files that could not be noted"

  /// Ends a process that waits, though not the one that was forked from it.
  func drop(_ place: Place, before next: Place) {
    guard next.process.parent == place.process.id else { return end([place]) }
    guard tell(next, "outlive \(place.process.id)\n") else { return }
    place.process.waitForEnd()
    waiting.remove(place.process.id)
    kill(next.process.id, SIGSTOP)
  }

  /// Runs another version of a segment in a process of its own, which is ended then.
  ///
  /// - Returns: what it has left, if it has come to its end.
  func tryOut(
    _ module: SegmentModule, items: [ItemIndex], after place: Place, _ limits: ItemLimits,
    isWanted: () -> Bool
  ) throws(RunError) -> Trace? {
    defer { notes.skip() }
    let outcome = try run(
      module, items: items, after: place, keepsPlace: true, limits, isWanted: isWanted
    ) { _ in }
    guard case .parked(let end, let trace) = outcome else { return nil }
    self.end([end])
    waitForEnds()
    return trace
  }

  /// Ends processes that wait. Their memory is free a little later.
  func end(_ places: [Place]) {
    for place in places where !place.process.hasEnded { kill(place.process.id, SIGKILL) }
    waiting.subtract(places.map(\.process.id))
    ending += places
  }

  func waitForEnds() {
    for place in ending { place.process.waitForEnd() }
    ending = []
  }

  /// Whether output or a message could not be written.
  var hasLost: Bool {
    guard let losses = try? GrowingFile(path: "\(folder.path)/lost") else { return true }
    return losses.readMore(limit: MemoryLayout<UInt64>.size).contains { $0 != 0 }
  }

  /// What the run has left so far. Sizes are counted from its own beginning.
  private func trace(of run: SegmentRun) -> Trace {
    let messages = run.messages.map { message in
      var message = message
      message.outputSize -= run.start.output
      message.errorSize -= run.start.error
      return message
    }
    return Trace(
      messages: messages, output: output.bytes(from: run.start.output),
      error: error.bytes(from: run.start.error), accesses: [])
  }
}
