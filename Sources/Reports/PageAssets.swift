import Foundation
import Notebooks

/// The styles and scripts that every page contains.
package enum PageAssets {
  package static let styleSheet =
    Palette.styleSheet + styles(PackageResources.page_css) + styles(PackageResources.blocks_css)
    + styles(PackageResources.layout_css) + styles(PackageResources.figures_css)
  /// Titles of parts in lists of chapters.
  static let partStyles = styles(PackageResources.parts_css)
  /// The list of references.
  static let citationStyles = styles(PackageResources.citations_css)
  /// Boxes of tasks.
  static let taskStyles = styles(PackageResources.tasks_css)
  /// Bounds for an author's HTML.
  static let authoredStyles = styles(PackageResources.authored_css)
  /// References of calls, and the list of a chapter's calls.
  static let apiStyles = styles(PackageResources.api_css)
  package static let script = script(PackageResources.page_js) + script(PackageResources.figures_js)
  /// The additional styles of the book's own pages.
  static let bookStyleSheet = styles(PackageResources.book_css)
  static let searchScript =
    script(PackageResources.search_words_js) + script(PackageResources.search_js)
    + script(PackageResources.search_page_js)

  /// Where the reader left off.
  static let placeScript = script(PackageResources.place_js)

  /// Nothing is loaded from anywhere, and only the page's own script runs, identified by its hash. Inline
  /// styles are allowed because drawings use them in attributes; they can load nothing, so they can't reach
  /// outside.
  package static func securityPolicy(script: String) -> String {
    securityPolicy(script: script, live: nil)
  }

  /// - Parameter live: a page with these parts may talk to its server.
  static func securityPolicy(script: String, live: LiveParts?) -> String {
    let hashes = [script] + (live.map { [$0.script] } ?? [])
    let sources = hashes.map { "'sha256-\(Data(SHA256.hash(Array($0.utf8))).base64EncodedString())'" }
    return [
      "default-src 'none'", "script-src \(sources.joined(separator: " "))", "style-src 'unsafe-inline'",
      "img-src data:", "font-src data:", live == nil ? nil : "connect-src 'self'", "base-uri 'none'",
      "form-action 'none'",
    ].compactMap(\.self).joined(separator: "; ")
  }

  /// A script as pages contain it.
  static func script(_ bytes: [UInt8]) -> String { Compact.script(String(decoding: bytes, as: UTF8.self)) }

  /// A style sheet as pages contain it.
  static func styles(_ bytes: [UInt8]) -> String {
    Compact.styleSheet(String(decoding: bytes, as: UTF8.self))
  }
}
