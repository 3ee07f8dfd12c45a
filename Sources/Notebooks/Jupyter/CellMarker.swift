/// The comment in a Markdown file that begins a cell of a Jupyter notebook, and has what Markdown can't show of it:
/// `<!-- cell {"id": "a1", "type": "code"} -->`.
struct CellMarker: Hashable {
  var fields: [String: JSONValue] = [:]

  private static let opening = Array("<!-- cell".utf8)
  private static let closing = Array("-->".utf8)

  init(_ fields: [String: JSONValue]) { self.fields = fields }

  /// Reads the line of a marker.
  init?(_ line: [UInt8]) {
    let line = line.trimmingTrailingBlanks
    guard line.starts(with: Self.opening), line.count >= Self.opening.count + 1 + Self.closing.count,
      line.suffix(3).elementsEqual(Self.closing)
    else { return nil }
    let content = Array(line.dropFirst(Self.opening.count).dropLast(3))
    guard content.first?.isSpaceOrTab == true else { return nil }
    if content.isBlank { return }
    var reader = JSONReader(Array(content))
    guard let fields = (try? reader.value())?.object else { return nil }
    self.fields = fields
  }

  /// The marker's line. JSON has escapes for what would end a comment.
  var line: String {
    fields.isEmpty ? "<!-- cell -->" : "<!-- cell \(Self.inComment(JSONValue.object(fields).line)) -->"
  }

  private static func inComment(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      let isBreak = scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
      if scalar == ">" || scalar == "<" || scalar == "-" && result.last == "-" || isBreak {
        result += JSONValue.escape(scalar).unicodeScalars
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// What kind of cell it begins.
  var type: String { fields["type"]?.text ?? "markdown" }

  /// Whether the fence below is the cell.
  var takesFence: Bool { type != "markdown" || fields["fenced"] == .truth(true) }
}

/// The comments around what a cell of another language has shown.
enum OutputMarker {
  static let end = "<!-- end of output -->"

  static func start(_ file: String) -> String { "<!-- output of \(file) -->" }

  /// The name of the file that has the outputs.
  static func file(_ line: [UInt8]) -> String? {
    let text = line.trimmingTrailingBlanks.string
    guard text.hasPrefix("<!-- output of "), text.hasSuffix(" -->") else { return nil }
    return String(text.dropFirst(15).dropLast(4))
  }

  static func isEnd(_ line: [UInt8]) -> Bool { line.trimmingTrailingBlanks.elementsEqual(end.utf8) }
}
