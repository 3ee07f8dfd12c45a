/// A TeX token and its bytes.
struct TeXToken {
  enum Kind: Hashable {
    /// Without the backslash: `frac`, `,`.
    case command(String)
    case character(Unicode.Scalar)
    case open
    case close
    case ampersand
    /// Two backslashes.
    case rowEnd
    case superscript
    case `subscript`
    case end
  }

  var kind: Kind
  var range: Range<Int>
}

/// Splits TeX into tokens, skipping spaces and comments.
struct TeXLexer {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> TeXToken {
    skipSpaces()
    let start = position
    guard start < bytes.count else { return TeXToken(kind: .end, range: start..<start) }
    let kind: TeXToken.Kind
    position += 1
    switch bytes[start] {
    case UInt8(ascii: "\\"): kind = command()
    case UInt8(ascii: "{"): kind = .open
    case UInt8(ascii: "}"): kind = .close
    case UInt8(ascii: "&"): kind = .ampersand
    case UInt8(ascii: "^"): kind = .superscript
    case UInt8(ascii: "_"): kind = .subscript
    default:
      position = start
      kind = .character(scalar())
    }
    return TeXToken(kind: kind, range: start..<position)
  }

  private mutating func command() -> TeXToken.Kind {
    let start = position
    while position < bytes.count, bytes[position].isLetter { position += 1 }
    if position == start {
      guard position < bytes.count else { return .command("") }
      let mark = scalar()
      return mark == "\\" ? .rowEnd : .command(mark == "\n" || mark == "\t" ? " " : String(mark))
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "*"),
      bytes[start..<position].string == "operatorname"
    {
      position += 1
    }
    return .command(bytes[start..<position].string)
  }

  private mutating func scalar() -> Unicode.Scalar {
    var decoder = UTF8()
    var rest = bytes[position...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
      position += 1
      return "\u{FFFD}"
    }
    position += UTF8.width(scalar)
    return scalar
  }

  private mutating func skipSpaces() {
    while position < bytes.count {
      if bytes[position].isBlank || bytes[position] < 0x20 {
        position += 1
      } else if bytes[position] == UInt8(ascii: "%") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else {
        return
      }
    }
  }

  /// The raw bytes of a group that is not mathematics: from after its opening brace to its closing brace.
  ///
  /// - Returns: `nil` if the group is not closed.
  mutating func rawGroup() -> Range<Int>? {
    let start = position
    var depth = 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: break
      }
      position = min(position + 1, bytes.count)
      if depth == 0 { return start..<(position - 1) }
    }
    return nil
  }

  /// Goes back to an earlier position.
  mutating func rewind(to place: Int) { position = place }
}
