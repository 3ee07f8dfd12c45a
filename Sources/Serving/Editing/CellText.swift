import Notebooks

/// A cell as its editor shows it.
struct CellText: Encodable {
  var text: String
  /// The author's version.
  var author: String
  var messages: [CellMessage] = []
}

/// What the compiler or the run says about a line of a cell.
struct CellMessage: Encodable {
  /// From 1; 0 for a message about another place.
  var line: Int
  var column: Int
  var severity: String
  var text: String

  init(_ diagnostic: Diagnostic, firstLine: Int) {
    line = diagnostic.location.line - firstLine + 1
    column = diagnostic.location.column
    severity = diagnostic.severity.rawValue
    text = diagnostic.message
  }
}

extension LiveBook {
  /// A cell with what is known of its lines.
  func cell(_ address: String, item: Int) throws(HTTPError) -> CellText {
    guard page(at: address) != nil else { throw HTTPError(404, "there is no such page") }
    let text = state.withLock { state -> CellText? in
      guard let page = state.pages[address], let index = page.cell(atItem: item) else { return nil }
      return CellText(
        text: page.edited.code(ofCell: index), author: page.edited.author.cells[index].code,
        messages: page.messages(ofCell: index))
    }
    guard let text else { throw HTTPError(404, "This cell is no longer in the notebook.") }
    return text
  }
}

extension LivePage {
  /// The messages about the lines of a cell.
  fileprivate func messages(ofCell index: Int) -> [CellMessage] {
    guard notebook.cells.indices.contains(index), result.cells.indices.contains(index),
      let first = notebook.cells[index].lines.first?.location
    else { return [] }
    let found =
      switch result.cells[index].status {
      case .failed(let failure), .failedAsAllowed(let failure): failure.diagnostics
      case .notRun, .notEvaluated, .succeeded: [Diagnostic]()
      }
    let lines = first.line..<first.line + notebook.cells[index].lines.count
    let own = (found + result.cells[index].warnings).filter {
      $0.file == notebook.file && lines.contains($0.location.line)
    }
    return own.map {
      var message = CellMessage($0, firstLine: first.line)
      message.column -= first.column - 1
      return message
    }
  }
}
