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

  var focus: SwiftMirror.Focus?
  /// What the compiler's server has been given last.
  var mirror: SwiftMirror?
  /// What is wrong with the whole program, and with the code that was edited last. The former takes seconds, the latter a
  /// fraction of one.
  private var compiled = Findings()
  private var quick = Findings()

  /// What a compiler has found.
  private struct Findings {
    /// At the places that they have in the current text.
    var list: [PlacedDiagnostic] = []
    /// The revision of the text that was compiled.
    var revision = -1
    /// The code that was compiled, if not everything was.
    var focus: SwiftMirror.Focus?
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
    } else {
      draft = nil
    }
    isStale = true
  }

  mutating func change(_ changes: [JSONValue], version: JSONValue) {
    let before = edited.lines.map(String.init)
    for change in changes { edited.apply(change) }
    let after = edited.lines
    // What the unchanged lines at both ends have keeps its place.
    let same = zip(before, after).prefix { $0 == $1 }.count
    let limit = min(before.count, after.count) - same
    let end = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.prefix(limit).count
    func moved(_ diagnostic: PlacedDiagnostic) -> PlacedDiagnostic? {
      let line = diagnostic.range.start.line
      if line < same { return diagnostic }
      return line >= before.count - end ? diagnostic.moved(by: after.count - before.count) : nil
    }
    compiled.list = compiled.list.compactMap(moved)
    quick.list = quick.list.compactMap(moved)
    (self.version, isStale) = (version, true)
    editedLine = max(after.count - end - 1, min(same, after.count - 1))
    revision += 1
  }

  /// Takes what a check of the whole program has found.
  mutating func take(_ diagnostics: [Diagnostic], of revision: Int) {
    compiled = Findings(
      list: diagnostics.map { PlacedDiagnostic($0, of: notebook, in: edited) }, revision: revision)
  }

  /// Takes what the compiler's server has found in the focus.
  mutating func take(_ entries: [JSONValue], of revision: Int, in focus: SwiftMirror.Focus) {
    quick = Findings(
      list: entries.compactMap { PlacedDiagnostic(error: $0) }, revision: revision, focus: focus)
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

  /// The code at a place; `nil` where there is prose.
  func focus(at position: Position) -> SwiftMirror.Focus? {
    let line = position.line + 1
    let cell = notebook.cells.firstIndex { cell in
      cell.lines.contains {
        $0.location.line == line && edited.position($0.location).character <= position.character
      }
    }
    if let cell { return .cell(cell) }
    let value = notebook.values.firstIndex { value in
      guard value.location.line == line else { return false }
      let start = edited.position(value.location).character
      let expression = value.expression.utf16
      // One that goes on in the next line has no place that the mirror could keep.
      guard edited.lines[position.line].utf16.dropFirst(start).starts(with: expression) else { return false }
      return (start...start + expression.count).contains(position.character)
    }
    return value.map { .value($0) }
  }

  /// The lines of a cell.
  func lines(of focus: SwiftMirror.Focus?) -> ClosedRange<Int>? {
    guard case .cell(let index)? = focus, notebook.cells.indices.contains(index),
      let first = notebook.cells[index].lines.first, let last = notebook.cells[index].lines.last
    else { return nil }
    return first.location.line - 1...last.location.line - 1
  }

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
      let lines = lines(of: quick.focus)
      found += compiled.list.filter { lines?.contains($0.range.start.line) != true } + quick.list
    }
    return found.map(\.json)
  }
}
