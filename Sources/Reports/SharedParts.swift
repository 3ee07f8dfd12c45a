/// What several drawings of one figure have in common (axes, points, legends), written once and used by all.
///
/// Twenty frames of one chart differ in a line or a region; the rest would stand twenty times on the page.
struct SharedParts {
  /// The drawings, with a `<use>` in place of each shared part.
  private(set) var drawings: [String]
  /// The shared parts, each with its id, to stand where they are not hidden with a drawing.
  private(set) var definitions = ""
  /// A part is shared from so many bytes on: a `<use>` costs bytes as well.
  private static let least = 160

  /// - Parameters:
  ///   - drawings: `<svg>` elements with one nested `<svg>` for each size of layout.
  ///   - prefix: begins the shared parts' ids.
  init(_ drawings: [String], prefix: String) {
    self.drawings = drawings
    guard drawings.count > 1 else { return }
    let parts = drawings.map { SVGElements.parts(of: Array($0.utf8)) }
    var counts: [String: Int] = [:]
    for list in parts { for part in Set(list.map(\.text)) { counts[part, default: 0] += 1 } }
    // what is in every drawing, and there once: what comes twice, or refers to an id of its drawing, stays
    var common: Set<String> = []
    for (text, count) in counts
    where count == drawings.count && !text.contains("url(#") && !text.contains(" id=\"") {
      common.insert(text)
    }
    for list in parts {
      var seen: Set<String> = []
      for part in list where !seen.insert(part.text).inserted { common.remove(part.text) }
    }
    let followers = SharedParts.followers(parts, common)
    share(parts, common, followers, prefix: prefix)
  }

  /// For each shared part the one that follows it at once in every drawing.
  private static func followers(_ parts: [[SVGElements.Part]], _ common: Set<String>) -> [String: String] {
    var result: [String: String] = [:]
    for (number, list) in parts.enumerated() {
      var found: [String: String] = [:]
      for (a, b) in zip(list, list.dropFirst())
      where a.range.upperBound == b.range.lowerBound && common.contains(a.text) && common.contains(b.text) {
        found[a.text] = b.text
      }
      result = number == 0 ? found : result.filter { found[$0.key] == $0.value }
    }
    return result
  }

  private mutating func share(
    _ parts: [[SVGElements.Part]], _ common: Set<String>, _ followers: [String: String], prefix: String
  ) {
    var ids: [String: String] = [:]
    for (number, list) in parts.enumerated() {
      let bytes = Array(drawings[number].utf8)
      var (result, end, index) = ("", 0, 0)
      while index < list.count {
        let first = index
        guard common.contains(list[first].text) else {
          index += 1
          continue
        }
        while index + 1 < list.count, followers[list[index].text] == list[index + 1].text { index += 1 }
        let range = list[first].range.lowerBound..<list[index].range.upperBound
        index += 1
        guard range.count >= SharedParts.least else { continue }
        let text = String(decoding: bytes[range], as: UTF8.self)
        if ids[text] == nil {
          ids[text] = "\(prefix)\(ids.count + 1)"
          definitions += "<g id=\"\(ids[text] ?? "")\">\(text)</g>"
        }
        result += String(decoding: bytes[end..<range.lowerBound], as: UTF8.self)
        result += "<use href=\"#\(ids[text] ?? "")\"/>"
        end = range.upperBound
      }
      drawings[number] = result + String(decoding: bytes[end...], as: UTF8.self)
    }
  }
}

/// Finds the elements of a drawing that can be replaced one by one.
enum SVGElements {
  struct Part {
    var text: String
    var range: Range<Int>
  }

  /// The outermost elements in the outer `<svg>` and in the ones directly in it, in their order; words for readers
  /// who can't see the drawing (`title`, `desc`) are not among them.
  static func parts(of bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var (names, start, position) = ([String](), 0, 0)
    while let tag = nextTag(in: bytes, from: position) {
      position = tag.range.upperBound
      let base = depth(of: names)
      if tag.isEnd {
        _ = names.popLast()
        guard names.count == depth(of: names) else { continue }
        // the `<svg>` of a size of layout; a deeper one is there to clip
        if tag.name == "svg", names.count < 2 { continue }
      } else {
        if names.count == base { start = tag.range.lowerBound }
        if !tag.isEmpty {
          names.append(tag.name)
          continue
        }
        guard names.count == base else { continue }
      }
      guard !names.isEmpty, tag.name != "title", tag.name != "desc" else { continue }
      let range = start..<tag.range.upperBound
      parts.append(Part(text: String(decoding: bytes[range], as: UTF8.self), range: range))
    }
    return parts
  }

  /// How deep a replaceable element lies: below one or two `<svg>`.
  private static func depth(of names: [String]) -> Int { names.prefix(2).prefix { $0 == "svg" }.count }

  private struct Tag {
    var name: String
    var range: Range<Int>
    var isEnd: Bool
    var isEmpty: Bool
  }

  /// The next tag; attributes may hold a `>` between their quotes.
  private static func nextTag(in bytes: [UInt8], from position: Int) -> Tag? {
    guard let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
    var (close, quote) = (open + 1, UInt8(0))
    while close < bytes.count, quote != 0 || bytes[close] != UInt8(ascii: ">") {
      if quote != 0 {
        if bytes[close] == quote { quote = 0 }
      } else if bytes[close] == UInt8(ascii: "\"") || bytes[close] == UInt8(ascii: "'") {
        quote = bytes[close]
      }
      close += 1
    }
    guard close < bytes.count else { return nil }
    let isEnd = bytes[open + 1] == UInt8(ascii: "/")
    let name = bytes[(open + (isEnd ? 2 : 1))..<close].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
    return Tag(
      name: String(decoding: name, as: UTF8.self), range: open..<close + 1, isEnd: isEnd,
      isEmpty: bytes[close - 1] == UInt8(ascii: "/"))
  }
}
