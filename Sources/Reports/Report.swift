import Displays
import Notebooks

/// A notebook and what came of running it, as one self-contained page.
///
///     let page = Report(notebook: notebook, result: result).html()
///
/// The page needs no network and, for reading, no JavaScript; the same input gives the same bytes.
public struct Report {
  public var notebook: Notebook
  public var result: RunResult
  /// Where the page stands in a book, if in one.
  public var navigation: Navigation?
  /// Reads the pictures that the prose shows, by the paths it calls them.
  public var images: ImageLoader

  public init(
    notebook: Notebook, result: RunResult, navigation: Navigation? = nil, images: ImageLoader? = nil
  ) {
    self.notebook = notebook
    self.result = result
    self.navigation = navigation
    self.images = images ?? ImageLoader(besides: notebook.file)
  }

  /// The whole document.
  public func html() -> String {
    var page = PageRenderer(self)
    let body = page.body()
    let language = HTML.escape(notebook.metadata.language)
    return """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      \(head(title: page.title))
      </head>
      <body>
      \(body)
      </body>
      </html>

      """
  }

  private func head(title: String) -> String {
    let script = PageAssets.script
    var lines = [
      "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(PageAssets.securityPolicy)\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(HTML.escape(pageTitle(title)))</title>",
    ]
    if let description = notebook.metadata.description {
      lines.append(HTML.startTag("meta", ["name": "description", "content": description]))
    }
    for author in notebook.metadata.authors {
      lines.append(HTML.startTag("meta", ["name": "author", "content": author]))
    }
    lines.append("<style>\n\(PageAssets.styleSheet)</style>")
    lines.append("<script>\(script)</script>")
    return lines.joined(separator: "\n")
  }

  private func pageTitle(_ title: String) -> String {
    guard let book = navigation?.book.title, book != title else { return title }
    return "\(title) · \(book)"
  }
}
