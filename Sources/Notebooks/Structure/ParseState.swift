/// What is known of a notebook while it is parsed.
final class ParseState {
  let diagnostics: Diagnostics
  /// Where listings find their files.
  let files: SourceFolder
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

  init(diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    files = SourceFolder(of: diagnostics.file)
  }

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

  /// Tells of a picture in the front matter that the page has not.
  func checkImage(at location: SourceLocation?) {
    guard let image = metadata.image, let location, labels.entries[image] == nil else { return }
    let hint = Suggestion.hint(for: image, among: labels.figures)
    diagnostics.error("nothing has the label '\(image)'\(hint)", at: location, stopsProgram: false)
  }
}
