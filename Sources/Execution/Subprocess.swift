import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Starting programs, with nothing inherited but what is named.
enum Subprocess {
  struct Output {
    /// The exit code, or the negative number of the signal that ended the program.
    var code: Int32
    var output: [UInt8]
    var error: [UInt8]
  }

  /// Runs a program to its end and collects what it prints.
  static func run(_ path: String, _ arguments: [String]) throws(RunError) -> Output {
    let output = try Pipe()
    let error = try Pipe()
    let process = try start(
      path, arguments, environment: currentEnvironment,
      descriptors: [(1, output.writeEnd), (2, error.writeEnd)])
    output.closeWriteEnd()
    error.closeWriteEnd()
    var texts: [[UInt8]] = [[], []]
    let complete = collect([output.readEnd, error.readEnd], into: &texts)
    output.closeReadEnd()
    error.closeReadEnd()
    if !complete { kill(process, SIGKILL) }
    let code = wait(for: process)
    guard complete else { throw .interrupted }
    return Output(code: code, output: texts[0], error: texts[1])
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

  /// Starts a program in a process group of its own; standard input is empty unless given.
  static func start(
    _ path: String, _ arguments: [String], environment: [String: String],
    descriptors: [(Int32, Int32)]
  ) throws(RunError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (target, source) in descriptors { posix_spawn_file_actions_adddup2(&actions, source, target) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

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

  /// Waits for the process's end; the negative number of a signal where one ended it.
  @discardableResult
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return code(ofStatus: status)
  }

  static func code(ofStatus status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }

  /// Reads all descriptors to their ends; false where the user has interrupted the run.
  private static func collect(_ descriptors: [Int32], into texts: inout [[UInt8]]) -> Bool {
    var events = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while events.contains(where: { $0.fd >= 0 }) {
      if lectern_interrupted() != 0 { return false }
      guard poll(&events, nfds_t(events.count), 100) > 0 else { continue }
      for index in events.indices where events[index].revents != 0 {
        let count = read(events[index].fd, &buffer, buffer.count)
        if count > 0 { texts[index].append(contentsOf: buffer[..<count]) }
        if count == 0 || (count < 0 && errno != EINTR) { events[index].fd = -1 }
      }
    }
    return true
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

/// A pipe whose ends no other program inherits.
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
