import Execution
import Foundation
import Notebooks
import Synchronization

/// The process of `sourcekit-lsp`, and the folder with the files that it reads.
///
/// It is used from one queue, and everything that it calls is called there.
final class CompilerServer: @unchecked Sendable {
  /// How many notebooks can have their code in it at the same time.
  static let slots = 64

  private let tools: EditorTools
  /// The arguments for the packages of each slot's notebook.
  private var packages: [[String]] = Array(repeating: [], count: CompilerServer.slots)
  private let temporary: RunFolder
  /// The folder's path as the compiler's server has it.
  private let folder: String
  private let executable: String
  private let queue: DispatchQueue
  private let receive: (JSONValue) -> Void
  private let hasEnded: (String) -> Void
  private var process: Process?
  private var input: FileHandle?
  /// What has to wait until the server is initialized; `nil` then.
  private var waiting: [JSONValue]? = []
  private var isEnding = false

  /// - Parameters:
  ///   - queue: the queue on which messages are received and `hasEnded` is called.
  ///   - hasEnded: called with the reason when the process ends on its own.
  init(
    _ tools: EditorTools, executable: String, queue: DispatchQueue, receive: @escaping (JSONValue) -> Void,
    hasEnded: @escaping (String) -> Void
  ) throws {
    (self.executable, self.queue, self.receive, self.hasEnded) = (executable, queue, receive, hasEnded)
    self.tools = tools
    temporary = try RunFolder()
    folder = URL(fileURLWithPath: temporary.path).resolvingSymlinksInPath().path
    try writeCommands()
  }

  /// Writes how the code of each notebook is compiled.
  private func writeCommands() throws {
    let commands = (0..<Self.slots).map { slot -> JSONValue in
      let files = [file("main", slot).path, file("above", slot).path]
      return [
        "directory": .text(folder), "file": .text(files[0]),
        "arguments": .list(tools.command(files: files, packages: packages[slot]).map { .text($0) }),
      ]
    }
    try Data(JSONValue.list(commands).file).write(to: URL(fileURLWithPath: commandsFile))
  }

  private var commandsFile: String { folder + "/compile_commands.json" }

  /// Tells the process what the compiler has to know of a notebook's packages.
  ///
  /// - Returns: whether that is new, so that the notebook's code has to be opened again.
  func use(packages arguments: [String], in slot: Int) -> Bool {
    guard packages[slot] != arguments else { return false }
    packages[slot] = arguments
    // Without them, cells that import from packages have no completion; all else works.
    try? writeCommands()
    let change: JSONValue = ["uri": .text("file://" + commandsFile), "type": 2]
    send(Reply.notification("workspace/didChangeWatchedFiles", ["changes": [change]]))
    return true
  }

  private func file(_ name: String, _ slot: Int) -> URL {
    URL(fileURLWithPath: "\(folder)/\(slot)/\(name).swift")
  }

  func uri(_ name: String, _ slot: Int) -> String { "file://" + file(name, slot).path }

  /// Starts the process. What is sent from now on waits for its first answer.
  ///
  /// - Parameter capabilities: what the editor can do, of the part `textDocument`.
  func start(capabilities: JSONValue) throws {
    let (input, output, process) = (Pipe(), Pipe(), Process())
    // The process ends when this one is killed.
    process.executableURL = URL(fileURLWithPath: tools.keeper)
    process.arguments = ["--keep", "\(getpid())", "0", executable]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let reading = output.fileHandleForReading
    let start = Mutex<Result<Void, any Error>?>(nil)
    let hasStarted = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [self] in
      // The system kills it when the thread that has started it ends, so that is this one.
      let result = Result { try process.run() }
      start.withLock { $0 = result }
      hasStarted.signal()
      guard case .success = result else { return }
      var reader = MessageReader()
      while case let bytes = ByteStream.next(reading.fileDescriptor), !bytes.isEmpty {
        reader.append(bytes)
        while let item = reader.next() {
          if case .message(let message) = item { queue.async { self.take(message, from: process) } }
        }
      }
      process.waitUntilExit()
      queue.async { self.end(of: process) }
    }
    hasStarted.wait()
    try start.withLock { $0 }?.get()
    (self.process, self.input, waiting) = (process, input.fileHandleForWriting, [])
    write(
      Reply.request(
        "initialize",
        [
          "processId": .number("\(getpid())"), "rootUri": .text("file://" + folder),
          "capabilities": ["textDocument": capabilities.with("diagnostic", .object([:]))],
          "initializationOptions": ["backgroundIndexing": .truth(false)],
        ], id: 0))
  }

  private func take(_ message: JSONValue, from process: Process) {
    guard process === self.process else { return }
    if message["method"] != nil {
      // It asks for settings and the like; there are none.
      if let id = message["id"] { write(Reply.result(.null, to: id)) }
    } else if message["id"]?.integer == 0 {
      write(Reply.notification("initialized", .object([:])))
      for message in waiting ?? [] { write(message) }
      waiting = nil
    } else {
      receive(message)
    }
  }

  private func end(of process: Process) {
    guard process === self.process, !isEnding else { return }
    self.process = nil
    let isSignal = process.terminationReason == .uncaughtSignal
    hasEnded("\(isSignal ? "signal" : "code") \(process.terminationStatus)")
  }

  func send(_ message: JSONValue) {
    if waiting != nil { waiting?.append(message) } else { write(message) }
  }

  private func write(_ message: JSONValue) {
    // A process that has ended is noticed where its output is read.
    try? input?.write(contentsOf: Data(Reply.framed(message)))
  }

  /// Puts the code above the focus where the compiler reads it.
  func write(_ text: String, above slot: Int) {
    let file = file("above", slot)
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: file)
  }

  /// Ends the process and removes its files.
  func end() {
    isEnding = true
    process?.terminate()
    try? FileManager.default.removeItem(atPath: temporary.path)
  }
}
