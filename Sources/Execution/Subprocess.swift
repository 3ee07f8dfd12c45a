import CPlatform
import Platform

/// Starts programs that inherit only the descriptors they are given.
package enum Subprocess {
  package struct Output {
    /// The exit code, or the negative number of the signal that ended the program.
    package var code: Int32
    package var output: [UInt8]
    package var error: [UInt8]

    /// Whether a tool ended because it got no more memory. LLVM's programs say so before they abort.
    fileprivate var lacksMemory: Bool {
      guard code < 0 else { return false }
      let lines = String(decoding: error, as: UTF8.self).split(separator: "\n")
      return lines.contains { $0.hasPrefix("LLVM ERROR: out of memory") || $0.hasSuffix("std::bad_alloc'") }
    }

    /// Why a tool failed, if not because of the notebook's code.
    var failure: String {
      let text = String(decoding: error, as: UTF8.self)
      if code < 0 { return "it ended with \(ExitText.of(code))" }
      guard let last = text.lastIndex(where: { !$0.isWhitespace }) else {
        return "it ended with \(ExitText.of(code)) and gave no reason"
      }
      return String(text[...last])
    }
  }

  /// Runs a tool to its end and collects what it prints.
  ///
  /// - Parameters:
  ///   - name: what messages call it.
  ///   - limits: the time and memory that it may take; processes that it has started end with it. What it may print is
  ///     limited too.
  ///   - keeper: the program `lectern-host`, with which the tool ends when this process is killed.
  ///   - isAside: whether others that are running are in more of a hurry.
  static func run(
    _ path: String, _ arguments: [String], as name: String, limits: ToolLimits, keptBy keeper: String? = nil,
    isAside: Bool = false
  ) throws(RunError) -> Output {
    var time = WatchedTime(limit: limits.seconds)
    return try run(
      path, arguments, as: name, limits: limits, within: &time, keptBy: keeper, isAside: isAside)
  }

  /// Runs a tool as the function above does, and leaves in `time` what it has taken.
  static func run(
    _ path: String, _ arguments: [String], as name: String, limits: ToolLimits,
    within time: inout WatchedTime, keptBy keeper: String?, isAside: Bool
  ) throws(RunError) -> Output {
    // The system's own error for a program that isn't there.
    guard let keeper, access(path, X_OK) == 0 else {
      return try runAlone(path, arguments, as: name, within: &time)
    }
    let way = [isAside ? "--keep-aside" : "--keep", "\(getpid())", "\(limits.memory ?? 0)", path]
    let output = try runAlone(keeper, way + arguments, as: name, within: &time)
    if let memory = limits.memory, output.lacksMemory { throw .toolTooLarge(tool: name, bytes: memory) }
    return output
  }

  private static func runAlone(
    _ path: String, _ arguments: [String], as name: String, within time: inout WatchedTime
  ) throws(RunError) -> Output {
    let output = try Pipe()
    let error = try Pipe()
    let process = try start(
      path, arguments, environment: currentEnvironment,
      descriptors: [(1, output.writeEnd), (2, error.writeEnd)])
    output.closeWriteEnd()
    error.closeWriteEnd()
    var texts: [[UInt8]] = [[], []]
    let most = [ToolLimits.output, ToolLimits.messages]
    let end = collect([output.readEnd, error.readEnd], into: &texts, atMost: most, within: &time)
    if end == .complete, let code = wait(for: process, within: &time) {
      return Output(code: code, output: texts[0], error: texts[1])
    }
    // Build tools start processes in groups of their own.
    lectern_kill_tree(process)
    kill(-process, SIGKILL)
    wait(for: process)
    if Interruption.hasCome { throw .interrupted }
    if case .excess(let bytes) = end { throw .toolTooTalkative(tool: name, bytes: bytes) }
    throw .toolTooSlow(tool: name, seconds: time.limit)
  }

  static var currentEnvironment: [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return result
  }

  /// Starts a program in a process group of its own; standard input is empty unless given. Apart from the three standard
  /// descriptors it inherits none, however they were opened: by a shell, a library or another thread.
  static func start(
    _ path: String, _ arguments: [String], environment: [String: String],
    descriptors: [(Int32, Int32)]
  ) throws(RunError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (target, source) in descriptors { posix_spawn_file_actions_adddup2(&actions, source, target) }
    let closing = lectern_close_others(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | closing
    )

    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var process = pid_t()
    let code = withCStrings([path] + arguments) { arguments in
      withCStrings(variables) { variables in
        posix_spawn(&process, path, &actions, &attributes, arguments, variables)
      }
    }
    guard code == 0 else { throw .system(operation: "starting \(path)", code: code) }
    return process
  }

  /// Waits for the process's end and returns its exit code, or the negative number of the signal that ended it.
  @discardableResult
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return code(ofStatus: status)
  }

  /// Waits for the process's end; returns `nil` if it takes too long or the user interrupts the run.
  static func wait(for process: pid_t, within time: inout WatchedTime) -> Int32? {
    var pause: UInt32 = 100
    while true {
      var status: Int32 = 0
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return code(ofStatus: status) }
      if ended < 0 && errno != EINTR { return -SIGKILL }
      if Interruption.hasCome || time.isOver() { return nil }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
  }

  /// Whether a process has ended. It can still be waited for afterwards.
  static func hasEnded(_ process: pid_t) -> Bool { has(process, WEXITED) }

  /// Whether a process has been stopped since the last call.
  static func isStopped(_ process: pid_t) -> Bool { has(process, WSTOPPED) }

  private static func has(_ process: pid_t, _ state: Int32) -> Bool {
    var information = siginfo_t()
    let flags = state == WSTOPPED ? state | WNOHANG : state | WNOHANG | WNOWAIT
    return waitid(P_PID, id_t(process), &information, flags) == 0 && information.si_signo == SIGCHLD
  }

  static func code(ofStatus status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }

  private enum Reading: Equatable {
    /// All descriptors have been read to their ends.
    case complete
    /// It takes too long, or the user interrupts the run.
    case late
    /// More comes than this number of bytes, which is the most that is read of the descriptor.
    case excess(Int)
  }

  /// Reads all descriptors to their ends, but of each only so many bytes.
  private static func collect(
    _ descriptors: [Int32], into texts: inout [[UInt8]], atMost most: [Int], within time: inout WatchedTime
  ) -> Reading {
    var events = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while events.contains(where: { $0.fd >= 0 }) {
      if Interruption.hasCome || time.isOver() { return .late }
      guard poll(&events, nfds_t(events.count), 10) > 0 else { continue }
      for index in events.indices where events[index].revents != 0 {
        let count = read(events[index].fd, &buffer, buffer.count)
        if count > 0 { texts[index].append(contentsOf: buffer[..<count]) }
        if texts[index].count > most[index] { return .excess(most[index]) }
        if count == 0 || (count < 0 && errno != EINTR) { events[index].fd = -1 }
      }
    }
    return .complete
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

/// How a process has ended, in words.
enum ExitText {
  /// - Parameter code: the exit code, or the negative number of a signal.
  static func of(_ code: Int32) -> String {
    code < 0 ? "\(SignalName.text(-code)) (\(SignalName.meaning(-code)))" : "code \(code)"
  }
}

/// A pipe whose ends other programs don't inherit.
final class Pipe {
  private(set) var readEnd: Int32
  private(set) var writeEnd: Int32

  init() throws(RunError) {
    var ends: [Int32] = [-1, -1]
    guard lectern_pipe(&ends) == 0 else { throw .system(operation: "pipe", code: errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    closeReadEnd()
    closeWriteEnd()
  }

  func closeReadEnd() {
    if readEnd >= 0 { close(readEnd) }
    readEnd = -1
  }

  func closeWriteEnd() {
    if writeEnd >= 0 { close(writeEnd) }
    writeEnd = -1
  }
}
