/// What the scanners ask of a byte of UTF-8. Everything that matters in Markdown's syntax is ASCII.
extension UInt8 {
  /// A space, a tab or a line feed.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A }
  var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// What may stand in an id: a letter or digit of any script, a hyphen or an underscore.
  var isIdentifier: Bool { isLetter || isDigit || self == 0x2D || self == 0x5F || self >= 0x80 }
  var isPunctuation: Bool { self > 0x20 && self < 0x7F && !isLetter && !isDigit }
}

extension Collection where Element == UInt8 {
  var string: String { String(decoding: self, as: UTF8.self) }
  /// Whether there are only spaces and tabs.
  var isBlank: Bool { allSatisfy(\.isBlank) }
  /// How many elements before the first that is neither space nor tab.
  var indentation: Int { prefix(while: \.isSpaceOrTab).count }
}

extension BidirectionalCollection where Element == UInt8 {
  var trimmingTrailingBlanks: SubSequence {
    var end = endIndex
    while end > startIndex, self[index(before: end)].isBlank { end = index(before: end) }
    return self[startIndex..<end]
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Whether `text` stands at `index`.
  func has(_ text: StaticString, at index: Int) -> Bool {
    guard index >= startIndex, index + text.utf8CodeUnitCount <= endIndex else { return false }
    return text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { wanted[$0] == self[index + $0] }
    }
  }
}
