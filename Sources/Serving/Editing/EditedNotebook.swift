import Notebooks

/// A notebook with its readers' changes.
package struct EditedNotebook: Sendable {
  /// As its file has it.
  package let author: Notebook
  /// As the page shows it, and as it runs.
  package private(set) var notebook: Notebook
  /// The changed cells by index.
  package private(set) var cells: [Int: CellEdit] = [:]
  /// Those of them that the author has changed as well since.
  package private(set) var outdated: Set<Int> = []
  /// Changes of cells that are no longer there.
  package private(set) var lost: [CellEdit] = []
  /// The values of parameters that differ from the author's.
  package private(set) var parameters: [String: String] = [:]
  /// Why the changes are left out.
  package private(set) var problem: String?

  /// - Parameters:
  ///   - edits: gets the new places of cells that have moved, and loses what the author has taken over.
  ///   - reading: makes a notebook from another text.
  package init(_ author: Notebook, _ edits: inout ReaderEdits, reading: ([UInt8]) -> Notebook) {
    self.author = author
    notebook = author
    // A file that is gone, or half written, says nothing about its cells.
    guard author.isReadable, !edits.isEmpty else { return }
    place(&edits)
    if !cells.isEmpty, let source = author.source {
      let codes = cells.mapValues(\.text)
      if let text = CodeReplacement.text(Array(source.utf8), with: codes, file: author.file) {
        notebook = reading(text)
      } else {
        problem = "The changed cells have no place in the notebook as it is now."
        (cells, outdated) = ([:], [])
        lost = edits.cells
      }
    }
    for (name, value) in edits.parameters.sorted(by: { $0.key < $1.key }) {
      guard let applied = try? notebook.applying(parameters: [(name, value)]) else { continue }
      notebook = applied
      parameters[name] = value
    }
  }

  private mutating func place(_ edits: inout ReaderEdits) {
    var kept: [CellEdit] = []
    for var edit in edits.cells {
      let candidates = edit.place.candidates(in: author, before: edits.author)
      if let index = candidates.first(where: { cells[$0] == nil }) {
        let now = CellEdit.Place(of: index, in: author)
        if now.code == edit.text { continue }
        if now.code != edit.place.code { outdated.insert(index) }
        edit.place.follow(now)
        cells[index] = edit
      } else {
        edit.place.index = -1
        lost.append(edit)
      }
      kept.append(edit)
    }
    edits.author = kept.isEmpty ? [] : author.cells.map(\.code)
    edits.cells = kept
  }

  /// The code of a cell as its editor shows it.
  func code(ofCell index: Int) -> String { cells[index]?.text ?? author.cells[index].code }
}
