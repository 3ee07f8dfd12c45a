import Foundation
import Notebooks
import Reports

/// A notebook in an editor.
struct OpenNotebook {
  let uri: String
  /// Its file, by which messages and links are resolved.
  let path: String
  /// The number of its folder among those that the compiler's server knows; `nil` if there are too many notebooks.
  let slot: Int?
  private(set) var edited: EditedText
  /// What the editor calls this text.
  private(set) var version: JSONValue
  /// Counts the changes.
  private(set) var revision = 0
  private(set) var notebook: Notebook
  /// Whether the text has changed since it was parsed.
  private(set) var isStale = false
  /// Whether its links and pictures have been followed since then.
  private var isChecked = false
  /// The last line that the last change touched, until it has been looked at.
  var editedLine: Int?
  /// Its place in the book that it is a chapter of, whose other files are as on disk.
  private var draft: ChapterDraft?
  private var otherChapters: [BookReport.Chapter] = []

  /// Where the code begins that the editor works on. It moves with its line, and ``focus`` says whether code is still there.
  private(set) var place: Position?
  /// What the compiler's server has been given last.
  var mirror: SwiftMirror?
  /// What is wrong with the whole program, and with the code that was edited last. The former takes seconds, the latter a
  /// fraction of one.
  private var compiled = Findings()
  private var quick = Findings()

  /// What a compiler has found. All places are those of the current text.
  private struct Findings {
    var list: [PlacedDiagnostic] = []
    /// The revision of the text that was compiled.
    var revision = -1
    /// The lines of the cell that was compiled, if not everything was.
    var lines: ClosedRange<Int>?

    mutating func move(by shift: LineShift) {
      list = list.compactMap { found in
        let line = found.range.start.line
        return shift.moved(line).map { found.moved(by: $0 - line) }
      }
      lines = lines.flatMap { shift.moved($0) }
    }
  }

  /// - Parameter parsed: the chapters of books that were parsed for other notebooks.
  init(uri: String, text: String, version: JSONValue, slot: Int?, _ parsed: inout ParsedNotebooks) {
    (self.uri, self.version, self.slot) = (uri, version, slot)
    path = Self.path(of: uri)
    edited = EditedText(text)
    notebook = Notebook(file: path)
    readBook(&parsed)
    parse()
  }

  private static func path(of uri: String) -> String {
    guard let url = URL(string: uri), url.isFileURL else { return "notebook.md" }
    return url.path
  }

  /// Reads the book's other chapters again.
  mutating func readBook(_ parsed: inout ParsedNotebooks) {
    if let place = Book.containing(path) {
      let source = BookSource(
        place.book, names: [place.chapter: path], only: place.chapter, &parsed)
      draft = source.draft(ofChapter: place.chapter)
      otherChapters = source.report.chapters
      otherChapters.remove(at: place.chapter)
    } else {
      (draft, otherChapters) = (nil, [])
    }
    isStale = true
  }

  mutating func change(_ changes: [JSONValue], version: JSONValue) {
    let before = edited.lines
    for change in changes { edited.apply(change) }
    let shift = LineShift(from: before, to: edited.lines)
    compiled.move(by: shift)
    quick.move(by: shift)
    place = place.map { shift.moved($0) }
    (self.version, isStale) = (version, true)
    editedLine = shift.lastChanged
    revision += 1
  }

  /// Takes what a check of the whole program has found.
  mutating func take(_ diagnostics: [Diagnostic], of revision: Int) {
    compiled = Findings(
      list: diagnostics.map { PlacedDiagnostic($0, of: notebook, in: edited) }, revision: revision)
  }

  /// Takes what the compiler's server has found in the edited code.
  ///
  /// - Parameter lines: the lines of the cell that it is in, if it is in one.
  mutating func take(_ entries: [JSONValue], of revision: Int, in lines: ClosedRange<Int>?) {
    quick = Findings(
      list: entries.compactMap { PlacedDiagnostic(error: $0) }, revision: revision, lines: lines)
  }

  mutating func parse() {
    let text = Array(edited.text.utf8)
    notebook = draft?.parsed(text) ?? Notebook.parse(text, file: path)
    (isStale, isChecked) = (false, false)
  }

  /// Follows links and pictures, which no answer about code needs.
  mutating func check() {
    guard !isChecked else { return }
    notebook = draft?.checked(notebook) ?? ReferenceCheck.checked(notebook, page: PagePath.page(of: path))
    isChecked = true
  }

  /// The code that the editor works on, in the current notebook; `nil` if there is none any more.
  var focus: Focus? { place.flatMap { Focus(at: $0, in: notebook, edited) } }

  /// Makes the code at a place what the editor works on.
  ///
  /// - Returns: whether there is code.
  @discardableResult
  mutating func turn(to position: Position) -> Bool {
    guard let focus = Focus(at: position, in: notebook, edited) else { return false }
    place = focus.beginning
    return true
  }

  /// Makes the first code of the text what the editor works on.
  mutating func turnToFirstCode() {
    let beginnings = notebook.cells.compactMap { $0.lines.first?.location } + notebook.values.map(\.location)
    place = beginnings.first { $0.line <= edited.lines.count }.map { edited.position($0) }
  }

  /// What its prose can refer to.
  var targets: ReferenceTargets { ReferenceTargets(notebook, otherChapters) }

  /// Whether it is made to be included, as `_data.md` is: what it means depends on the notebook around it.
  var isPart: Bool { draft == nil && Path.name(of: path).hasPrefix("_") }

  /// Whether it is one, and not any other file of Markdown.
  var isNotebook: Bool { draft != nil || edited.text.contains("{swift") }

  /// The protocol's entries for everything that is known to be wrong.
  var diagnostics: [JSONValue] {
    guard isNotebook else { return [] }
    var found = notebook.diagnostics.map { PlacedDiagnostic($0, of: notebook, in: edited) }
    if compiled.revision >= quick.revision {
      found += compiled.list
    } else {
      // What is known of the edited code is newer.
      found += compiled.list.filter { quick.lines?.contains($0.range.start.line) != true } + quick.list
    }
    return found.map(\.json)
  }
}
