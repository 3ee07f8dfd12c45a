import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// What a reader changes in the server's copy of a notebook.
extension LiveBook {
  /// The notebook of a page with its readers' changes.
  func edited(_ author: Notebook, at address: String, _ state: inout State) -> EditedNotebook {
    let key = EditStore.key(of: author.file)
    var edits = state.edits[key] ?? editStore.edits(of: key)
    let site = state.site
    let edited = EditedNotebook(author, &edits) { text in
      if case .chapter(let index) = site.target(of: address), let book = site.book {
        return book.notebook(ofChapter: index, withText: text)
      }
      return NotebookSource.notebook(author.file, withText: text)
    }
    if state.edits[key] ?? edits != edits { state.keepsEdits = editStore.save(edits, of: key) }
    state.edits[key] = edits
    return edited
  }

  /// What the script of a page learns of the copy.
  func copy(of page: LivePage, _ state: State) -> ReaderCopy {
    ReaderCopy(
      page.edited, state.edits[EditStore.key(of: page.notebook.file)] ?? ReaderEdits(),
      isKept: state.keepsEdits)
  }

  /// Changes what readers have changed, and shows the page with it.
  ///
  /// - Parameters:
  ///   - isSaved: whether the notebook's file changes with it.
  ///   - body: returns why the change is refused.
  private func change(
    _ address: String, isSaved: Bool = false, _ body: (LivePage, inout ReaderEdits) -> HTTPError?
  ) throws(HTTPError) {
    // The author may have saved the notebook just now.
    guard page(at: address) != nil else { throw HTTPError(404, "there is no such page") }
    let refusal = state.withLock { state -> HTTPError? in
      guard let page = state.pages[address] else { return HTTPError(404, "this page has no cells") }
      let key = EditStore.key(of: page.notebook.file)
      var edits = state.edits[key] ?? ReaderEdits()
      if let refusal = body(page, &edits) { return refusal }
      state.edits[key] = edits
      state.keepsEdits = editStore.save(edits, of: key)
      if isSaved { state.site.read() }
      update(address, isForced: page.state.phase == .stopped, &state)
      watchFiles(state)
      return nil
    }
    if let refusal { throw refusal }
  }

  // MARK: Cells

  /// Runs a cell with other code, in the copy.
  ///
  /// - Parameter before: the code that the reader has changed; another window or the author may have been faster.
  func edit(_ address: String, item: Int, from before: String, to text: String) throws(HTTPError) {
    try change(address) { page, edits in
      guard let index = page.cell(atItem: item), page.edited.code(ofCell: index) == before else {
        return HTTPError(409, "This cell was changed meanwhile, in the notebook or in another window.")
      }
      var codes = page.edited.cells.mapValues(\.text)
      codes[index] = text
      if let refusal = page.edited.author.refusalToEdit(cell: index) { return refusal }
      let source = Array((page.edited.author.source ?? "").utf8)
      guard CodeReplacement.text(source, with: codes, file: page.notebook.file) != nil else {
        return HTTPError(422, "This text would change more of the notebook than its cell.")
      }
      let old = page.edited.cells[index]
      edits.cells.removeAll { $0 == old }
      if text != page.edited.author.cells[index].code {
        let place = old?.place ?? CellEdit.Place(of: index, in: page.edited.author)
        edits.cells.append(CellEdit(place: place, text: text))
      }
      return nil
    }
  }

  /// Brings the author's version of a cell back.
  func reset(_ address: String, item: Int) throws(HTTPError) {
    try change(address) { page, edits in
      guard let index = page.cell(atItem: item) else { return .noCell }
      edits.cells.removeAll { $0 == page.edited.cells[index] }
      return nil
    }
  }

  /// Keeps the reader's version of a cell that the author has changed as well.
  func keep(_ address: String, item: Int) throws(HTTPError) {
    try change(address) { page, edits in
      guard let index = page.cell(atItem: item), let old = page.edited.cells[index] else { return .noCell }
      edits.cells.removeAll { $0 == old }
      edits.cells.append(CellEdit(place: .init(of: index, in: page.edited.author), text: old.text))
      return nil
    }
  }

  /// Forgets the change of a cell that is no longer there.
  func discard(_ address: String, text: String) throws(HTTPError) {
    try change(address) { page, edits in
      guard let lost = page.edited.lost.first(where: { $0.text == text }) else { return .noCell }
      edits.cells.removeAll { $0 == lost }
      return nil
    }
  }

  // MARK: Parameters

  /// - Parameter value: the value as `-P` takes it; `nil` for the author's.
  func set(_ address: String, parameter name: String, to value: String?) throws(HTTPError) {
    try change(address) { page, edits in
      edits.parameters[name] = nil
      guard let value else { return nil }
      do {
        let author = page.edited.author
        let applied = try author.applying(parameters: [(name, value)])
        if applied.metadata.parameters != author.metadata.parameters { edits.parameters[name] = value }
        return nil
      } catch {
        return HTTPError(422, "\(error)")
      }
    }
  }

  // MARK: The notebook's file

  /// Writes a changed cell to the notebook's file, unless the file has changed since it was read.
  func save(_ address: String, item: Int) throws(HTTPError) {
    try change(address, isSaved: true) { page, edits in
      guard let index = page.cell(atItem: item), let edit = page.edited.cells[index] else { return .noCell }
      if page.edited.outdated.contains(index) {
        return HTTPError(
          409, "The author has changed this cell too: keep your version or take the author's first.")
      }
      if let refusal = page.edited.author.save(edit.text, toCell: index) { return refusal }
      edits.cells.removeAll { $0 == edit }
      return nil
    }
  }
}

extension LivePage {
  /// The cell at a place in the program.
  func cell(atItem item: Int) -> Int? {
    guard notebook.program.indices.contains(item), case .cell(let index) = notebook.program[item] else {
      return nil
    }
    return edited.author.cells.indices.contains(index) ? index : nil
  }
}

extension HTTPError {
  fileprivate static let noCell = HTTPError(404, "This cell is no longer in the notebook.")
}
