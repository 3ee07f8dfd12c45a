import Markup

/// Why a text is not a drawing.
package struct MalformedDrawing: Error, Hashable {
  package var reason: String
}

/// Reads XML strictly, piece by piece. Comments, processing instructions and a plain DOCTYPE are skipped.
/// Entities other than XML's own five are refused, so nothing in a text can expand or be fetched.
struct MarkupReader {
  enum Piece {
    case start(name: String, attributes: [Attribute], isEmpty: Bool)
    case end(name: String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next piece; `nil` at the end.
  mutating func next() throws(MalformedDrawing) -> Piece? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return .text(try characters()) }
      if skip("<!--") {
        try pass("-->", of: "comment")
      } else if skip("<![CDATA[") {
        let start = position
        try pass("]]>", of: "CDATA section")
        return .text(String(decoding: bytes[start..<position - 3], as: UTF8.self))
      } else if skip("<?") {
        try pass("?>", of: "processing instruction")
      } else if skip("<!DOCTYPE") {
        try passDocumentType()
      } else if skip("</") {
        let name = try name()
        skipSpace()
        guard skip(">") else { throw malformed("the end tag </\(name) is not closed") }
        return .end(name: name)
      } else {
        position += 1
        return try startTag()
      }
    }
    return nil
  }

  private mutating func startTag() throws(MalformedDrawing) -> Piece {
    let name = try name()
    var attributes: [Attribute] = []
    var known: Set<String> = []
    while true {
      let hadSpace = skipSpace()
      if skip("/>") { return .start(name: name, attributes: attributes, isEmpty: true) }
      if skip(">") { return .start(name: name, attributes: attributes, isEmpty: false) }
      guard hadSpace, position < bytes.count else { throw malformed("the tag <\(name)> is not closed") }
      let key = try self.name()
      skipSpace()
      guard skip("=") else { throw malformed("the attribute \(key) of <\(name)> has no value") }
      skipSpace()
      guard known.insert(key).inserted else { throw malformed("<\(name)> has \(key) twice") }
      attributes.append(Attribute(name: key, value: try value(of: key)))
    }
  }

  private mutating func value(of key: String) throws(MalformedDrawing) -> String {
    guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = bytes[(position + 1)...].firstIndex(of: quote)
    else { throw malformed("the value of \(key) is not in quotes") }
    defer { position = end + 1 }
    let raw = bytes[(position + 1)..<end]
    guard !raw.contains(UInt8(ascii: "<")) else { throw malformed("the value of \(key) holds a <") }
    return try decoded(raw)
  }

  private mutating func characters() throws(MalformedDrawing) -> String {
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    defer { position = end }
    return try decoded(bytes[position..<end])
  }

  private mutating func name() throws(MalformedDrawing) -> String {
    let start = position
    while let byte = current, MarkupReader.isNamePart(byte) { position += 1 }
    guard position > start, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) else {
      throw malformed("a tag or an attribute has no name")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  /// Skips a name and perhaps addresses, which are not followed. Definitions of entities are refused.
  private mutating func passDocumentType() throws(MalformedDrawing) {
    while let byte = current {
      if byte == UInt8(ascii: "[") { throw malformed("its DOCTYPE defines something of its own") }
      position += 1
      if byte == UInt8(ascii: ">") { return }
    }
    throw malformed("its DOCTYPE is not closed")
  }

  private mutating func pass(_ end: StaticString, of kind: String) throws(MalformedDrawing) {
    while position < bytes.count {
      if skip(end) { return }
      position += 1
    }
    throw malformed("a \(kind) is not closed")
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
    position += count
    return true
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = position
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    return position > start
  }

  private func malformed(_ reason: String) -> MalformedDrawing {
    let line = bytes[..<min(position, bytes.count)].count { $0 == 0x0A } + 1
    return MalformedDrawing(reason: line > 1 ? "\(reason) (line \(line) of the drawing)" : reason)
  }
}

// MARK: - References

extension MarkupReader {
  private func decoded(_ raw: ArraySlice<UInt8>) throws(MalformedDrawing) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var result: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "&") else {
        result.append(raw[index])
        index += 1
        continue
      }
      guard let end = raw[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
        throw malformed("an & is not followed by a name and a semicolon")
      }
      let name = String(decoding: raw[(index + 1)..<end], as: UTF8.self)
      guard let character = MarkupReader.character(name) else {
        throw malformed("&\(name); has no meaning here")
      }
      result += Array(String(character).utf8)
      index = end + 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }
}
