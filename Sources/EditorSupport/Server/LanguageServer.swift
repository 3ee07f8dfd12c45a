import Execution
import Foundation
import Notebooks

/// A language server for notebooks: it stands between an editor and the compiler's own server, `sourcekit-lsp`.
///
/// All its work is done on one queue, apart from the compiler's.
public final class LanguageServer: @unchecked Sendable {
  let queue = DispatchQueue(label: "lectern.lsp")
  let check: ProgramCheck
  private let output: @Sendable ([UInt8]) -> Void
  private let version: String
  private var state = State.new

  var notebooks: [String: OpenNotebook] = [:]
  /// The chapters of the books that they are in.
  var parsed = ParsedNotebooks()
  /// The notebooks whose text has changed since they were looked at.
  var pauses: [String: Int] = [:]

  var tools: EditorTools?
  /// The notebooks whose packages are looked for now and then, because they aren't built.
  var waiting: Set<String> = []
  var compiler: CompilerServer?
  var capabilities: JSONValue = .object([:])
  var requests = PendingRequests()
  /// When the compiler's server has ended.
  var ends: [Date] = []

  private enum State { case new, running, shutDown }

  /// - Parameter output: sends bytes to the editor.
  public init(version: String, output: @escaping @Sendable ([UInt8]) -> Void) {
    (self.version, self.output) = (version, output)
    check = ProgramCheck(queue: queue)
  }

  /// Serves until the editor says goodbye or its messages end.
  ///
  /// - Parameter read: the next bytes of the editor; none at the end.
  /// - Returns: whether the editor has ended it in the way of the protocol.
  public func serve(_ read: () -> [UInt8]) -> Bool {
    var reader = MessageReader()
    var isOver = false
    while !isOver {
      let bytes = read()
      if bytes.isEmpty { break }
      reader.append(bytes)
      while !isOver, let item = reader.next() {
        isOver = queue.sync { take(item) }
      }
    }
    return queue.sync {
      for uri in notebooks.keys { check.stop(uri) }
      compiler?.end()
      return state == .shutDown
    }
  }

  /// Returns whether it was the last message.
  private func take(_ item: MessageReader.Item) -> Bool {
    guard case .message(let message) = item else {
      if case .problem(let problem) = item { send(Reply.error(.parse, problem, to: .null)) }
      return false
    }
    let parameters = message["params"] ?? .null
    guard let method = message["method"]?.text else {
      // Nothing is asked of the editor, so answers mean nothing.
      if message["result"] == nil && message["error"] == nil {
        send(Reply.error(.invalidRequest, "a message without a method", to: message["id"] ?? .null))
      }
      return false
    }
    if method == "exit" { return true }
    if let id = message["id"] {
      answer(method, parameters, id)
    } else if state == .running {
      note(method, parameters)
    }
    return false
  }

  private func answer(_ method: String, _ parameters: JSONValue, _ id: JSONValue) {
    switch (state, method) {
    case (.new, "initialize"):
      state = .running
      capabilities = parameters["capabilities"]?["textDocument"] ?? .object([:])
      send(Reply.result(ServerCapabilities.all(version: version), to: id))
      startCompiler()
    case (.new, _): send(Reply.error(.notInitialized, "the first request is 'initialize'", to: id))
    case (.running, "initialize"): send(Reply.error(.invalidRequest, "'initialize' has come before", to: id))
    case (.running, "shutdown"):
      state = .shutDown
      send(Reply.result(.null, to: id))
    case (.running, _): request(method, parameters, id)
    case (.shutDown, _): send(Reply.error(.invalidRequest, "the server has been shut down", to: id))
    }
  }

  func send(_ message: JSONValue) { output(Reply.framed(message)) }

  /// Says something to the person at the editor.
  ///
  /// - Parameter kind: 1 for an error, 2 for a warning.
  func show(_ message: String, kind: Int) {
    send(
      Reply.notification(
        "window/showMessage", ["type": .number("\(kind)"), "message": .text("Lectern: " + message)]))
  }
}

/// What an editor is told at the beginning.
enum ServerCapabilities {
  static func all(version: String) -> JSONValue {
    [
      "capabilities": [
        "positionEncoding": "utf-16",
        "textDocumentSync": ["openClose": .truth(true), "change": 2, "save": .truth(true)],
        "completionProvider": ["triggerCharacters": [".", "(", "@", "|"], "resolveProvider": .truth(true)],
        "signatureHelpProvider": ["triggerCharacters": ["(", "["], "retriggerCharacters": [",", ":"]],
        "hoverProvider": .truth(true), "definitionProvider": .truth(true),
      ],
      "serverInfo": ["name": "lectern", "version": .text(version)],
    ]
  }
}
