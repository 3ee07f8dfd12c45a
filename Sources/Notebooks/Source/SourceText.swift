/// A piece of the notebook's text that knows where each of its bytes is in the file.
///
/// A paragraph's text has no quotation marks and indentation, a table cell's no backslashes, a caption's no quotes. Errors
/// in them are still reported at the byte in the file.
package struct SourceText: Sendable {
  /// From `offset` on, the bytes are consecutive in the file, beginning at `location`.
  struct Anchor: Hashable, Sendable {
    var offset: Int
    var location: SourceLocation
  }

  private(set) var bytes: [UInt8] = []
  private(set) var anchors: [Anchor] = []

  package init() {}

  package init(_ bytes: some Sequence<UInt8>, at location: SourceLocation) {
    append(bytes, at: location)
  }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }
  var string: String { String(decoding: bytes, as: UTF8.self) }
  var start: SourceLocation { location(at: 0) }

  /// Adds bytes that are at `location` in the file.
  mutating func append(_ more: some Sequence<UInt8>, at location: SourceLocation) {
    anchors.append(Anchor(offset: bytes.count, location: location))
    bytes.append(contentsOf: more)
  }

  /// Adds a text with the places of its bytes.
  mutating func append(_ text: SourceText) {
    let start = bytes.count
    for anchor in text.anchors {
      anchors.append(Anchor(offset: start + anchor.offset, location: anchor.location))
    }
    bytes += text.bytes
  }

  /// Adds a byte that follows the last one in the file.
  mutating func extend(_ byte: UInt8) { bytes.append(byte) }

  /// Adds a line at the end.
  mutating func appendLine(_ line: some Sequence<UInt8>, at location: SourceLocation) {
    if !anchors.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    append(line, at: location)
  }

  /// Where the byte at `offset` is in the file. The offset after the last byte has a place too.
  func location(at offset: Int) -> SourceLocation {
    guard let index = anchorIndex(of: offset) else { return SourceLocation(line: 1, column: 1) }
    let anchor = anchors[index]
    return SourceLocation(
      line: anchor.location.line, column: anchor.location.column + max(0, offset - anchor.offset))
  }

  /// The last anchor at the offset or before it.
  private func anchorIndex(of offset: Int) -> Int? {
    var low = 0
    var high = anchors.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if anchors[middle].offset <= offset { low = middle } else { high = middle }
    }
    return anchors.isEmpty ? nil : low
  }

  /// A part of the text with the places of its bytes.
  subscript(range: Range<Int>) -> SourceText {
    var part = SourceText()
    part.bytes = Array(bytes[range])
    part.anchors = [Anchor(offset: 0, location: location(at: range.lowerBound))]
    guard let first = anchorIndex(of: range.lowerBound) else { return part }
    for anchor in anchors[(first + 1)...].prefix(while: { $0.offset < range.upperBound })
    where anchor.offset > range.lowerBound {
      part.anchors.append(Anchor(offset: anchor.offset - range.lowerBound, location: anchor.location))
    }
    return part
  }

  /// The text without blanks at its ends.
  var trimmed: SourceText {
    var range = 0..<count
    while let first = range.first, bytes[first].isBlank { range = (first + 1)..<range.upperBound }
    while let last = range.last, bytes[last].isBlank { range = range.lowerBound..<last }
    return self[range]
  }

  /// The lines, without the line feeds.
  var lines: [SourceText] {
    var result: [SourceText] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      result.append(self[start..<offset])
      start = offset + 1
    }
    result.append(self[start..<count])
    return result
  }
}
