/// A text's lines as ranges of its bytes, whatever ends them.
struct RawLines {
  let bytes: [UInt8]
  /// The lines without their ends.
  private(set) var contents: [Range<Int>] = []
  /// The offset after each line's end.
  private(set) var ends: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      contents.append(start..<end)
      start = min(bytes.count, end + (bytes.has("\r\n", at: end) ? 2 : 1))
      ends.append(start)
    }
  }

  var count: Int { contents.count }

  func content(_ line: Int) -> [UInt8] { Array(bytes[contents[line]]) }

  /// The bytes of some lines with their ends.
  func text(_ lines: Range<Int>) -> [UInt8] {
    lines.isEmpty ? [] : Array(bytes[contents[lines.lowerBound].lowerBound..<ends[lines.upperBound - 1]])
  }

  /// The bytes of some lines without the end of the last one.
  func inner(_ lines: Range<Int>) -> [UInt8] {
    lines.isEmpty
      ? [] : Array(bytes[contents[lines.lowerBound].lowerBound..<contents[lines.upperBound - 1].upperBound])
  }

  /// What ends a line; nothing at the end of the file.
  func end(_ line: Int) -> [UInt8] { Array(bytes[contents[line].upperBound..<ends[line]]) }
}

/// How a text's lines end.
enum LineEnding: String {
  case lf, crlf, cr

  /// How all lines end; `nil` if they differ.
  static func common(of bytes: [UInt8]) -> LineEnding? {
    let lines = RawLines(bytes)
    let ends = Set((0..<lines.count).map { lines.end($0) }.filter { !$0.isEmpty })
    guard ends.count <= 1, let end = ends.first else { return ends.isEmpty ? .lf : nil }
    return end == [0x0A] ? .lf : end == [0x0D] ? .cr : .crlf
  }

  var bytes: [UInt8] {
    switch self {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .cr: [0x0D]
    }
  }

  /// A text that ends its lines like this, with line feeds instead.
  func removed(from text: [UInt8]) -> [UInt8] {
    switch self {
    case .lf: text
    case .crlf: text.filter { $0 != 0x0D }
    case .cr: text.map { $0 == 0x0D ? 0x0A : $0 }
    }
  }

  /// A text with line feeds, with these ends instead.
  func applied(to text: [UInt8]) -> [UInt8] {
    self == .lf ? text : Array(text.map { $0 == 0x0A ? bytes : [$0] }.joined())
  }
}
