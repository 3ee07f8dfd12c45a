import Displays
import Markup
import Notebooks

/// Makes the elements of one page, from top to bottom; keeps what later parts of the page need to know of earlier ones.
///
/// The parts of a page, as its style sheet and script call them too: a *plate* is the `<figure>` around anything that a
/// cell shows; a *walk* is a plate with several panels of which one shows at a time (frames, steps, sweeps), its
/// *stage*; a *still* is a panel that shows where no script runs; the *ledger* lists the claims; the *banner* reports
/// failures at the top; the *colophon* leads to the neighbours in the book.
struct PageRenderer {
  let notebook: Notebook
  let result: RunResult
  /// Why nothing has run, if that is so.
  let problem: String?
  let navigation: Navigation?
  let images: ImageLoader
  let excerpts: SourceExcerpts
  /// The claims met so far, for the ledger at the end.
  var claims: [LedgerEntry] = []
  /// The failures met so far, for the summary at the top.
  var failures: [FailureEntry] = []
  /// How many figures have been drawn: each gets a name space of its own for its ids.
  var figures = 0
  /// What the networks met so far need in order to run.
  var demoAssets = DemoAssets()
  /// The images met so far, as indices into the notebook's.
  var imagesUsed: Set<Int> = []
  /// Failures of values in the block being written, which follow it.
  var pendingFailures: [Node] = []
  /// The terms that have an anchor on the page already.
  var anchoredTerms: Set<String> = []
  /// The notes placed next to their call, by number; the others are gathered at the end.
  var notesInLine: Set<Int> = []
  /// The ids of the notes' first calls on the page, by number.
  var callsWritten: [Int: String] = [:]
  /// The notes' contents, by number.
  var notes: [Int: [Block]] = [:]

  /// The words of the notebook's language.
  var words: PageWords { PageWords(language: notebook.metadata.language) }

  init(_ report: Report) {
    notebook = report.notebook
    result = report.result
    problem = report.problem
    navigation = report.navigation
    images = report.images
    excerpts = SourceExcerpts(notebook: report.notebook)
    for case .footnotes(let notes) in notebook.blocks {
      for (index, note) in notes.enumerated() { self.notes[index + 1] = note }
    }
  }

  /// The title of the page, as plain text.
  var title: String { notebook.displayTitle(in: result) }

  /// The title with its markup, if the notebook has one.
  var titleLine: [Inline]? { notebook.titleLine(in: result) }

  /// The heading at the very beginning that is the page's title, or repeats it.
  var titleHeading: (inlines: [Inline], id: String)? { notebook.titleHeading(in: result) }

  /// The blocks below the title block.
  private var text: [Block] { titleHeading == nil ? notebook.blocks : Array(notebook.blocks.dropFirst()) }

  /// The page's sections and the book's chapters, which wide pages show beside the text.
  private func aside() -> Node {
    let parts = [contents(), chapterList()].filter { !$0.isEmpty }
    return parts.isEmpty
      ? .element("div", ["class": "no-contents"]) : .block("div", ["class": "beside"], parts)
  }

  mutating func body() -> [Node] {
    let title = [titleBlock()]
    let failures = takePendingFailures()
    let content = blocks(text, isOpening: true)
    let endnotes = endnotes()
    let main = Node.block(
      "main", ["id": "page:text", "tabindex": "-1"],
      [title, banner(), failures, content, ledger(), endnotes])
    return .lines([
      [.element("a", ["class": "skip", "href": "#page:text"], [.text(words["Skip to the text"])])],
      [runningHead()],
      [.block("div", ["class": "page"], [[aside()], [main]])],
      colophon(),
    ])
  }
}
