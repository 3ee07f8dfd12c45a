import Notebooks

/// The lines of the notebook and of the files that it includes: from their texts or, if those are missing, from the notebook's
/// cells and values.
struct SourceExcerpts {
  private struct Line {
    var text: String
    /// Where the text begins in the file.
    var column: Int
  }

  /// The known pieces of each line, in column order.
  private var lines: [Int: [Line]] = [:]
  private let file: String
  /// The lines of included files by the files' names.
  private let included: [String: [String]]

  init(notebook: Notebook) {
    file = notebook.file
    included = Dictionary(notebook.included.files.map { ($0.name, $0.lines) }) { first, _ in first }
    for cell in notebook.cells {
      for line in cell.lines {
        lines[line.location.line] = [Line(text: line.text, column: line.location.column)]
      }
    }
    if let source = notebook.source {
      let texts = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, text) in texts.enumerated() where lines[index + 1] == nil {
        lines[index + 1] = [Line(text: String(text), column: 1)]
      }
    } else {
      for value in notebook.values {
        let line = Line(text: value.expression, column: value.location.column)
        lines[value.location.line, default: []].append(line)
      }
    }
  }

  private func parts(_ number: Int, in name: String) -> [Line]? {
    if name == file { return lines[number] }
    guard let texts = included[name], texts.indices.contains(number - 1) else { return nil }
    return [Line(text: texts[number - 1], column: 1)]
  }

  /// The line with a caret under the place, or `nil` if the line is not known.
  func excerpt(at location: SourceLocation, in name: String) -> (number: Int, line: String, caret: String)? {
    guard let parts = parts(location.line, in: name) else { return nil }
    guard let line = parts.last(where: { $0.column <= location.column }) ?? parts.first else { return nil }
    let bytes = max(0, min(location.column - line.column, line.text.utf8.count))
    let before = String(decoding: line.text.utf8.prefix(bytes), as: UTF8.self)
    let caret = String(before.map { $0 == "\t" ? "\t" : " " }) + "^"
    return (location.line, line.text, caret)
  }
}
