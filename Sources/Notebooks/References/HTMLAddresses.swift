/// The addresses in markup of the author's, which the page shows as it is if the front matter has `raw-html: true`.
struct HTMLAddresses {
  struct Use: Hashable {
    var tag: String
    var attribute: String
    var value: String
    /// The offset of the value, or of the tag for a script without an address.
    var offset: Int
  }

  private let bytes: [UInt8]
  private var index = 0
  private var uses: [Use] = []

  static func uses(in html: [UInt8]) -> [Use] {
    var addresses = HTMLAddresses(bytes: html)
    addresses.readTags()
    return addresses.uses
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static let attributes: Set<String> = [
    "href", "xlink:href", "src", "srcset", "poster", "data", "background",
  ]

  private mutating func readTags() {
    while index + 1 < bytes.count {
      if bytes.has("<!--", at: index), let end = HTMLComments.end(of: index, in: bytes) {
        index = end
      } else if bytes[index] == UInt8(ascii: "<"), bytes[index + 1].isLetter {
        let start = index
        index += 1
        readAttributes(of: name(), at: start)
      } else {
        index += 1
      }
    }
  }

  private mutating func readAttributes(of tag: String, at start: Int) {
    var isScript = tag == "script"
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      guard !bytes[index].isBlank, bytes[index] != UInt8(ascii: "/") else {
        index += 1
        continue
      }
      let attribute = name()
      if attribute.isEmpty { index += 1 }
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      skipBlanks()
      let range = value()
      guard Self.attributes.contains(attribute) else { continue }
      isScript = false
      uses.append(
        Use(
          tag: tag, attribute: attribute, value: bytes[range].string.trimmingBlanks, offset: range.lowerBound)
      )
    }
    if isScript { uses.append(Use(tag: tag, attribute: "", value: "", offset: start)) }
  }

  private mutating func name() -> String {
    let start = index
    while index < bytes.count, !bytes[index].isBlank, !"=/>\"'".utf8.contains(bytes[index]) { index += 1 }
    return bytes[start..<index].string.lowercased()
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index].isBlank { index += 1 }
  }

  private mutating func value() -> Range<Int> {
    guard index < bytes.count else { return index..<index }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let start = index
      while index < bytes.count, !bytes[index].isBlank, bytes[index] != UInt8(ascii: ">") { index += 1 }
      return start..<index
    }
    let start = index + 1
    let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
    index = min(end + 1, bytes.count)
    return start..<end
  }
}

extension ParseState {
  /// Warns of addresses in the author's markup that lead nowhere on a page, which loads no files and runs no scripts.
  func checkAddresses(in html: [UInt8], at place: (Int) -> SourceLocation) {
    guard metadata.allowsHTML else { return }
    for use in HTMLAddresses.uses(in: html) {
      let location = place(use.offset)
      if use.attribute.isEmpty {
        diagnostics.warning("a page runs only its own script, so this one does nothing", at: location)
      } else if use.value.hasPrefix("#") {
        addLink(to: use.value, at: location)
      } else if use.tag == "a" || use.tag == "area" {
        guard !Address.isElsewhere(use.value), !use.value.isEmpty else { continue }
        diagnostics.warning(
          "an address in HTML is not checked and stays as it is; '[…](\(use.value))' leads to the file or its page",
          at: location)
      } else if !use.value.lowercased().hasPrefix("data:image/") {
        let advice = use.tag == "img" ? "; '![…](\(use.value))' puts a picture on the page" : ""
        diagnostics.warning(
          "a page loads no other files, so <\(use.tag)> stays without '\(use.value)'\(advice)", at: location)
      }
    }
  }
}
