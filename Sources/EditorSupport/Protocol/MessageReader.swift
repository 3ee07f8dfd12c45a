import Notebooks

/// Takes the messages of the language server protocol out of a stream of bytes: headers with a length, and JSON.
///
/// Bytes that are no message are reported once and passed over, up to the next header.
struct MessageReader {
  enum Item: Equatable {
    case message(JSONValue)
    /// What has come instead of a message.
    case problem(String)
  }

  /// The most bytes of a message.
  static let longest = 64 << 20
  private static let longestHeader = 4096

  private var bytes: [UInt8] = []
  private var start = 0
  /// The bytes of a message that is too long to be kept.
  private var ignored = 0
  /// Whether lines are passed over until a header comes.
  private var isLost = false

  mutating func append(_ new: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += new
  }

  /// The next message; `nil` until more bytes come.
  mutating func next() -> Item? {
    while true {
      if ignored > 0 {
        let count = min(ignored, bytes.count - start)
        (start, ignored) = (start + count, ignored - count)
        if ignored > 0 { return nil }
      }
      guard let header = header() else {
        guard bytes.count - start > Self.longestHeader else { return nil }
        // A line that is too long; the next one may be a header.
        start = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        if isLost { continue }
        isLost = true
        return .problem("this is not a header of the protocol")
      }
      guard let length = header.length else {
        start = header.end
        if isLost { continue }
        isLost = true
        return .problem("a header without Content-Length")
      }
      isLost = false
      if length > Self.longest {
        (start, ignored) = (header.end, length)
        return .problem("a message of \(length) bytes; the most is \(Self.longest)")
      }
      guard bytes.count - header.end >= length else { return nil }
      start = header.end + length
      guard let value = JSONValue(parsing: Array(bytes[header.end..<start])) else {
        return .problem("the message is not JSON")
      }
      return .message(value)
    }
  }

  /// The lines up to a blank one, or a single line that can't be one of a header.
  private func header() -> (length: Int?, end: Int)? {
    var (length, place): (Int?, Int) = (nil, start)
    while let feed = bytes[place...].prefix(Self.longestHeader).firstIndex(of: 0x0A) {
      let line = String(decoding: bytes[place..<feed], as: UTF8.self).trimmed
      place = feed + 1
      if line.isEmpty { return (length, place) }
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].utf8.allSatisfy(Self.isOfName) else { return (nil, place) }
      guard parts[0].lowercased() == "content-length" else { continue }
      guard let count = Int(String(parts[1]).trimmed), count >= 0 else { return (nil, place) }
      length = count
    }
    return nil
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
  }
}

extension String {
  fileprivate var trimmed: String {
    String(self.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
