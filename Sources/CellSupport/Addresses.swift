internal import CPlatform

/// Addresses in the descriptions of objects and pointers: they differ in each run, and say nothing to a reader.
enum Addresses {
  /// The text with "0x…" in the place of each address of this process.
  ///
  /// Numbers that fit into 32 bits aren't addresses. Others are only if there is memory at them.
  static func hidden(in text: String) -> String {
    let mark = Array("0x".utf8)
    guard text.utf8.contains(mark) else { return text }
    var parts: [Substring.UTF8View] = []
    var rest = text.utf8[...]
    while let found = rest.firstRange(of: mark) {
      let digits = rest[found.upperBound...].prefix(while: \.isHexadecimalDigit)
      let address = UInt64(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
      let isAddress = address >> 32 != 0 && lectern_is_mapped(address) != 0
      parts.append(rest[..<(isAddress ? found.upperBound : digits.endIndex)])
      if isAddress { parts.append("…".utf8[...]) }
      rest = rest[digits.endIndex...]
    }
    return (parts + [rest]).map { String(decoding: $0, as: UTF8.self) }.joined()
  }
}

extension UInt8 {
  fileprivate var isHexadecimalDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
