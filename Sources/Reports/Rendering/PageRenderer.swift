import Displays
import Markup
import Notebooks

/// Makes the elements of one page from top to bottom, and remembers what later parts need to know about
/// earlier ones.
///
/// The style sheet and the script use the same names for the parts of a page: a *plate* is the `<figure>`
/// around anything that a cell shows; a *walk* is a plate that shows one of several panels at a time (frames,
/// steps, sweeps) on its *stage*; a *still* is a panel that shows even without the script; the *ledger* lists
/// the claims; the *banner* reports failures at the top; the *colophon* links to the previous and next
/// chapters.
struct PageRenderer {
  let notebook: Notebook
  let result: RunResult
  /// Why nothing has run, if nothing has.
  let problem: String?
  let navigation: Navigation?
  let images: ImageLoader
  let excerpts: SourceExcerpts
  /// What was made before of the same drawings and tables.
  private let memory: RenderMemory?
  /// The number in the program of each cell and value, for a page that follows its notebook.
  private let itemNumbers: [ProgramItem: Int]
  /// The claims met so far, for the ledger at the end.
  var claims: [LedgerEntry] = []
  var claimAnchors = ClaimAnchors()
  /// The failures met so far, for the summary at the top.
  var failures: [FailureEntry] = []
  /// Writes the author's HTML, and knows which of its elements are open.
  var authorHTML = HTMLFilter()
  /// The number of figures drawn so far; it makes the ids of each figure unique.
  var figures = 0
  /// The number of ruled tables so far.
  var tables = 0
  /// The styles and scripts that the networks met so far need.
  var demoAssets = DemoAssets()
  /// Whether there is a box of a task.
  var hasTasks = false
  /// The networks' weights met so far, as their data has them, and the ids of those networks.
  var weightIDs: [String: String] = [:]
  /// The images not met yet, by their sources: indices into the notebook's, the next one last.
  var imagesAhead: [String: [Int]]
  /// The bytes of the pictures from files so far.
  var pictureSize = 0
  /// The addresses of the links to other places, in the order of their first links, and their numbers; on paper they are
  /// notes.
  var (addresses, addressNumbers): ([String], [String: Int]) = ([], [:])
  /// Failures of values in the block being written, to be shown after it.
  var pendingFailures: [Node] = []
  /// The declaration whose documentation is being written.
  var apiOwner: [String]?
  /// The terms that already have an anchor on the page.
  var anchoredTerms: Set<String> = []
  /// The numbers of the notes placed next to their calls; the others go to the end.
  var notesInLine: Set<Int> = []
  /// The id of each note's first call on the page, by the note's number.
  var callsWritten: [Int: String] = [:]
  /// The notes' contents, by number.
  var notes: [Int: [Block]] = [:]

  /// The words of the notebook's language.
  var words: PageWords { PageWords(language: notebook.metadata.language) }

  /// Sets the prose in the notebook's language.
  let typography: Typography

  init(_ report: Report) {
    notebook = report.notebook
    result = report.result
    problem = report.problem
    typography = Typography(language: report.notebook.metadata.language)
    navigation = report.navigation
    images = report.images
    memory = report.memory
    excerpts = SourceExcerpts(notebook: report.notebook)
    let uses = report.notebook.images
    imagesAhead = Dictionary(grouping: uses.indices.reversed()) { uses[$0].source }
    let program = report.live == nil ? [] : report.notebook.program
    itemNumbers = Dictionary(program.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    for case .footnotes(let notes) in notebook.blocks {
      for (index, note) in notes.enumerated() { self.notes[index + 1] = note }
    }
  }

  /// What is made of a value, now or when the page was made before; see ``RenderMemory``.
  func made<Input: Equatable & Sendable, Product: Sendable>(
    of input: Input, _ kind: String, _ number: Int, _ make: () -> Product
  ) -> Product {
    memory?.product(of: input, kind, number, make) ?? make()
  }

  /// Marks what an item of the program has made.
  func mark(_ item: ProgramItem) -> String? { itemNumbers[item].map(String.init) }

  /// The page's title as plain text.
  var title: String { notebook.displayTitle(in: result) }

  /// The title with its markup, if the notebook has one.
  var titleLine: [Inline]? { notebook.titleLine(in: result) }

  /// The heading at the very beginning, if it is the page's title or repeats it.
  var titleHeading: (inlines: [Inline], id: String)? { notebook.titleHeading(in: result) }

  /// The blocks below the title block.
  private var blocksOfText: [Block] {
    titleHeading == nil ? notebook.blocks : Array(notebook.blocks.dropFirst())
  }

  /// The page's sections and the book's chapters, which wide pages show next to the text.
  private func aside() -> Node {
    let parts = [contents(), chapterList()].filter { !$0.isEmpty }
    return parts.isEmpty
      ? .element("div", ["class": "no-contents"]) : .block("div", ["class": "beside"], parts)
  }

  /// The text with its title and what belongs to it.
  ///
  /// If the author's drawings refer to more of each other than a browser can draw, it has them without their references.
  mutating func text() -> [Node] {
    guard notebook.metadata.allowsHTML else { return wholeText() }
    let unwritten = self
    let text = wholeText()
    guard authorHTML.hasTooManyReferences else { return text }
    self = unwritten
    authorHTML = HTMLFilter(keepsReferences: false)
    return wholeText()
  }

  private mutating func wholeText() -> [Node] {
    let title = [titleBlock()]
    let failures = takePendingFailures()
    let content = blocks(blocksOfText, isOpening: true)
    let ledger = ledger()
    let references = references()
    let calls = callsOfPage()
    let endnotes = endnotes()
    return .lines([title, banner(), failures, content, ledger, calls, references, endnotes, printedLinks()])
  }

  /// The whole page around its text.
  func body(around text: [Node]) -> [Node] {
    let main = Node.block("main", ["id": "page:text", "tabindex": "-1"], [text])
    return .lines([
      [.element("a", ["class": "skip", "href": "#page:text"], [.text(words["Skip to the text"])])],
      [runningHead()],
      [.block("div", ["class": "page"], [[aside()], [main]])],
      colophon(),
    ])
  }
}
