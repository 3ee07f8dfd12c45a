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
  /// Markup that takes its place in the body later, and needs its fonts too.
  var laterContent = ""

  /// The whole document.
  func html(body: [Node]) -> String {
    let content = [Node.block("body", [body])].markup
    let page = Element(
      "html",
      [
        "lang": language, "dir": PageWords.isRightToLeft(language) ? "rtl" : nil,
        "data-words": scriptWords,
      ], ["\n", .block("head", head(for: content + laterContent).map { [$0] }), "\n", .raw(content), "\n"])
    return "<!DOCTYPE html>\n\(page.markup)\n"
  }

  /// The words that the page's scripts show, as JSON; `nil` if they are the scripts' own, English.
  private var scriptWords: String? {
    let script = PageAssets.script + moreScript + (live?.script ?? "")
    let words = PageWords(language: language).used(in: script)
    guard !words.isEmpty else { return nil }
    return "{" + words.map { "\"\($0.english)\":\"\($0.word)\"" }.joined(separator: ",") + "}"
  }

  private var languageStyles: String {
    let name = language.lowercased().prefix { $0 != "-" }
    return (name == "en" ? "" : PageAssets.styles(PackageResources.languages_css))
      + (PageWords.isRightToLeft(language) ? PageAssets.styles(PackageResources.rtl_css) : "")
  }

  /// - Parameter content: the markup of the body, which decides on the fonts.
  private func head(for content: String) -> [Node] {
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
    let fonts = PageFonts.styleSheet(for: content)
    lines.append(
      .element("style", [.raw("\n\(PageAssets.styleSheet)\(moreStyles)\(languageStyles)\(fonts)")]))
    if let live {
      lines.insert(.raw(LiveDocument.versionMarker), at: 0)
      lines.append(.element("style", [.raw(live.styleSheet)]))
      // It has to see the page before the page's own script changes it.
      lines.append(.element("script", [.raw(live.script)]))
    }
    lines.append(.element("script", [.raw(script)]))
    return lines
  }
}
