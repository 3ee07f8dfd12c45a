import Notebooks

/// A diagnostic at the place that it has in an editor's text.
struct PlacedDiagnostic: Hashable {
  var range: PositionRange
  let severity: Diagnostic.Severity
  let message: String

  init(_ diagnostic: Diagnostic, in text: EditedText) {
    range = text.word(at: diagnostic.location)
    (severity, message) = (diagnostic.severity, diagnostic.message)
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
