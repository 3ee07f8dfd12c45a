/// A file's text as lines, with any line endings and any bytes.
struct SourceLines {
  /// The lines without their endings (LF, CR LF or CR), in valid UTF-8.
  private(set) var lines: [[UInt8]] = []
  /// Where bytes were replaced because they aren't UTF-8.
  private(set) var firstInvalid: SourceLocation?
  /// Where a NUL was replaced.
  private(set) var firstNUL: SourceLocation?

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  init(_ source: [UInt8]) {
    var rest = source[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
      append(rest[..<end])
      rest = rest[end...]
      if rest.starts(with: [0x0D, 0x0A]) { rest = rest.dropFirst() }
      rest = rest.dropFirst()
    }
  }

  private mutating func append(_ line: ArraySlice<UInt8>) {
    let number = lines.count + 1
    if let bad = UTF8Check.firstInvalid(in: line) {
      firstInvalid = firstInvalid ?? SourceLocation(line: number, column: bad - line.startIndex + 1)
      lines.append(Array(String(decoding: line, as: UTF8.self).utf8))
    } else {
      lines.append(Array(line))
    }
    guard let nul = lines[number - 1].firstIndex(of: 0) else { return }
    firstNUL = firstNUL ?? SourceLocation(line: number, column: nul + 1)
    lines[number - 1] = Array(lines[number - 1].map { $0 == 0 ? Self.replacement : [$0] }.joined())
  }
}

/// Finds the first byte of a text that isn't UTF-8.
package enum UTF8Check {
  /// The index of the first byte of the first invalid UTF-8 sequence (Unicode 15, table 3-7).
  package static func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = length(of: bytes[index...])
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }

  /// The length of the sequence at the beginning of `bytes`; 0 if it isn't valid.
  private static func length(of bytes: ArraySlice<UInt8>) -> Int {
    let first = bytes[bytes.startIndex]
    if first < 0x80 { return 1 }
    let (count, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard count > 0, bytes.count >= count, second.contains(bytes[bytes.startIndex + 1]) else { return 0 }
    let rest = bytes.dropFirst(2).prefix(count - 2)
    return rest.allSatisfy { (0x80...0xBF).contains($0) } ? count : 0
  }
}
