/// How wide a text will be, without a font at hand.
///
/// The advance widths are those of a common grotesque (Helvetica and the faces made to its measure); a few percent
/// are added because the reader's face may be wider. Layout uses nothing else, so that it is the same everywhere.
public enum TextMetrics {
  /// What a line of text takes from its top to its bottom, as a multiple of its size.
  package static let lineHeight = 1.22
  /// From the baseline to the top of the digits and capitals, as a multiple of the size.
  static let capHeight = 0.72
  static let descent = 0.22
  private static let allowance = 1.07

  /// The width of one line, in the units of `size`.
  public static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    var total = 0.0
    for scalar in text.unicodeScalars { total += advance(of: scalar) }
    return total / 1000 * size * allowance * (isBold ? 1.06 : 1)
  }

  /// The text in at most `lines` lines of `width`, broken at spaces; what is still too long ends in an ellipsis.
  package static func wrapped(_ text: String, width limit: Double, size: Double, lines: Int) -> [String] {
    var result = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let current = result[result.count - 1]
      let joined = current.isEmpty ? String(word) : current + " " + word
      if current.isEmpty || result.count == lines || width(of: joined, size: size) <= limit {
        result[result.count - 1] = joined
      } else {
        result.append(String(word))
      }
    }
    return result.map { shortened($0, width: limit, size: size) }
  }

  /// The text itself where it fits, else its beginning and an ellipsis.
  package static func shortened(_ text: String, width limit: Double, size: Double) -> String {
    guard width(of: text, size: size) > limit else { return text }
    var kept = text
    while !kept.isEmpty, width(of: kept + "…", size: size) > limit { kept.removeLast() }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  private static func advance(of scalar: Unicode.Scalar) -> Double {
    let value = Int(scalar.value)
    if value >= 32, value < 127 { return Double(ascii[value - 32]) }
    switch value {
    case 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F: return 0
    case 0xB0, 0xB2, 0xB3, 0xB9, 0x2070...0x209F: return 400
    case 0xC0...0x24F: return 667
    case 0x370...0x3FF: return 610
    case 0x400...0x52F: return 680
    case 0x2009, 0x200A: return 200
    case 0x2013, 0x2212, 0xB1, 0xD7, 0xF7: return 584
    case 0x2018, 0x2019, 0xB7: return 222
    case 0x2014, 0x2026, 0x2190...0x21FF: return 1000
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60:
      return 1000
    case 0x1F000...0x1FAFF, 0x20000...0x3FFFF: return 1250
    case 0..<32: return 278
    default: return value < 0x2000 ? 700 : 850
    }
  }

  private static let ascii: [Int16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
}
