import CPlatform
import Foundation

/// The process in which cells run. It is started early, gets the program when that is compiled, and is watched to its end.
final class CellProcess {
  /// How the process came to its end.
  enum Ending {
    /// The exit code, or the negative number of a signal.
    case ended(Int32)
    case timedOut(seconds: Double)
    /// All its processes together had more memory than allowed.
    case memoryLimit
    /// More was printed or shown than allowed.
    case outputLimit(OutputLimit)
    /// Output or a message could not be written.
    case lost(reason: String, stack: [UInt64])
    case interrupted
  }

  /// What the process has left behind.
  struct Trace {
    var ending: Ending
    var messages: [Message]
    var output: [UInt8]
    var error: [UInt8]
  }

  private let host: pid_t
  private let input: Pipe
  private let statusPipe: Pipe
  private let folder: RunFolder
  private var statusText = ""
  private let messageFile: GrowingFile
  private let output: GrowingFile
  private let error: GrowingFile
  private let losses: GrowingFile
  private var messages: [Message] = []
  private var check = MessageCheck(items: 0..<0)
  private var isRunning = true
  /// Called from time to time with the output so far.
  var onProgress: ((Trace) -> Void)?
  private var pace = ProgressPace()

  /// Starts the process. It loads the cells' library while the program is still being compiled.
  init(
    _ runner: Runner, folder: RunFolder, directory: String
  ) throws(RunError) {
    self.folder = folder
    let limits = runner.limits
    // Writing to a process that has died must not end the runner.
    signal(SIGPIPE, SIG_IGN)
    let scratch = try folder.prepare(for: runner, directory: directory)
    messageFile = try GrowingFile(path: folder.path + "/wire")
    output = try GrowingFile(path: folder.path + "/output")
    error = try GrowingFile(path: folder.path + "/error")
    losses = try GrowingFile(path: folder.path + "/lost")
    input = try Pipe()
    statusPipe = try Pipe()
    host = try Subprocess.start(
      runner.installation.host,
      [
        folder.path, runner.installation.library, Compiler.entryPoint, "\(limits.memory)", directory,
        "\(limits.output)", runner.isConfined ? "caged" : "free",
      ],
      environment: CellProcess.environment(of: runner, scratch: scratch),
      descriptors: [(0, input.readEnd), (1, statusPipe.writeEnd)])
    input.closeReadEnd()
    statusPipe.closeWriteEnd()
  }

  deinit {
    stop()
  }

  static func environment(of runner: Runner, scratch: String) -> [String: String] {
    let suggested = runner.threads.map { ["LECTERN_THREADS": String($0)] } ?? [:]
    let inherited = Subprocess.currentEnvironment
    let given = runner.cage == nil ? inherited : Cage.environment(of: inherited, home: scratch)
    var environment = suggested.merging(given) { $1 }
    environment["SWIFT_DETERMINISTIC_HASHING"] = runner.hasFixedHashing ? "1" : nil
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["LC_ALL"] = "C.UTF-8"
    environment["TZ"] = "UTC"
    return environment
  }

  /// Kills the process and all its descendants.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    input.closeWriteEnd()
    // A cell may have stopped it, and may stop it again.
    for signal in [SIGTERM, SIGCONT] { kill(host, signal) }
    let grace = ContinuousClock.now + .seconds(CellProcess.grace)
    while ContinuousClock.now < grace {
      if Subprocess.hasEnded(host) { break }
      usleep(1000)
    }
    if !Subprocess.hasEnded(host) { lectern_kill_tree(host) }
    // Without this it would remain a zombie until the runner ends.
    Subprocess.wait(for: host)
  }

  /// How many seconds the host may take to end all its descendants.
  private static let grace = 3.0

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - items: those that may begin.
  ///   - onBegin: called when an item begins.
  func run(
    _ program: String, items: Range<ItemIndex>, limits: ItemLimits, onBegin: (ItemIndex) -> Void
  ) throws(RunError) -> Trace {
    _ = try folder.write(limits.records(of: Array(items)), to: "limits")
    check = MessageCheck(items: items)
    let line = Array((program + "\n").utf8)
    guard write(input.writeEnd, line, line.count) == line.count else {
      throw .hostFailed(errorText)
    }
    var ending = watch(limits, onBegin: onBegin)
    if hasLostHost, let cells { kill(cells, SIGKILL) }
    stop()
    readLastMessages(limits.usual, onBegin: onBegin)
    var sent = messages.filter { cells == nil || $0.process == cells }
    if sent.isEmpty, case .ended(let code) = ending {
      let text = errorText
      throw .hostFailed(text.isEmpty ? "it ended with \(ExitText.of(code))" : text)
    }
    if let loss {
      ending = loss
    } else if hasCutFiles(sent) {
      ending = .lost(reason: "the files in which it is kept have been made shorter", stack: [])
    } else if let excess = OutputExcess(
      in: sent, printed: sizes.printed, shown: sizes.shown, limits)
    {
      sent = Array(sent[..<excess.end])
      if case .interrupted = ending {} else { ending = .outputLimit(excess.limit) }
    }
    // Reads no more than can be kept.
    let begin = sent.last(where: \.isBegin)
    let most = limits.limits(since: begin).output
    let printed = output.readMore(limit: min(begin?.outputSize ?? 0, output.size) + most)
    let errors = error.readMore(limit: min(begin?.errorSize ?? 0, error.size) + most)
    if let code = [messageFile, output, error].compactMap(\.problem).first {
      ending = .lost(reason: reason(ofLoss: UInt64(code)), stack: [])
    }
    return Trace(ending: ending, messages: sent, output: printed, error: errors)
  }

  /// The id of the cells' process.
  private var cells: pid_t? { pid_t(statusText.split(separator: "\n").first ?? "") }

  private var errorText: String { String(decoding: error.readMore(limit: 1 << 16), as: UTF8.self) }

  private var sizes: OutputSizes { OutputSizes(printed: output.size + error.size, shown: messageFile.size) }

  /// What the process reported when it could not write.
  private var loss: Ending? {
    let bytes = losses.readMore(limit: MemoryLayout<lectern_loss>.size)
    guard bytes.count >= MemoryLayout<lectern_loss>.size else { return nil }
    let words = bytes.withUnsafeBytes { buffer in
      stride(from: 0, to: bytes.count - 7, by: 8).map {
        buffer.loadUnaligned(fromByteOffset: $0, as: UInt64.self)
      }
    }
    guard words[0] != 0 else { return nil }
    let count = min(Int(clamping: words[1]), words.count - 2)
    return .lost(reason: reason(ofLoss: words[0]), stack: Array(words[2..<2 + count]))
  }

  private func reason(ofLoss code: UInt64) -> String {
    switch code {
    case UInt64(LECTERN_REDIRECTED): "it went where standard output or standard error had been redirected to"
    case UInt64(EBADF): "standard output or standard error has been closed"
    default: "\(String(cString: strerror(Int32(truncatingIfNeeded: code)))) (\(folder.parent))"
    }
  }

  /// Whether a cell has made the files shorter in which its output and messages are kept.
  private func hasCutFiles(_ sent: [Message]) -> Bool {
    let outputs = sent.map(\.outputSize) + [output.size]
    let errors = sent.map(\.errorSize) + [error.size]
    let isOutputCut = zip(outputs, outputs.dropFirst()).contains { $1 < $0 }
    let isErrorCut = zip(errors, errors.dropFirst()).contains { $1 < $0 }
    return isOutputCut || isErrorCut || messageFile.size < messageFile.offset
  }
}

