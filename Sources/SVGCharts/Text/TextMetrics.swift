/// How wide a text will be in the font that pages embed for labels.
///
/// The font has no kerning, so a width is exactly the sum of its advances. Characters that the font lacks are estimated.
/// Layout uses nothing else, so that it is the same everywhere.
public enum TextMetrics {
  /// What a line of text takes from its top to its bottom, as a multiple of its size.
  package static let lineHeight = 1.22
  /// From the baseline to the top of the digits and capitals, as a multiple of the size.
  static let capHeight = 0.66
  static let descent = 0.22
  /// From the baseline to the top of a lowercase x; a drawing outside a page scales the reader's own font to it.
  static let xHeight = 0.486

  /// The width of one line, in the units of `size`.
  public static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    var total = 0.0
    for scalar in text.unicodeScalars { total += advance(of: scalar, isBold: isBold) }
    return total / 1000 * size
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

  private static func advance(of scalar: Unicode.Scalar, isBold: Bool) -> Double {
    let value = Int(scalar.value)
    if value >= 32, value < 127 {
      return Double((isBold ? LabelAdvances.bold : LabelAdvances.regular)[value - 32])
    }
    let others = isBold ? LabelAdvances.boldOthers : LabelAdvances.regularOthers
    if let advance = others[scalar.value] { return Double(advance) }
    return estimatedAdvance(of: value) * (isBold ? 1.06 : 1)
  }

  /// The advance of a character that the reader's own font draws.
  private static func estimatedAdvance(of value: Int) -> Double {
    switch value {
    case 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F: return 0
    case 0xB0, 0xB2, 0xB3, 0xB9, 0x2070...0x209F: return 400
    case 0xC0...0x24F: return 667
    case 0x370...0x3FF: return 610
    case 0x400...0x52F: return 680
    case 0x200A: return 100
    case 0xF7: return 584
    case 0x2190...0x21FF: return 1000
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60:
      return 1000
    case 0x1F000...0x1FAFF, 0x20000...0x3FFFF: return 1250
    case 0..<32: return 278
    default: return value < 0x2000 ? 700 : 850
    }
  }
}
