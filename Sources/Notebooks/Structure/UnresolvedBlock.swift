/// A block whose texts are not parsed yet: in place of inlines it has the index of its run.
indirect enum DraftBlock {
  case heading(level: Int, run: Int, id: String?)
  case paragraph(run: Int)
  case quotation([DraftBlock])
  case alert(AlertKind, [DraftBlock])
  case list(items: [[DraftBlock]], start: Int?, isTight: Bool)
  case code(String, language: String)
  case listing(Listing)
  case cell(Int)
  case table(DraftTable)
  case html(String)
  /// Text in which nothing is markup.
  case literal(String)
  case thematicBreak
}

/// A table with the indices of its cells' runs.
struct DraftTable {
  var alignments: [PipeTable.Alignment?]
  var header: [Int]
  var rows: [[Int]]
  var caption: Int?
  var id: String?
  var number: Int?
}

/// A text that cmark will parse for its inlines.
struct TextRun {
  /// As the author wrote it.
  var source: SourceText
  /// What cmark sees.
  var guarded: [UInt8]
  /// Whether link definitions may stand at its beginning, as in a paragraph.
  var mayDefineLinks: Bool
}
