import Displays
import Markup
import Notebooks

/// A notebook and the result of running it, as one self-contained page.
///
///     let page = Report(notebook: notebook, result: result).html()
///
/// The page needs no network and can be read without JavaScript; the same input gives the same bytes.
public struct Report {
  public var notebook: Notebook
  public var result: RunResult
  /// Why the notebook could not be run, if it could not.
  public var problem: String?
  /// The page's place in a book, if it is in one.
  public var navigation: Navigation?
  /// Reads the pictures in the prose from their paths.
  public var images: ImageLoader
  /// What the page of a server has in addition; a page that is published has none of it.
  public var live: LiveParts?
  /// What was made of the page's drawings and tables before, for a page that is made again and again.
  public var memory: RenderMemory?

  public init(
    notebook: Notebook, result: RunResult, problem: String? = nil, navigation: Navigation? = nil,
    images: ImageLoader? = nil
  ) {
    self.notebook = notebook
    self.result = result
    self.problem = problem
    self.navigation = navigation
    self.images = images ?? ImageLoader(besides: notebook.file)
  }

  /// The whole document.
  public func html() -> String {
    var page = PageRenderer(self)
    let text = page.text()
    return html(of: page, text: text)
  }

  /// The markup of what the page says, without the document around it.
  package func textMarkup() -> String {
    var page = PageRenderer(self)
    return page.text().markup
  }

  /// The document around the text that the renderer has made.
  ///
  /// - Parameter laterText: the markup of the text if it takes its place afterwards.
  func html(of page: PageRenderer, text: [Node], laterText: String = "") -> String {
    let body = page.body(around: text)
    let metadata = notebook.metadata
    let shell = PageShell(
      title: pageTitle(page.title), language: metadata.language,
      description: metadata.description.map { page.plainText($0) },
      authors: metadata.authors, moreStyles: page.demoAssets.styleSheet + exerciseStyles + proseStyles(page),
      moreScript: page.demoAssets.script + (navigation == nil ? "" : PageAssets.placeScript),
      live: live, laterContent: laterText)
    return shell.html(body: body)
  }

  private var exerciseStyles: String {
    notebook.exercises.isEmpty ? "" : PageAssets.styles(PackageResources.exercises_css)
  }

  /// The styles of what few pages have.
  private func proseStyles(_ page: PageRenderer) -> String {
    let hasParts = navigation.map { !$0.parts.isEmpty } ?? false
    let citations = notebook.references.isEmpty ? "" : PageAssets.citationStyles
    let api = notebook.apiLinks.isEmpty ? "" : PageAssets.apiStyles
    let tasks = page.hasTasks ? PageAssets.taskStyles : ""
    let authored = page.authorHTML.isStyled ? PageAssets.authoredStyles : ""
    return citations + (hasParts ? PageAssets.partStyles : "") + tasks + api + authored
  }

  private func pageTitle(_ title: String) -> String {
    guard let book = navigation?.book.title, book != title else { return title }
    return "\(title) · \(book)"
  }
}
