import Notebooks

/// The messages that are sent, in the form of JSON-RPC.
enum Reply {
  /// The numbers of errors that the protocol defines.
  enum Code: Int {
    case parse = -32700
    case invalidRequest = -32600
    case unknownMethod = -32601
    case invalidParameters = -32602
    case notInitialized = -32002
    case cancelled = -32800
    case failed = -32803
  }

  static func result(_ result: JSONValue, to id: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "id": id, "result": result]
  }

  static func error(_ code: Code, _ message: String, to id: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "id": id, "error": ["code": .number("\(code.rawValue)"), "message": .text(message)]]
  }

  static func request(_ method: String, _ parameters: JSONValue, id: Int) -> JSONValue {
    ["jsonrpc": "2.0", "id": .number("\(id)"), "method": .text(method), "params": parameters]
  }

  static func notification(_ method: String, _ parameters: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "method": .text(method), "params": parameters]
  }

  /// The bytes that travel: a header, and the JSON.
  static func framed(_ message: JSONValue) -> [UInt8] {
    let body = Array(message.line.utf8)
    return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}

extension JSONValue {
  /// The value with texts exchanged, wherever they are values.
  func exchanging(_ names: [String: String]) -> JSONValue {
    switch self {
    case .text(let text): .text(names[text] ?? text)
    case .list(let list): .list(list.map { $0.exchanging(names) })
    case .object(let members): .object(members.mapValues { $0.exchanging(names) })
    default: self
    }
  }

  /// The object with a member set, or taken away.
  func with(_ key: String, _ value: JSONValue?) -> JSONValue {
    var members = object ?? [:]
    members[key] = value
    return .object(members)
  }
}
