/// Deleted text between two pairs of tildes: `~~not this~~`.
///
/// A pair begins or ends it by the rules for `**`: next to a space on its inner side, it is only text.
enum Strikethrough {
  /// Whether the pair at `range` can begin deleted text, and whether it can end it.
  static func roles(of range: Range<Int>, in bytes: [UInt8]) -> (opens: Bool, closes: Bool) {
    let space = UInt8(ascii: " ")
    let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : space
    let after = range.upperBound < bytes.count ? bytes[range.upperBound] : space
    let opens = faces(after, away: before)
    let closes = faces(before, away: after)
    return (opens, closes)
  }

  private static func faces(_ inner: UInt8, away outer: UInt8) -> Bool {
    if isSpace(inner) { return false }
    return !inner.isPunctuation || isSpace(outer) || outer.isPunctuation
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte.isBlank || byte == UInt8(ascii: "\n") }

  /// The parts with what is between two pairs as one inline. A pair that has no partner is text.
  static func resolved(_ parts: [InlineConverter.Part]) -> [InlineConverter.Part] {
    guard parts.contains(where: { if case .tildes = $0 { true } else { false } }) else { return parts }
    var result: [InlineConverter.Part] = []
    var opening: Int?
    for part in parts {
      switch part {
      case .tildes(_, closes: true) where opening.map { $0 + 1 < result.count } ?? false:
        let start = opening ?? 0
        let content = result[(start + 1)...].compactMap(\.inline)
        result.removeSubrange(start...)
        result.append(.inline(.strikethrough(content)))
        opening = nil
      case .tildes(opens: true, _):
        opening = result.count
        result.append(part)
      case .display, .label:
        opening = nil
        result.append(part)
      default: result.append(part)
      }
    }
    return joined(result)
  }

  /// The parts with the pairs that are left as text, joined to the text around them.
  private static func joined(_ parts: [InlineConverter.Part]) -> [InlineConverter.Part] {
    var result: [InlineConverter.Part] = []
    for part in parts {
      guard let text = part.text else {
        result.append(part)
        continue
      }
      if let before = result.last?.text {
        result[result.count - 1] = .inline(.text(before + text))
      } else {
        result.append(.inline(.text(text)))
      }
    }
    return result
  }
}

extension InlineConverter.Part {
  fileprivate var inline: Inline? {
    switch self {
    case .inline(let inline): inline
    case .tildes: .text("~~")
    case .display, .label: nil
    }
  }

  fileprivate var text: String? {
    switch self {
    case .inline(.text(let text)): text
    case .tildes: "~~"
    default: nil
    }
  }
}
