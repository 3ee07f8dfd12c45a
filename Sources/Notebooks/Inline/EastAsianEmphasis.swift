/// Lets emphasis begin and end where East Asian text has no spaces.
///
/// In CommonMark, the second `**` in `**注意：**这里` can't close emphasis: it is between a punctuation mark and a letter,
/// which means that emphasis begins in a script with spaces between words. If one of the two is East Asian, a character
/// that isn't punctuation is inserted between the mark and the stars.
enum EastAsianEmphasis {
  /// Whether the text has stars and characters beyond the Latin scripts.
  static func mayMatter(in bytes: [UInt8]) -> Bool {
    bytes.contains(UInt8(ascii: "*")) && bytes.contains { $0 >= 0xE1 }
  }

  /// The offsets in a part of the text where a character must be inserted.
  ///
  /// - Parameters:
  ///   - written: what cmark gets before this part.
  ///   - end: what cmark gets after this part.
  static func places(
    in bytes: [UInt8], _ range: Range<Int>, after written: [UInt8], before end: Unicode.Scalar
  ) -> [Int] {
    var places: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      guard bytes[index] == UInt8(ascii: "*") else {
        index += 1
        continue
      }
      let length = bytes[index..<range.upperBound].prefix { $0 == UInt8(ascii: "*") }.count
      let before =
        index > range.lowerBound
        ? last(of: bytes[range.lowerBound..<index]) : last(of: written.suffix(4)[...])
      let after = index + length < range.upperBound ? first(of: bytes[(index + length)...]) : end
      if isHidden(before, beside: after) { places.append(index) }
      if isHidden(after, beside: before) { places.append(index + length) }
      index += length
    }
    return places
  }

  /// Whether a punctuation mark keeps adjacent stars from meaning what they would next to a letter.
  private static func isHidden(_ mark: Unicode.Scalar, beside other: Unicode.Scalar) -> Bool {
    guard isPunctuation(mark), !isPunctuation(other), !other.properties.isWhitespace else { return false }
    return isEastAsian(mark) || isEastAsian(other)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      true
    default: scalar.isASCII && UInt8(truncatingIfNeeded: scalar.value).isPunctuation
    }
  }

  /// Han, kana, bopomofo, hangul, their punctuation and their wide forms.
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF,
      0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFFEE, 0x1B000...0x1B16F, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static func last(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar {
    String(decoding: bytes.suffix(4).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self).unicodeScalars.last ?? " "
  }

  private static func first(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar {
    String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
  }
}
