/// Reads the JSON of a safetensors header: only objects, texts and whole numbers.
struct JSONReader {
  /// What was expected, and at which byte.
  struct Failure: Error {
    let position: Int
    let expected: String
  }

  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  func failure(_ expected: String) -> Failure { Failure(position: position, expected: expected) }

  /// Reads `{"key": …, …}`; `value` reads the value after a key.
  mutating func object(
    _ value: (_ key: String, _ reader: inout JSONReader) throws(Failure) -> Void
  ) throws(Failure) {
    try take("{")
    if takes("}") { return }
    repeat {
      let key = try string()
      try take(":")
      try value(key, &self)
    } while takes(",")
    try take("}")
  }

  /// Reads `[1, 2, …]`.
  mutating func integers() throws(Failure) -> [Int] {
    try take("[")
    var integers: [Int] = []
    if takes("]") { return integers }
    repeat { integers.append(try integer()) } while takes(",")
    try take("]")
    return integers
  }

  private mutating func integer() throws(Failure) -> Int {
    skipSpaces()
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw Failure(position: start, expected: "a whole number")
    }
    return value
  }

  mutating func string() throws(Failure) -> String {
    try take("\"")
    var content: [UInt8] = []
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("no control character in a text") }
      position += 1
      if byte == UInt8(ascii: "\\") { content += try escape() } else { content.append(byte) }
    }
    try take("\"", skippingSpaces: false)
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Failure(position: start, expected: "a text in UTF-8")
    }
    return text
  }

  /// The bytes that an escape represents.
  private mutating func escape() throws(Failure) -> [UInt8] {
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    guard let letter = peek else { throw failure("the rest of an escape") }
    position += 1
    if let byte = plain[letter] { return [byte] }
    guard letter == UInt8(ascii: "u") else { throw failure("an escape of JSON") }
    var units = [try hexadecimalUnit()]
    if UTF16.isLeadSurrogate(units[0]) {
      try take("\\", skippingSpaces: false)
      try take("u", skippingSpaces: false)
      units.append(try hexadecimalUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw failure("a character") }
    return Array(text.utf8)
  }

  private mutating func hexadecimalUnit() throws(Failure) -> UInt16 {
    let end = min(position + 4, bytes.endIndex)
    let digits = String(decoding: bytes[position..<end], as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16), !digits.hasPrefix("+") else {
      throw failure("four hexadecimal digits")
    }
    position = end
    return unit
  }

  /// Nothing but spaces may follow.
  mutating func end() throws(Failure) {
    skipSpaces()
    if position < bytes.endIndex { throw failure("the end of the header") }
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard let byte = peek, byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar, skippingSpaces: Bool = true) throws(Failure) {
    if skippingSpaces { skipSpaces() }
    guard let byte = peek, byte == UInt8(ascii: character) else { throw failure("\(character)") }
    position += 1
  }
}

/// Writes JSON.
enum JSONText {
  /// A text in quotation marks.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        quoted += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default:
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
