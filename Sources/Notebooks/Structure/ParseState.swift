/// What is known about a notebook while it is parsed.
final class ParseState {
  let diagnostics: Diagnostics
  /// The folder of listings' files.
  let files: SourceFolder
  var metadata = Metadata()
  var cells: [Cell] = []
  /// For each cell the text of the heading above it.
  var cellHeadings: [Int?] = []
  var captions: [CellCaptions] = []
  private(set) var values: [InlineValue] = []
  private(set) var program: [ProgramItem] = []
  /// The names of exercises that headings have, with their places.
  private(set) var exerciseHeadings: [String: SourceLocation] = [:]
  private(set) var texts: [InlineText] = []
  var placeholders = PlaceholderTable()
  var labels = LabelTable()
  var footnotes = FootnoteTable()
  /// The labels of the book's other chapters.
  let bookLabels: BookLabels
  var citations = CitationTable(Bibliography())
  /// The macros of formulas: the notebook's, and those of its book. They are used once the front matter is read.
  private(set) lazy var macros = metadata.macros.over(bookLabels.macros)
  /// The words of the references to other chapters.
  var foreignLabels: [String: [Inline]] = [:]
  /// The words of the citations, by their places.
  var citationWords: [SourceLocation: [Inline]] = [:]
  private(set) var links: [LinkUse] = []
  let hints = Hints()
  /// How many declarations with each title the page's references have so far.
  var apiTitles: [String: Int] = [:]
  /// The first tag that is shown as text, with its place.
  var firstTagAsText: (tag: String, place: SourceLocation)?
  /// The references to unknown labels, by the address that they would have.
  private(set) var openReferences: [String: LinkTarget] = [:]

  /// Whether the title of a section with a label has a reference to an unknown one.
  var hasOpenTitles = false

  /// What a few lines of a notebook can make large without bounds.
  private struct Amount {
    let most: Int
    var used = 0
  }

  /// The cells that rows of tables lack.
  private var filledCells = Amount(most: 100_000)
  /// The bytes of files that listings and references look through, each time that they do.
  private var listedBytes = Amount(most: 64 << 20)
  /// The bytes by which macros make formulas longer.
  private var expandedBytes = Amount(most: 2 << 20)

  /// The texts of a cell's captions.
  struct CellCaptions {
    var figure: Int?
    var table: Int?
    var hints: [Int] = []
  }

  init(diagnostics: Diagnostics, bookLabels: BookLabels = BookLabels()) {
    self.diagnostics = diagnostics
    self.bookLabels = bookLabels
    files = SourceFolder(of: diagnostics.file)
  }

  /// Guards a text, keeps it for cmark, and returns its index.
  func addText(_ source: SourceText, mayDefineLinks: Bool = false) -> Int {
    let guarded = InlineGuard.guarded(source, state: self)
    texts.append(InlineText(source: source, guarded: guarded, mayDefineLinks: mayDefineLinks))
    return texts.count - 1
  }

  /// Registers the id in attributes; `nil` if there is none or it is taken.
  func register(_ attributes: Attributes, as kind: LabelKind) -> LabelTable.Label? {
    attributes.id.flatMap {
      labels.register($0, as: kind, at: attributes.idLocation, diagnostics: diagnostics)
    }
  }

  /// Whether `count` missing cells may be added to a table: a long table with many columns could grow without bounds.
  func mayFill(cells count: Int, at place: SourceLocation) -> Bool {
    may(
      use: count, of: \.filledCells, at: place,
      "the tables of this notebook lack more than \(filledCells.most) cells; write them, or use fewer columns"
    )
  }

  /// Whether a listing may look through this many bytes of files.
  func mayList(bytes count: Int, at place: SourceLocation) -> Bool {
    may(
      use: count, of: \.listedBytes, at: place,
      "with this one, the listings of this notebook look through more than \(listedBytes.most >> 20) MiB of files"
    )
  }

  /// Whether macros may make a formula this many bytes longer.
  func mayExpand(bytes count: Int, at place: SourceLocation) -> Bool {
    may(
      use: count, of: \.expandedBytes, at: place,
      "with this one, the formulas of this notebook have more than \(expandedBytes.most >> 20) MiB from macros"
    )
  }

  /// Whether this much more of an amount may be used; reports where it is exceeded.
  private func may(
    use count: Int, of amount: ReferenceWritableKeyPath<ParseState, Amount>, at place: SourceLocation,
    _ message: @autoclosure () -> String
  ) -> Bool {
    guard self[keyPath: amount].used <= self[keyPath: amount].most else { return false }
    self[keyPath: amount].used += count
    if self[keyPath: amount].used <= self[keyPath: amount].most { return true }
    diagnostics.error(message(), at: place, stopsProgram: false)
    return false
  }

  /// Registers a heading's id. A heading with the name of an exercise is that exercise's.
  func registerHeading(_ attributes: Attributes) -> LabelTable.Label? {
    guard let id = attributes.id, LabelKind(id: id) == .exercise else {
      return register(attributes, as: .section)
    }
    let label = register(attributes, as: .exercise)
    if label != nil { exerciseHeadings[id] = attributes.idLocation }
    return label
  }

  /// Registers the name of an exercise that has no heading of its own.
  func addPart(_ part: ExercisePart) {
    guard part.kind == .stub, exerciseHeadings[part.name] == nil, labels.entries[part.name] == nil else {
      return
    }
    _ = labels.register(part.name, as: .exercise, at: part.location, diagnostics: diagnostics)
  }

  func addValue(_ value: InlineValue) {
    program.append(.value(values.count))
    values.append(value)
  }

  func addLink(to destination: String, at place: SourceLocation) {
    links.append(LinkUse(destination: destination, location: place))
  }

  /// The links in the order of the text, each once: a heading's text, which also names cells, is read more than once.
  var sortedLinks: [LinkUse] {
    var seen: Set<LinkUse> = []
    return links.filter { seen.insert($0).inserted }.sorted {
      diagnostics.included.precedes($0.location, $1.location)
    }
  }

  /// The replacement for a reference to an unknown label: its words as a link that leads nowhere.
  func deadReference(to id: String, written source: String, reason: String) -> Inline {
    openReferences["#\(id)"] = .nowhere(reason: reason)
    return .link([.text(source)], destination: "#\(id)", title: "")
  }

  func addCell(_ cell: Cell, heading: Int?) {
    program.append(.cell(cells.count))
    cells.append(cell)
    cellHeadings.append(heading)
    captions.append(CellCaptions())
  }

  /// Reports a picture in the front matter that the page doesn't have.
  func checkImage(at location: SourceLocation?) {
    guard let image = metadata.image, let location, labels.entries[image] == nil else { return }
    let hint = Suggestion.hint(for: image, among: labels.figures)
    diagnostics.error("nothing has the label '\(image)'\(hint)", at: location, stopsProgram: false)
  }
}
