import Foundation

/// What every page carries besides its content.
package enum PageAssets {
  package static let styleSheet =
    Palette.styleSheet + styles(PackageResources.page_css) + styles(PackageResources.figures_css)
  package static let script = text(PackageResources.page_js) + text(PackageResources.figures_js)
  /// What the book's own pages need besides.
  static let bookStyleSheet = styles(PackageResources.book_css)
  static let searchScript = text(PackageResources.search_js)

  /// Nothing is loaded from anywhere; only the page's own script runs, named by its hash. Styles stand in
  /// the drawings' attributes too, so they are allowed inline: without loads they cannot reach outside.
  package static func securityPolicy(script: String) -> String {
    let hash = Data(SHA256.hash(Array(script.utf8))).base64EncodedString()
    return [
      "default-src 'none'", "script-src 'sha256-\(hash)'", "style-src 'unsafe-inline'", "img-src data:",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// A resource as pages carry it: without what is there for those who read the file, lines of comment and
  /// indentation.
  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    var isComment = false
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("/*") { isComment = true }
      if !isComment, !line.isEmpty, !line.hasPrefix("//") { text += line + "\n" }
      if line.hasSuffix("*/") { isComment = false }
    }
    return text
  }

  /// A style sheet without the spaces that mean nothing. None of ours has a text with such a space in it.
  static func styles(_ bytes: [UInt8]) -> String {
    [(": ", ":"), ("; ", ";"), (", ", ","), (" { ", "{"), (" {", "{"), (";}", "}"), (" }", "}")].reduce(
      text(bytes)
    ) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}
