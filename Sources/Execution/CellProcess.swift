import CPlatform
import Foundation

/// The process in which cells run: started early, given the program when it is compiled, watched to its end.
final class CellProcess {
  /// How the process came to its end.
  enum Ending {
    /// The exit code, or the negative number of a signal.
    case ended(Int32)
    case timedOut(seconds: Double)
    /// More was printed than may be.
    case outputLimit
    case interrupted
  }

  /// What is left when the process is gone.
  struct Trace {
    var ending: Ending
    var messages: [Message]
    var output: [UInt8]
    var error: [UInt8]
  }

  private let keeper: pid_t
  private let input: Pipe
  private let answers: Pipe
  private let folder: RunFolder
  private var answer = ""
  private var wire: GrowingFile
  private var messages: [Message] = []
  private var isRunning = true

  /// Starts the process, which loads what cells may call while the program is still compiled.
  init(
    _ installation: Installation, folder: RunFolder, directory: String, memory: Int, threads: Int? = nil
  ) throws(RunError) {
    self.folder = folder
    // A process that has died does not read what it is told; that must not end the runner.
    signal(SIGPIPE, SIG_IGN)
    for name in ["wire", "output", "error"] { _ = try folder.write([], to: name) }
    wire = GrowingFile(path: folder.path + "/wire")
    input = try Pipe()
    answers = try Pipe()
    keeper = try Subprocess.start(
      installation.host,
      [folder.path, installation.library, Compiler.entryPoint, "\(memory)", directory],
      environment: CellProcess.environment(threads: threads),
      descriptors: [(0, input.readEnd), (1, answers.writeEnd)])
    input.closeReadEnd()
    answers.closeWriteEnd()
  }

  deinit {
    stop()
  }

  private static func environment(threads: Int?) -> [String: String] {
    let fixed = [
      "SWIFT_DETERMINISTIC_HASHING": "1", "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ]
    let suggested = threads.map { ["LECTERN_THREADS": String($0)] } ?? [:]
    return suggested.merging(Subprocess.currentEnvironment) { $1 }.merging(fixed) { $1 }
  }

  /// Kills the process and all that descends from it.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    kill(keeper, SIGTERM)
    input.closeWriteEnd()
    Subprocess.wait(for: keeper)
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - timeout: the seconds that a step may take.
  ///   - onBegin: called when a step begins.
  func run(
    _ program: String, limits: Limits, timeout: @escaping (Int) -> Double, onBegin: (Int) -> Void
  ) throws(RunError) -> Trace {
    let line = Array((program + "\n").utf8)
    guard write(input.writeEnd, line, line.count) == line.count else {
      throw .hostFailed(errorText)
    }
    let ending = watch(limits: limits, timeout: timeout, onBegin: onBegin)
    stop()
    readMessages(onBegin: onBegin)
    let cells = Int32(answer.split(separator: "\n").first ?? "")
    let trace = Trace(
      ending: ending, messages: messages.filter { cells == nil || $0.process == cells },
      output: contents("output"), error: contents("error"))
    if trace.messages.isEmpty, case .ended(let code) = ending {
      throw .hostFailed(errorText.isEmpty ? "it ended with code \(code)" : errorText)
    }
    return trace
  }

  private var errorText: String { String(decoding: contents("error"), as: UTF8.self) }

  private func contents(_ name: String) -> [UInt8] {
    [UInt8](FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data())
  }
}

// MARK: - Watching

extension CellProcess {
  private func watch(limits: Limits, timeout: @escaping (Int) -> Double, onBegin: (Int) -> Void) -> Ending {
    var watch = StepWatch(limits: limits, timeout: timeout, folder: folder)
    while true {
      if readAnswer(milliseconds: 10) { return ending }
      if lectern_interrupted() != 0 { return .interrupted }
      if let step = readMessages(onBegin: onBegin) { watch.begin(step) }
      if watch.hasPrintedTooMuch {
        askForStack(onBegin: onBegin)
        return .outputLimit
      }
      if watch.isLate {
        if isFinished { return .ended(0) }
        askForStack(onBegin: onBegin)
        return .timedOut(seconds: watch.allowance)
      }
    }
  }

  /// Has the process tell where it is.
  private func askForStack(onBegin: (Int) -> Void) {
    kill(keeper, SIGUSR1)
    for _ in 0..<30 {
      if readAnswer(milliseconds: 10) { return }
      readMessages(onBegin: onBegin)
      if case .hang = messages.last?.kind { return }
    }
  }

  private var isFinished: Bool {
    messages.contains { if case .finish = $0.kind { true } else { false } }
  }

  private var ending: Ending {
    let lines = answer.split(separator: "\n")
    guard lines.count > 1, let status = Int32(lines[1]) else { return .ended(-SIGKILL) }
    return .ended(Subprocess.code(ofStatus: status))
  }

  /// Waits for the keeper; true when it has ended.
  private func readAnswer(milliseconds: Int32) -> Bool {
    var event = pollfd(fd: answers.readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(answers.readEnd, &buffer, buffer.count)
    if count > 0 { answer += String(decoding: buffer[..<count], as: UTF8.self) }
    return count == 0
  }

  /// Reads what has come; gives the step that has begun last.
  @discardableResult
  private func readMessages(onBegin: (Int) -> Void) -> Int? {
    var bytes = wire.readMore()[...]
    var last: Int?
    while let message = Message.next(in: &bytes) {
      messages.append(message)
      if case .begin(let step) = message.kind {
        onBegin(step)
        last = step
      }
    }
    wire.putBack(bytes)
    return last
  }
}