// MARK: - Watching

extension CellProcess {
  private func watch(_ limits: ItemLimits, onBegin: (ItemIndex) -> Void) -> Ending {
    var watch = ItemWatch(limits)
    var memory = MemoryWatch(host: host, limit: limits.usual.memory)
    while true {
      if readStatus(milliseconds: 10) { return ending }
      if Interruption.hasCome { return .interrupted }
      if Subprocess.isStopped(host) { kill(host, SIGCONT) }
      // Sizes are measured first: what is printed by now was printed after the last known item began.
      watch.measure(sizes)
      if let (item, message) = readMessages(onBegin: onBegin) {
        watch.begin(item, at: message, of: sizes)
        memory.begin(limit: limits[item].memory)
      }
      if let onProgress, pace.isDue(sizes) { pace.note(sizes) { onProgress(traceSoFar) } }
      if let limit = watch.excess {
        askForStack(onBegin: onBegin)
        return .outputLimit(limit)
      }
      if let cells, memory.isExceeded() {
        lectern_stop_descendants(host, cells)
        askForStack(onBegin: onBegin)
        return .memoryLimit
      }
      if watch.isLate() {
        if isFinished { return .ended(0) }
        askForStack(onBegin: onBegin)
        return .timedOut(seconds: watch.allowance)
      }
    }
  }

  private var traceSoFar: Trace {
    Trace(
      ending: .ended(0), messages: messages.filter { cells == nil || $0.process == cells },
      output: output.all, error: error.all)
  }

  /// Asks the process for its stack.
  private func askForStack(onBegin: (ItemIndex) -> Void) {
    kill(host, SIGUSR1)
    for _ in 0..<30 {
      if readStatus(milliseconds: 10) { return }
      readMessages(onBegin: onBegin)
      if case .hang = messages.last?.kind { return }
    }
  }

  /// Whether the host has ended without reporting how the cells' process ended.
  private var hasLostHost: Bool { statusText.split(separator: "\n").count < 2 && Subprocess.hasEnded(host) }

  private var isFinished: Bool {
    messages.contains { if case .finish = $0.kind { true } else { false } }
  }

  private var ending: Ending {
    let lines = statusText.split(separator: "\n")
    guard lines.count > 1, let status = Int32(lines[1]) else { return .ended(-SIGKILL) }
    return .ended(Subprocess.code(ofStatus: status))
  }

  /// Waits for the host's status; returns true when it has ended.
  private func readStatus(milliseconds: Int32) -> Bool {
    var event = pollfd(fd: statusPipe.readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(statusPipe.readEnd, &buffer, buffer.count)
    if count > 0 { statusText += String(decoding: buffer[..<count], as: UTF8.self) }
    return count == 0
  }

  /// Reads what has been sent up to the end, as far as it counts.
  private func readLastMessages(_ limits: Limits, onBegin: (ItemIndex) -> Void) {
    var before = -1
    while messageFile.offset > before {
      before = messageFile.offset
      readMessages(onBegin: onBegin)
      let begin = messages.last(where: \.isBegin)?.wireSize ?? 0
      if messageFile.offset - begin > limits.displays { return }
    }
  }

  /// Reads the next messages that have arrived; returns the last item that has begun, with its message.
  @discardableResult
  private func readMessages(onBegin: (ItemIndex) -> Void) -> (ItemIndex, Message)? {
    var bytes = messageFile.readMore(limit: messageFile.offset + GrowingFile.piece)[...]
    var last: (ItemIndex, Message)?
    let cells = cells
    while var message = Message.next(in: &bytes, &check) {
      // Nothing that another process sends counts.
      guard cells == nil || message.process == cells else { continue }
      message.wireSize = messageFile.offset - bytes.count
      messages.append(message)
      if case .begin(let item) = message.kind {
        onBegin(item)
        last = (item, message)
      }
    }
    messageFile.putBack(bytes)
    return last
  }
}
