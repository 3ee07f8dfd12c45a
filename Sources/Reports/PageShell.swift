import Notebooks

/// What stands around the content of every page: the head with its styles and script, and what the page may load.
struct PageShell {
  var title: String
  var language = "en"
  var description: String?
  var authors: [String] = []
  /// What this kind of page needs besides the common styles and script.
  var moreStyles = ""
  var moreScript = ""

  /// The whole document.
  func html(body: String) -> String {
    """
    <!DOCTYPE html>
    \(start)
    <head>
    \(head)
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  /// The page's language, its direction, and the words that its script needs.
  private var start: String {
    let words = PageWords(language: language)
    let (copy, copied) = (words["Copy"], words["Copied"])
    return HTML.startTag(
      "html",
      [
        "lang": language, "dir": PageWords.isRightToLeft(language) ? "rtl" : nil,
        "data-copy": copy == "Copy" ? nil : copy, "data-copied": copied == "Copied" ? nil : copied,
      ])
  }

  private var directionStyles: String {
    PageWords.isRightToLeft(language) ? PageAssets.styles(PackageResources.rtl_css) : ""
  }

  private var head: String {
    let script = PageAssets.script + moreScript
    var lines = [
      "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(PageAssets.securityPolicy(script: script))\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(HTML.escape(title))</title>",
    ]
    if let description {
      lines.append(HTML.startTag("meta", ["name": "description", "content": description]))
    }
    for author in authors {
      lines.append(HTML.startTag("meta", ["name": "author", "content": author]))
    }
    lines.append("<style>\n\(PageAssets.styleSheet)\(moreStyles)\(directionStyles)</style>")
    lines.append("<script>\(script)</script>")
    return lines.joined(separator: "\n")
  }
}
