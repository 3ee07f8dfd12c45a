/// What is known of a notebook while it is parsed.
final class ParseState {
  let diagnostics: Diagnostics
  var metadata = Metadata()
  var cells: [Cell] = []
  /// For each cell the run of the heading above it.
  var cellHeadings: [Int?] = []
  var captions: [CellCaptions] = []
  private(set) var values: [InlineValue] = []
  private(set) var program: [ProgramItem] = []
  private(set) var runs: [TextRun] = []
  var placeholders = PlaceholderTable()
  var labels = LabelTable()
  var footnotes = FootnoteTable()

  /// The runs of a cell's captions.
  struct CellCaptions {
    var figure: Int?
    var table: Int?
  }

  init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Guards a text and keeps it for cmark; returns its index.
  func addRun(_ source: SourceText, mayDefineLinks: Bool = false) -> Int {
    let guarded = InlineGuard.guarded(source, state: self)
    runs.append(TextRun(source: source, guarded: guarded, mayDefineLinks: mayDefineLinks))
    return runs.count - 1
  }

  func addValue(_ value: InlineValue) {
    program.append(.value(values.count))
    values.append(value)
  }

  func addCell(_ cell: Cell, heading: Int?) {
    program.append(.cell(cells.count))
    cells.append(cell)
    cellHeadings.append(heading)
    captions.append(CellCaptions())
  }
}
