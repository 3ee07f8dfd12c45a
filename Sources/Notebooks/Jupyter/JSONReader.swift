import SwiftSource

/// Reads JSON, and says where it is none.
struct JSONReader {
  struct Problem: Error {
    var message: String
    var location: SourceLocation
  }

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  /// Where the values near the root begin, by their paths: `cells[2].source`.
  private(set) var offsets: [String: Int] = [:]

  private static let deepest = 200

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that the whole text is.
  mutating func value() throws(Problem) -> JSONValue {
    if let bad = UTF8Check.firstInvalid(in: bytes[...]) {
      index = bad
      throw problem("this byte is not UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    let value = try read(path: "")
    skipBlanks()
    if index < bytes.count { throw problem("this is not JSON: something follows its end") }
    return value
  }

  /// The place of a value near the root, or of the nearest one above it.
  func location(of path: String) -> SourceLocation {
    var path = path[...]
    while true {
      if let offset = offsets[String(path)] { return Self.location(of: offset, in: bytes) }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
      path = path[..<end]
    }
    return SourceLocation(line: 1, column: 1)
  }

  private static func location(of offset: Int, in bytes: [UInt8]) -> SourceLocation {
    let before = bytes[..<offset]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return SourceLocation(line: 1 + before.count { $0 == 0x0A }, column: offset - start + 1)
  }

  private func problem(_ message: String) -> Problem {
    Problem(message: message, location: Self.location(of: min(index, bytes.count), in: bytes))
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  // MARK: Values

  private mutating func read(path: String?) throws(Problem) -> JSONValue {
    skipBlanks()
    if let path { offsets[path] = index }
    guard index < bytes.count else { throw problem("this is not JSON: it ends too early") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try nested { reader throws(Problem) in try reader.object(path) }
    case UInt8(ascii: "["): return try nested { reader throws(Problem) in try reader.array(path) }
    case UInt8(ascii: "\""): return .text(try text())
    default: return try word()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(Problem) -> JSONValue
  ) throws(Problem) -> JSONValue {
    depth += 1
    if depth > Self.deepest { throw problem("more than \(Self.deepest) levels of JSON") }
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object(_ path: String?) throws(Problem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    index += 1
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw problem("this is not JSON: a key in quotes belongs here")
      }
      let start = index
      let key = try text()
      if members[key] != nil {
        index = start
        throw problem("the key '\(key)' is given twice in this object")
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw problem("this is not JSON: a ':' belongs here") }
      members[key] = try read(path: path.flatMap { depth < 5 ? $0.isEmpty ? key : "\($0).\(key)" : nil })
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("this is not JSON: a ',' or a '}' belongs here") }
    return .object(members)
  }

  private mutating func array(_ path: String?) throws(Problem) -> JSONValue {
    var list: [JSONValue] = []
    index += 1
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .list(list) }
    repeat {
      list.append(try read(path: path.flatMap { depth < 5 ? "\($0)[\(list.count)]" : nil }))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("this is not JSON: a ',' or a ']' belongs here") }
    return .list(list)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// A number, or one of the words; Python's `NaN` and `Infinity` too.
  private mutating func word() throws(Problem) -> JSONValue {
    let start = index
    let end =
      bytes[index...].firstIndex { !($0.isLetter || $0.isDigit || "+-.".utf8.contains($0)) } ?? bytes.endIndex
    let word = bytes[start..<end].string
    switch word {
    case "null": index = end
    case "true", "false":
      index = end
      return .truth(word == "true")
    case _ where Self.isNumber(bytes[start..<end]), "NaN", "Infinity", "-Infinity":
      index = end
      return .number(word)
    default: throw problem("this is not JSON: no value begins here")
    }
    return .null
  }

  /// Whether the bytes are a number as JSON writes it.
  static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: \.isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: \.isDigit)
      if digits.isEmpty { return false }
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let first = rest.first else { return true }
    guard first | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(\.isDigit)
  }

  // MARK: Texts

  private mutating func text() throws(Problem) -> String {
    index += 1
    var result: [UInt8] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return result.string
      case UInt8(ascii: "\\"): result += try escaped()
      case 0..<0x20: throw problem("this is not JSON: a text has a control character, which must be escaped")
      default:
        result.append(bytes[index])
        index += 1
      }
    }
    throw problem("this is not JSON: a text is not closed")
  }

  private mutating func escaped() throws(Problem) -> [UInt8] {
    guard index + 1 < bytes.count else { throw problem("this is not JSON: a text is not closed") }
    let simple: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    if let byte = simple[bytes[index + 1]] {
      index += 2
      return [byte]
    }
    let start = index
    guard var code = unit() else { throw problem("this is not JSON: no character is escaped like this") }
    if 0xD800..<0xDC00 ~= code, let low = unit(), 0xDC00..<0xE000 ~= low {
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      index = start
      throw problem("half a character: it needs two such escapes")
    }
    return Array(String(Character(scalar)).utf8)
  }

  /// Reads `\u12AB`.
  private mutating func unit() -> UInt32? {
    guard bytes.has("\\u", at: index), index + 6 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0.isDigit || 0x61...0x66 ~= $0 | 0x20 }) else { return nil }
    index += 6
    return UInt32(digits, radix: 16)
  }
}
