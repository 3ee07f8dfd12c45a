import SwiftSource

/// A piece of an author's HTML.
package enum HTMLPiece: Hashable {
  case text(Range<Int>)
  case comment
  case tag(HTMLTag)
}

/// A tag with its attributes, as a browser reads it.
package struct HTMLTag: Hashable {
  package struct Attribute: Hashable {
    /// In lower-case letters.
    package var name: String
    /// As it is written, with its character references; empty without one.
    package var value: String
    /// The offset of the value, or of the name if there is no value.
    package var offset: Int
  }

  /// In lower-case letters.
  package var name: String
  package var isClosing: Bool
  /// Whether it ends with `/>`, which closes an element of a drawing.
  package var isSelfClosing = false
  package var attributes: [Attribute]
  package var offset: Int
}

/// Divides HTML into texts, comments and tags, by the rules of HTML's own tokenizer.
///
/// A tag or a comment that is not closed is text, with all that follows, and so is a `<` that begins no tag.
package struct HTMLReader {
  private let bytes: [UInt8]
  private var index = 0

  package static func pieces(of html: [UInt8]) -> [HTMLPiece] {
    var pieces: [HTMLPiece] = []
    read(html) { pieces.append($0) }
    return pieces
  }

  /// Takes one piece after the other, as for a page that is large.
  static func read(_ html: [UInt8], _ take: (HTMLPiece) -> Void) {
    var reader = HTMLReader(bytes: html)
    var textStart = 0
    while reader.index < html.count {
      let start = reader.index
      guard let piece = reader.markup() else {
        reader.index = start + 1
        continue
      }
      if textStart < start { take(.text(textStart..<start)) }
      take(piece)
      if case .tag(let tag) = piece, let end = reader.skipRawText(of: tag) { take(.tag(end)) }
      textStart = reader.index
    }
    if textStart < html.count { take(.text(textStart..<html.count)) }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The elements in which a browser sees no tags.
  private static let rawTextElements: Set<String> = [
    "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp",
  ]

  /// The comment or tag that begins here, or the rest of the text if it doesn't end.
  private mutating func markup() -> HTMLPiece? {
    guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return nil }
    if bytes.has("<!--", at: index) {
      guard let end = HTMLComments.end(of: index, in: bytes) else { return rest(from: index) }
      index = end
      return .comment
    }
    let offset = index
    index += 1
    let isClosing = bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    guard index < bytes.count, bytes[index].isLetter else { return nil }
    var tag = HTMLTag(name: name(endingAt: "/>"), isClosing: isClosing, attributes: [], offset: offset)
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: ">") {
        tag.isSelfClosing = bytes[index - 1] == UInt8(ascii: "/")
        index += 1
        return .tag(tag)
      }
      if bytes[index].isHTMLBlank || bytes[index] == UInt8(ascii: "/") {
        index += 1
      } else {
        tag.attributes.append(attribute())
      }
    }
    return rest(from: offset)
  }

  private mutating func rest(from offset: Int) -> HTMLPiece {
    index = bytes.count
    return .text(offset..<bytes.count)
  }

  private mutating func attribute() -> HTMLTag.Attribute {
    var attribute = HTMLTag.Attribute(name: "", value: "", offset: index)
    if bytes[index] == UInt8(ascii: "=") {
      attribute.name = "="
      index += 1
    }
    attribute.name += name(endingAt: "=/>")
    let end = index
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      index = end
      return attribute
    }
    index += 1
    skipBlanks()
    let range = value()
    attribute.value = bytes[range].string
    attribute.offset = range.lowerBound
    return attribute
  }

  private mutating func value() -> Range<Int> {
    guard index < bytes.count else { return index..<index }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let start = index
      while index < bytes.count, !bytes[index].isHTMLBlank, bytes[index] != UInt8(ascii: ">") { index += 1 }
      return start..<index
    }
    let start = index + 1
    let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
    index = min(end + 1, bytes.count)
    return start..<end
  }

  /// Goes to the end tag of an element in which there are no tags, and reads it.
  private mutating func skipRawText(of tag: HTMLTag) -> HTMLTag? {
    guard !tag.isClosing, Self.rawTextElements.contains(tag.name) else { return nil }
    let name = Array(tag.name.utf8)
    while index < bytes.count {
      if bytes.has("</", at: index), bytes[(index + 2)...].prefix(name.count).map({ $0 | 0x20 }) == name,
        case let next = index + 2 + name.count, next < bytes.count,
        bytes[next].isHTMLBlank || "/>".utf8.contains(bytes[next])
      {
        guard case .tag(let end)? = markup() else { return nil }
        return end
      }
      index += 1
    }
    return nil
  }

  private mutating func name(endingAt delimiters: String) -> String {
    let start = index
    while index < bytes.count, !bytes[index].isHTMLBlank, !delimiters.utf8.contains(bytes[index]) {
      index += 1
    }
    return bytes[start..<index].string.lowercased()
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index].isHTMLBlank { index += 1 }
  }
}

extension UInt8 {
  /// A blank between the parts of a tag.
  fileprivate var isHTMLBlank: Bool { isBlank || self == 0x0C || self == 0x0D }
}
