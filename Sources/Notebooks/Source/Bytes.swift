import SwiftSource

// What Markdown's scanners ask about a byte, in addition to what Swift's do.
extension UInt8 {
  /// What an id may contain: letters of any script, digits, hyphens and underscores.
  var isIdentifier: Bool { isLetter || isDigit || self == 0x2D || self == 0x5F || self >= 0x80 }
  var isPunctuation: Bool { self > 0x20 && self < 0x7F && !isLetter && !isDigit }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Whether `text` is at `index`.
  func has(_ text: StaticString, at index: Int) -> Bool {
    guard index >= startIndex, index + text.utf8CodeUnitCount <= endIndex else { return false }
    return text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { wanted[$0] == self[index + $0] }
    }
  }
}
