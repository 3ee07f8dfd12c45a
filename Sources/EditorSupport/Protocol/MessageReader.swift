import Foundation
import Notebooks

/// Takes the messages of the language server protocol out of a stream of bytes: headers with a length, and JSON.
///
/// Bytes that are no message are reported once and passed over, up to the next header.
package struct MessageReader {
  package enum Item: Equatable {
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
  /// Whether what comes next is the rest of a line that is too long.
  private var isInLongLine = false

  package init() {}

  package mutating func append(_ new: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += new
  }

  /// The next message; `nil` until more bytes come.
  package mutating func next() -> Item? {
    while true {
      if ignored > 0 {
        let count = min(ignored, bytes.count - start)
        (start, ignored) = (start + count, ignored - count)
        if ignored > 0 { return nil }
      }
      if isInLongLine {
        let feed = bytes[start...].firstIndex(of: 0x0A)
        (start, isInLongLine) = (feed.map { $0 + 1 } ?? bytes.count, feed == nil)
        if isInLongLine { return nil }
      }
      guard let header = header() else {
        guard bytes.count - start > Self.longestHeader else { return nil }
        passOver()
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
    while let line = line(at: place) {
      place = line.end
      if line.text.isEmpty { return (length, place) }
      let parts = line.text.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].utf8.allSatisfy(Self.isOfName) else { return (nil, place) }
      guard parts[0].lowercased() == Self.lengthName else { continue }
      guard let count = Int(Self.trimmed(parts[1])), count >= 0 else { return (nil, place) }
      length = count
    }
    return nil
  }

  /// A line without blanks around it, as long as it can belong to the header that begins at `start`.
  private func line(at place: Int) -> (text: String, end: Int)? {
    let end = min(start + Self.longestHeader, bytes.count)
    guard place < end, let feed = bytes[place..<end].firstIndex(of: 0x0A) else { return nil }
    return (Self.trimmed(String(decoding: bytes[place..<feed], as: UTF8.self)), feed + 1)
  }

  /// Goes on after what is too long for a header, at the next line that may have a length.
  private mutating func passOver() {
    guard var place = line(at: start)?.end else {
      isInLongLine = true
      return
    }
    while let line = line(at: place), !line.text.lowercased().hasPrefix(Self.lengthName) { place = line.end }
    start = place
  }

  private static let lengthName = "content-length"

  private static func trimmed(_ text: some StringProtocol) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
  }
}
