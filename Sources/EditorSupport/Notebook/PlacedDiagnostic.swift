import Notebooks

/// A diagnostic at the place that it has in an editor's text.
struct PlacedDiagnostic: Hashable {
  var range: PositionRange
  let severity: Diagnostic.Severity
  let message: String

  /// What is wrong in an included file is shown where that is included, and what is wrong in `book.yml` or a bibliography at
  /// the notebook's beginning.
  init(_ diagnostic: Diagnostic, of notebook: Notebook, in text: EditedText) {
    let isElsewhere = diagnostic.file != notebook.file
    let top = SourceLocation(line: 1, column: 1)
    range = text.word(at: isElsewhere ? top : notebook.included.outermost(diagnostic.location))
    let placed = notebook.placed(diagnostic)
    severity = placed.severity
    message =
      placed.file == notebook.file
      ? placed.message
      : "\(Path.relative(from: Path.folder(of: notebook.file), to: placed.file)):\(placed.location.line):"
        + "\(placed.location.column): \(placed.message)"
  }

  /// An error that the compiler's server has found; `nil` for anything else.
  init?(error entry: JSONValue) {
    guard entry["severity"]?.integer == 1, let range = PositionRange(entry["range"]),
      let message = entry["message"]?.text
    else { return nil }
    (self.range, severity, self.message) = (range, .error, message)
  }

  func moved(by lines: Int) -> PlacedDiagnostic {
    var moved = self
    moved.range.start.line += lines
    moved.range.end.line += lines
    return moved
  }

  var json: JSONValue {
    let number =
      switch severity {
      case .error: 1
      case .warning: 2
      case .note: 3
      }
    return [
      "range": range.json, "severity": .number("\(number)"), "source": "lectern", "message": .text(message),
    ]
  }
}
