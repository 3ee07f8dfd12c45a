/// Keeps the ids of a page's drawings apart: two charts may both have a clip path called `plot`.
package enum SVGIdentifiers {
  /// The drawing with a prefix on every id it defines and on every reference to one of these.
  ///
  /// Only tags are looked into, so that text that reads like an attribute stays as it is.
  package static func prefixed(_ svg: String, with prefix: String) -> String {
    let attributes = self.attributes(in: Array(svg.utf8))
    let bytes = Array(svg.utf8)
    let ids = Set(attributes.filter { $0.name == "id" }.map { text(bytes[$0.value]) })
    guard !ids.isEmpty else { return svg }
    var result = ""
    var end = 0
    for attribute in attributes {
      result += text(bytes[end..<attribute.value.lowerBound])
      result += renamed(text(bytes[attribute.value]), of: attribute.name, ids: ids, prefix: prefix)
      end = attribute.value.upperBound
    }
    return result + text(bytes[end...])
  }

  private static func renamed(_ value: String, of name: String, ids: Set<String>, prefix: String) -> String {
    switch name {
    case "id": return prefix + value
    case "href", "xlink:href":
      return value.hasPrefix("#") && ids.contains(String(value.dropFirst()))
        ? "#\(prefix)\(value.dropFirst())" : value
    case "aria-labelledby", "aria-describedby":
      return value.split(separator: " ").map { ids.contains(String($0)) ? prefix + $0 : String($0) }
        .joined(separator: " ")
    default: return renamedURLs(value, ids: ids, prefix: prefix)
    }
  }

  /// `url(#id)`, as in `clip-path` and `fill`.
  private static func renamedURLs(_ value: String, ids: Set<String>, prefix: String) -> String {
    let parts = value.split(separator: "url(#", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return value }
    return parts.dropFirst().reduce(String(parts[0])) { result, part in
      let id = part.prefix { $0 != ")" }
      return result + "url(#" + (ids.contains(String(id)) ? prefix : "") + part
    }
  }

  private struct Attribute {
    var name: String
    var value: Range<Int>
  }

  private static func attributes(in bytes: [UInt8]) -> [Attribute] {
    var attributes: [Attribute] = []
    var position = 0
    var isInTag = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "<"): isInTag = true
      case UInt8(ascii: ">"): isInTag = false
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard isInTag else { break }
        let close = bytes[(position + 1)...].firstIndex(of: bytes[position]) ?? bytes.count
        attributes.append(Attribute(name: name(before: position, in: bytes), value: position + 1..<close))
        position = close
      default: break
      }
      position += 1
    }
    return attributes
  }

  /// The name in front of `="`.
  private static func name(before quote: Int, in bytes: [UInt8]) -> String {
    var end = quote
    while end > 0 && (bytes[end - 1] == UInt8(ascii: "=") || bytes[end - 1] <= 0x20) { end -= 1 }
    var start = end
    while start > 0 && bytes[start - 1] > 0x20 && bytes[start - 1] != UInt8(ascii: "\"") { start -= 1 }
    return text(bytes[start..<end])
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
