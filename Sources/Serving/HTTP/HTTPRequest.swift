import SwiftSource

/// A request as a browser sends it. What isn't plain HTTP/1.1 is refused.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", head = "HEAD", post = "POST" }

  package var method: Method
  /// The parts of the path, decoded; none is empty, `.` or `..`, and none contains a slash.
  package var path: [String]
  /// Whether the path ends with a slash.
  package var isFolder: Bool
  package var query: [String: String]
  /// By name in lower case.
  package var headers: [String: String]
  package var body: [UInt8] = []
  private let version: Substring

  /// Reads what precedes the body, without the empty line at its end.
  package init(head: [UInt8]) throws(HTTPError) {
    guard let text = String(validating: head, as: UTF8.self), Self.hasWholeLines(head) else {
      throw .bad("the request isn't text in lines")
    }
    // For Swift, a carriage return and its line feed are one character.
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3 else { throw .bad("the request has no method, path and version") }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      throw HTTPError(505, "only HTTP/1.1 is spoken here")
    }
    guard let method = Method(rawValue: String(words[0])) else {
      throw HTTPError(501, "only GET, HEAD and POST are known here")
    }
    self.method = method
    version = words[2]
    headers = try Self.headers(lines.dropFirst())
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    (path, isFolder) = try Self.path(target[0])
    query = try target.count > 1 ? Self.query(target[1]) : [:]
  }

  /// How many bytes follow the head.
  package func bodyLength(limit: Int) throws(HTTPError) -> Int {
    if headers["transfer-encoding"] != nil { throw HTTPError(501, "a body must have a length") }
    guard let text = headers["content-length"] else { return 0 }
    guard let length = Int(text), length >= 0, text.utf8.allSatisfy(\.isDigit) else {
      throw .bad("the body's length isn't a number")
    }
    guard length <= limit else { throw HTTPError(413, "the body is larger than \(limit) bytes") }
    return length
  }

  /// Whether the browser wants to send more requests over this connection.
  package var keepsConnection: Bool {
    version == "HTTP/1.1" && headers["connection"]?.lowercased() != "close"
  }

  /// The value of a cookie.
  package func cookie(_ name: String) -> String? {
    let pairs = (headers["cookie"] ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
    return pairs.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  // MARK: Parts

  /// Whether a line ends only where both of its line end's characters are, which two programs could read differently, and
  /// there are no other control characters.
  private static func hasWholeLines(_ head: [UInt8]) -> Bool {
    head.indices.allSatisfy { index in
      switch head[index] {
      case 0x0D: index + 1 < head.count && head[index + 1] == 0x0A
      case 0x0A: index > 0 && head[index - 1] == 0x0D
      case 0x09: true
      case ..<0x20, 0x7F: false
      default: true
      }
    }
  }

  private static func headers(_ lines: ArraySlice<Substring>) throws(HTTPError) -> [String: String] {
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        line[..<colon].utf8.allSatisfy(\.isNameByte)
      else { throw .bad("a header isn't a name, a colon and a value") }
      let name = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].trimmingSpaces
      if let before = headers[name] {
        // With two lengths or hosts, two programs could read two different requests.
        guard !["host", "content-length", "origin"].contains(name) else {
          throw .bad("the header '\(name)' is there twice")
        }
        headers[name] = before + (name == "cookie" ? "; " : ", ") + value
      } else {
        headers[name] = value
      }
    }
    return headers
  }

  private static func path(_ text: Substring) throws(HTTPError) -> ([String], Bool) {
    // A slash is one `Character` together with what combines with it, and the system knows only bytes.
    let slash = UInt8(ascii: "/")
    guard text.utf8.first == slash else { throw .bad("the path doesn't begin with a slash") }
    var parts: [String] = []
    for part in text.utf8.split(separator: slash) {
      let name = try decoded(Substring(part))
      guard name != ".", name != "..", !name.utf8.contains(where: { "/\\".utf8.contains($0) }) else {
        throw .bad("the path leads out of the book")
      }
      parts.append(name)
    }
    return (parts, text.utf8.last == slash)
  }

  private static func query(_ text: Substring) throws(HTTPError) -> [String: String] {
    var query: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[try decoded(parts[0])] = parts.count > 1 ? try decoded(parts[1]) : ""
    }
    return query
  }

  /// The text with its percent-encoded bytes decoded.
  private static func decoded(_ text: Substring) throws(HTTPError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
        throw .bad("a percent sign has no two digits")
      }
      bytes.append(high << 4 | low)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(where: { $0 < 0x20 }) else {
      throw .bad("the path isn't text")
    }
    return decoded
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Whether it may occur in a header's name.
  fileprivate var isNameByte: Bool { isLetter || isDigit || "-_!#$%&'*+.^`|~".utf8.contains(self) }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    let trimmed = drop { $0 == " " || $0 == "\t" }
    guard let last = trimmed.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(trimmed[...last])
  }
}
