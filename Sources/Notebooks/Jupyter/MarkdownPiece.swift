/// A part of a Markdown file that is a cell in Jupyter. The parts' bytes, one after the other, are the file.
struct MarkdownPiece: Hashable {
  enum Kind: Hashable {
    case frontMatter
    case prose
    /// A fence that runs.
    case cell
    /// A fence that a marker makes a cell: of another language, or of text.
    case marked
  }

  var kind: Kind
  /// The number of the line with its fence, or of its first line.
  var line: Int
  /// What is above the cell's own text: a marker and the opening fence.
  var before: [UInt8]
  var source: [UInt8]
  /// What is below it: the closing fence, kept outputs, empty lines.
  var after: [UInt8]
  var marker: CellMarker?
  /// The name of the file with its kept outputs.
  var outputs: String?

  var bytes: [UInt8] { before + source + after }
}

/// How cells look in Markdown unless something is known of them.
enum PieceDefaults {
  static func before(_ kind: JupyterCell.Kind, source: [UInt8], language: String = "{swift}") -> [UInt8] {
    switch kind {
    case .markdown: []
    case .code: Array("\(fence(around: source))\(language)\n".utf8)
    case .raw: Array("\(fence(around: source))\n".utf8)
    }
  }

  static func after(_ isFenced: Bool, source: [UInt8], isLast: Bool) -> [UInt8] {
    Array(((isFenced ? "\n" + fence(around: source) : "") + (isLast ? "\n" : "\n\n")).utf8)
  }

  /// More backticks than any line of the text begins with.
  static func fence(around text: [UInt8]) -> String {
    let lines = RawLines(text)
    var longest = 2
    for index in 0..<lines.count {
      let line = lines.content(index)
      longest = max(longest, line.dropFirst(line.indentation).prefix { $0 == UInt8(ascii: "`") }.count)
    }
    return String(repeating: "`", count: longest + 1)
  }
}
