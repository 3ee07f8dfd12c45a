import Markup

/// Which addresses links and images may have.
package enum Address {
  /// The schemes that a link may have.
  package static let schemes: Set<String> = [
    "http", "https", "mailto", "tel", "ftp", "sftp", "news", "doi", "urn",
  ]

  /// Why a link's address isn't allowed; `nil` if it is.
  package static func problem(ofLink address: String) -> String? {
    guard let scheme = scheme(of: address), !schemes.contains(scheme) else { return nil }
    return "a link to '\(scheme):' is not allowed"
  }

  /// Why an image's address isn't allowed; `nil` if it is.
  static func problem(ofImage address: String) -> String? {
    if let scheme = scheme(of: address) {
      return "an image must be a file next to the notebook, not a '\(scheme):' address"
    }
    let path = file(address)
    if path.isEmpty { return "this image names no file" }
    if isAbsolute(path) {
      return "an image's path must be relative to the notebook's folder"
    }
    return nil
  }

  /// Whether the address leads away from local files: it has a scheme or names a server.
  package static func isElsewhere(_ address: String) -> Bool {
    scheme(of: address) != nil || address.utf8.starts(with: "//".utf8)
  }

  /// Whether the address begins at the top of where it is, as for browsers also one with a backslash does.
  package static func isAbsolute(_ address: String) -> Bool {
    address.utf8.first.map { "/\\".utf8.contains($0) } ?? false
  }

  /// The path of the file that an address leads to, without the address's query and fragment.
  package static func file(_ address: String) -> String {
    let end = address.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    return path(String(address[..<(end ?? address.endIndex)]))
  }

  /// The file's path that an address means.
  package static func path(_ address: String) -> String {
    var path: [UInt8] = []
    var rest = Array(address.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(rest.prefix(2).string, radix: 16),
        code > 0
      {
        path.append(code)
        rest = rest.dropFirst(2)
      } else {
        path.append(byte)
      }
    }
    return String(validating: path, as: UTF8.self) ?? address
  }

  /// The scheme in lower case. Browsers ignore control characters and spaces in it, so we do, and pages have no characters that
  /// HTML doesn't allow.
  private static func scheme(of address: String) -> String? {
    let visible = address.unicodeScalars.filter { $0.value > 0x20 && Escaper.isAllowed($0) }
    guard let colon = visible.firstIndex(of: ":") else { return nil }
    let name = visible[..<colon]
    guard let first = name.first, first.properties.isAlphabetic,
      name.allSatisfy({
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil
            || "+-.".unicodeScalars.contains($0))
      })
    else { return nil }
    return String(String.UnicodeScalarView(name)).lowercased()
  }
}
