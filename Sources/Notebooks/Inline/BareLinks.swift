/// Finds addresses that are written without brackets: `https://example.org` and `www.example.org`.
///
/// The rules are those of code hosts. An address ends before a space or `<`, without the punctuation of its sentence and
/// without a bracket that was opened outside of it.
enum BareLinks {
  struct Found {
    var range: Range<Int>
    var destination: String
  }

  /// - Parameter isAtStart: whether an address may be at the very beginning of the text.
  static func find(in bytes: [UInt8], isAtStart: Bool) -> [Found] {
    var found: [Found] = []
    var index = 0
    while index < bytes.count {
      let first = bytes[index] | 0x20
      guard first == UInt8(ascii: "h") || first == UInt8(ascii: "w"),
        index == 0 ? isAtStart : mayPrecede(bytes[index - 1]), let link = link(in: bytes, at: index)
      else {
        index += 1
        continue
      }
      found.append(link)
      index = link.range.upperBound
    }
    return found
  }

  private static func mayPrecede(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == UInt8(ascii: "\n") || "*_~(".utf8.contains(byte)
  }

  private static func link(in bytes: [UInt8], at start: Int) -> Found? {
    let head = bytes[start...].prefix(8).string.lowercased()
    let isWeb = bytes.has("www.", at: start)
    let scheme = head.hasPrefix("https://") ? 8 : head.hasPrefix("http://") ? 7 : 0
    guard isWeb || scheme > 0 else { return nil }
    let domain = bytes[(start + scheme)...].prefix(while: isInDomain)
    guard isDomain(domain) else { return nil }
    let length = bytes[domain.endIndex...].prefix { !$0.isBlank && $0 >= 0x20 && $0 != UInt8(ascii: "<") }
      .count
    let end = end(of: bytes, from: start, to: domain.endIndex + length)
    guard end > start + max(scheme, 4) else { return nil }
    let text = bytes[start..<end].string
    return Found(range: start..<end, destination: isWeb ? "http://\(text)" : text)
  }

  private static func isInDomain(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte >= 0x80 || "-_.".utf8.contains(byte)
  }

  /// Whether it can be a domain: its last two parts have no underscores.
  private static func isDomain(_ name: ArraySlice<UInt8>) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else { return false }
    return !parts.suffix(2).joined().contains(UInt8(ascii: "_"))
  }

  /// Where the address ends without the punctuation after it.
  private static func end(of bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    var end = limit
    var surplus = 0
    for byte in bytes[start..<limit] {
      if byte == UInt8(ascii: ")") { surplus += 1 }
      if byte == UInt8(ascii: "(") { surplus -= 1 }
    }
    while end > start {
      let last = bytes[end - 1]
      if last == UInt8(ascii: ")"), surplus > 0 {
        surplus -= 1
        end -= 1
      } else if "?!.,:*_~'\"".utf8.contains(last) {
        end -= 1
      } else if last == UInt8(ascii: ";") {
        let name = bytes[start..<(end - 1)].reversed().prefix { $0.isLetter || $0.isDigit }.count
        let mark = end - 2 - name
        end = name > 0 && mark > start && bytes[mark] == UInt8(ascii: "&") ? mark : end - 1
      } else {
        break
      }
    }
    return end
  }
}
