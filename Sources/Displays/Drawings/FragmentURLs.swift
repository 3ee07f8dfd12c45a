/// The ids that a value refers to by `url(#id)`, in every spelling that CSS has for it.
///
/// It compares bytes: a character that combines with the one before it would hide that one from a search for characters.
package struct FragmentURLs {
  private let value: String
  /// The value's bytes, if it can have ids.
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []

  package init(in value: String) {
    self.value = value
    guard value.utf8.contains(UInt8(ascii: "#")) else { return }
    bytes = Array(value.utf8)
    var index = 0
    while index + 4 < bytes.count {
      guard bytes[index] | 0x20 == UInt8(ascii: "u"), let range = id(at: index) else {
        index += 1
        continue
      }
      ranges.append(range)
      index = range.upperBound
    }
  }

  package var isEmpty: Bool { ranges.isEmpty }

  package var ids: [String] { ranges.map { String(decoding: bytes[$0], as: UTF8.self) } }

  /// The value with other ids.
  package func replacing(_ name: (String) -> String) -> String {
    if isEmpty { return value }
    var result: [UInt8] = []
    var start = 0
    for (range, id) in zip(ranges, ids) {
      result += bytes[start..<range.lowerBound] + Array(name(id).utf8)
      start = range.upperBound
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  private func id(at start: Int) -> Range<Int>? {
    guard zip(bytes[start...], "url(".utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return nil }
    var index = start + 4
    while index < bytes.count, bytes[index].isStyleSpace { index += 1 }
    var end = UInt8(ascii: ")")
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
      end = bytes[index]
      index += 1
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return nil }
    let id = bytes[(index + 1)...].prefix { $0 != end }
    return id.startIndex..<(id.lastIndex { !$0.isStyleSpace }.map { $0 + 1 } ?? id.startIndex)
  }
}

extension UInt8 {
  /// Whether CSS and HTML take the byte for white space.
  package var isStyleSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }
}
