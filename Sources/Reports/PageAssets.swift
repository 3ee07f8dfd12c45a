import Foundation

/// What every page carries besides its content.
package enum PageAssets {
  package static let styleSheet =
    Palette.styleSheet + text(PackageResources.page_css) + text(PackageResources.figures_css)
  package static let script = text(PackageResources.page_js) + text(PackageResources.figures_js)
  /// What the book's own pages need besides.
  static let bookStyleSheet = text(PackageResources.book_css)
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

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
