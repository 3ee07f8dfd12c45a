import Markup
import Notebooks

/// The document around a page's content: the head with styles and script, and the content security policy.
struct PageShell {
  var title: String
  var language = "en"
  var description: String?
  var authors: [String] = []
  /// The styles and scripts of this kind of page, in addition to the common ones.
  var moreStyles = ""
  var moreScript = ""
  var live: LiveParts?

  /// The whole document.
  func html(body: [Node]) -> String {
    let words = PageWords(language: language)
    let (copy, copied) = (words["Copy"], words["Copied"])
    let page = Element(
      "html",
      [
        "lang": language, "dir": PageWords.isRightToLeft(language) ? "rtl" : nil,
        // the words that the page's script shows
        "data-copy": copy == "Copy" ? nil : copy, "data-copied": copied == "Copied" ? nil : copied,
      ], ["\n", .block("head", head.map { [$0] }), "\n", .block("body", [body]), "\n"])
    return "<!DOCTYPE html>\n\(page.markup)\n"
  }

  private var directionStyles: String {
    PageWords.isRightToLeft(language) ? PageAssets.styles(PackageResources.rtl_css) : ""
  }

  private var head: [Node] {
    let script = PageAssets.script + moreScript
    let policy = PageAssets.securityPolicy(script: script, live: live)
    var lines: [Node] = [
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("title", .text(title)),
    ]
    if let description { lines.append(.element("meta", ["name": "description", "content": description])) }
    lines += authors.map { .element("meta", ["name": "author", "content": $0]) }
    lines.append(.element("style", [.raw("\n\(PageAssets.styleSheet)\(moreStyles)\(directionStyles)")]))
    if let live {
      lines.insert(.raw(LiveDocument.placeOfVersion), at: 0)
      lines.append(.element("style", [.raw(live.styleSheet)]))
      // It has to see the page before the page's own script changes it.
      lines.append(.element("script", [.raw(live.script)]))
    }
    lines.append(.element("script", [.raw(script)]))
    return lines
  }
}
