import Foundation
import TestSupport

/// A folder of its own for each test, and the built `lectern` to run in it.
struct Workbench {
  private let temporary: TemporaryFolder
  var folder: URL { temporary.url }

  init() throws {
    temporary = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("notebooks"), withIntermediateDirectories: true)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func path(of name: String) -> String { folder.appendingPathComponent(name).path }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  func start(
    _ arguments: [String], _ environment: [String: String] = [:], input: Pipe? = nil
  ) throws -> (process: Process, output: Pipe, error: Pipe) {
    try start(Self.lectern, arguments, environment, input: input)
  }

  private static var lectern: URL {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return executable.deletingLastPathComponent().appendingPathComponent("lectern")
  }

  private func start(
    _ executable: URL, _ arguments: [String], _ environment: [String: String], input: Pipe? = nil
  ) throws -> (process: Process, output: Pipe, error: Pipe) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let hasCache = environment["HOME"] != nil || environment["XDG_CACHE_HOME"] != nil
    let cache = Self.lectern.deletingLastPathComponent().path + "/cache-of-tests"
    let own = hasCache ? [:] : ["XDG_CACHE_HOME": cache]
    process.environment = ProcessInfo.processInfo.environment.merging(own.merging(environment) { $1 }) { $1 }
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    if let input { process.standardInput = input }
    process.currentDirectoryURL = folder
    try process.run()
    return (process, output, error)
  }

  func lectern(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
    try lectern(arguments)
  }

  func lectern(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> (code: Int32, output: String, error: String) {
    try finish(start(arguments, environment))
  }

  /// Runs a line of shell in the folder; `$LECTERN` is the command.
  func shell(_ line: String) throws -> (code: Int32, output: String, error: String) {
    try finish(start(URL(fileURLWithPath: "/bin/bash"), ["-c", line], ["LECTERN": Self.lectern.path]))
  }

  private func finish(
    _ started: (process: Process, output: Pipe, error: Pipe)
  ) throws -> (code: Int32, output: String, error: String) {
    let (process, output, error) = started
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let messages = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, messages)
  }
}
