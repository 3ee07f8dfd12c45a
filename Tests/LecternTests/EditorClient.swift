import Foundation
import Notebooks

/// An editor without a window: it starts `lectern lsp` and talks to it.
final class EditorClient: @unchecked Sendable {
  // The lock guards what the reading thread adds.
  private let condition = NSCondition()
  private var received: [JSONValue] = []
  private var isOver = false
  private let process: Process
  private let input = Pipe()
  private var count = 0

  init(_ bench: Workbench, _ environment: [String: String] = [:]) throws {
    signal(SIGPIPE, SIG_IGN)
    let output: Pipe
    (process, output, _) = try bench.start(["lsp"], environment, input: input)
    Thread.detachNewThread { [self] in
      var bytes: [UInt8] = []
      while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
        bytes += data
        while let message = Self.message(&bytes) { add(message) }
      }
      condition.lock()
      isOver = true
      condition.broadcast()
      condition.unlock()
    }
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Ends it as a crash would.
  ///
  /// - Returns: the programs that it had started, by the paths of what `/proc` knows of them.
  func kill() -> [String] {
    let own = "/proc/\(process.processIdentifier)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
    let children = threads.flatMap { thread in
      ((try? String(contentsOfFile: "\(own)/\(thread)/children", encoding: .utf8)) ?? "").split(
        separator: " ")
    }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return children.map { "/proc/\($0)" }
  }

  private func add(_ message: JSONValue) {
    condition.lock()
    received.append(message)
    condition.broadcast()
    condition.unlock()
  }

  private static func message(_ bytes: inout [UInt8]) -> JSONValue? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let header = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    guard let length = Int(header.dropFirst("Content-Length: ".count)), bytes.count - end.upperBound >= length
    else { return nil }
    defer { bytes.removeFirst(end.upperBound + length) }
    return JSONValue(parsing: Array(bytes[end.upperBound...].prefix(length)))
  }

  // MARK: Sending

  func send(_ text: String) { try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  func send(_ message: JSONValue) {
    let text = message.line
    send("Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
  }

  func note(_ method: String, _ parameters: JSONValue) {
    send(["jsonrpc": "2.0", "method": .text(method), "params": parameters])
  }

  /// Sends a request and waits for the whole answer.
  func ask(_ method: String, _ parameters: JSONValue = .object([:])) -> JSONValue {
    count += 1
    let id = JSONValue.number("\(count)")
    send(["jsonrpc": "2.0", "id": id, "method": .text(method), "params": parameters])
    return first { $0["id"] == id && $0["method"] == nil } ?? .null
  }

  /// Begins as editors do.
  func begin() {
    _ = ask("initialize", ["processId": .null, "rootUri": .null, "capabilities": .object([:])])
    note("initialized", .object([:]))
  }

  func open(_ file: String, _ text: String) {
    note(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .text(Self.uri(file)), "languageId": "markdown", "version": 1, "text": .text(text),
        ]
      ])
  }

  /// Replaces a part of a line.
  func change(_ file: String, line: Int, from: Int, to: Int, _ text: String, version: Int = 2) {
    change(
      file, ["range": ["start": place(line, from), "end": place(line, to)], "text": .text(text)], version)
  }

  /// Puts lines in the place of others.
  func change(_ file: String, lines: Range<Int>, to text: String, version: Int) {
    let range: JSONValue = ["start": place(lines.lowerBound, 0), "end": place(lines.upperBound, 0)]
    change(file, ["range": range, "text": .text(text)], version)
  }

  /// Replaces the whole text.
  func replace(_ file: String, with text: String, version: Int) {
    change(file, ["text": .text(text)], version)
  }

  private func change(_ file: String, _ change: JSONValue, _ version: Int) {
    note(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .text(Self.uri(file)), "version": .number("\(version)")],
        "contentChanges": [change],
      ])
  }

  /// Asks about a place; both numbers count from 0.
  func ask(_ kind: String, _ file: String, _ line: Int, _ character: Int) -> JSONValue {
    let parameters: JSONValue = [
      "textDocument": ["uri": .text(Self.uri(file))], "position": place(line, character),
    ]
    return ask("textDocument/\(kind)", parameters)["result"] ?? .null
  }

  func hover(_ file: String, _ line: Int, _ character: Int) -> String {
    ask("hover", file, line, character)["contents"]?["value"]?.text ?? ""
  }

  func labels(_ file: String, _ line: Int, _ character: Int) -> [String] {
    let result = ask("completion", file, line, character)
    return (result["items"]?.list ?? result.list ?? []).compactMap { $0["label"]?.text }
  }

  static func uri(_ file: String) -> String { "file://" + file }

  private func place(_ line: Int, _ character: Int) -> JSONValue {
    ["line": .number("\(line)"), "character": .number("\(character)")]
  }

  // MARK: Receiving

  /// The first message that fits, which is then forgotten; `nil` if none comes in time.
  func first(within seconds: Double = 120, _ fits: (JSONValue) -> Bool) -> JSONValue? {
    let end = Date(timeIntervalSinceNow: seconds)
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let index = received.firstIndex(where: fits) { return received.remove(at: index) }
      if isOver || !condition.wait(until: end) { return nil }
    }
  }

  /// Waits until a file's diagnostics are as expected; returns them as `line:column: message`, or the last ones that came.
  func diagnostics(of file: String, _ areExpected: ([String]) -> Bool) -> [String] {
    var last: [String] = []
    let end = Date(timeIntervalSinceNow: 120)
    while Date() < end {
      let message = first(within: end.timeIntervalSinceNow) {
        $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.text == Self.uri(file)
      }
      guard let entries = message?["params"]?["diagnostics"]?.list else { break }
      last = entries.map { entry in
        let start = entry["range"]?["start"]
        return
          "\(start?["line"]?.integer ?? -1):\(start?["character"]?.integer ?? -1): \(entry["message"]?.text ?? "")"
      }
      if areExpected(last) { break }
    }
    return last
  }

  /// Waits until the diagnostics of a version of a file come.
  ///
  /// - Returns: whether they have come.
  func hasDiagnostics(of file: String, version: Int) -> Bool {
    let message = first {
      $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.text == Self.uri(file)
        && $0["params"]?["version"]?.integer == version
    }
    return message != nil
  }

  /// What has been said to the person at the editor.
  var said: [String] {
    condition.lock()
    defer { condition.unlock() }
    return received.filter { $0["method"] == "window/showMessage" }.compactMap {
      $0["params"]?["message"]?.text
    }
  }

  /// Waits for the process's end.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
