import Displays
import Notebooks

/// Writes one page, from top to bottom; keeps what later parts of the page need to know of earlier ones.
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
  /// Failures of values in the block being written, to stand behind it.
  var pendingFailures: [String] = []
  /// Whether a note may stand in the running line, and so in the margin beside it.
  var notesFitInLine = false
  /// Whether what is being written has an edge of its own, from which no note reaches the margin.
  var isFramed = false
  /// Whether what is being written is running text, in which bold words are the terms that are explained there.
  var isProse = false
  /// The terms that have an anchor on the page already.
  var anchoredTerms: Set<String> = []
  /// The notes that stand beside their call, by number; the others are gathered at the end.
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

  /// What stands below the title block.
  private var text: [Block] { titleHeading == nil ? notebook.blocks : Array(notebook.blocks.dropFirst()) }

  /// What stands beside the text: the page's sections and the book's chapters.
  private func aside() -> String {
    let parts = [contents(), chapterList()].filter { !$0.isEmpty }
    return parts.isEmpty
      ? "<div class=\"no-contents\"></div>"
      : "<div class=\"beside\">\n\(parts.joined(separator: "\n"))\n</div>"
  }

  mutating func body() -> String {
    let title = titleBlock()
    let content = pendingFailures.joined(separator: "\n") + blocks(text, isOpening: true)
    let endnotes = endnotes()
    let parts = [
      "<a class=\"skip\" href=\"#page:text\">\(words["Skip to the text"])</a>",
      runningHead(),
      "<div class=\"page\">",
      aside(),
      "<main id=\"page:text\" tabindex=\"-1\">",
      title,
      banner(),
      content,
      ledger(),
      endnotes,
      "</main>",
      "</div>",
      colophon(),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
