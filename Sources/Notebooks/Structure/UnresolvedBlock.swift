/// A block whose inlines are not parsed yet: it has the index of its text in ``ParseState/texts`` instead.
indirect enum UnresolvedBlock {
  case heading(level: Int, text: Int, id: String?)
  case paragraph(text: Int)
  /// The first paragraph of a list's item that is a task.
  case task(isDone: Bool, text: Int)
  case quotation([UnresolvedBlock])
  case alert(AlertKind, [UnresolvedBlock])
  case list(items: [[UnresolvedBlock]], start: Int?, isTight: Bool)
  case code(String, language: String)
  case listing(Listing)
  case api(APIListing)
  case cell(Int)
  case table(UnresolvedTable)
  case html(String)
  case thematicBreak
}

/// A table with the indices of its cells' texts.
struct UnresolvedTable {
  var alignments: [PipeTable.Alignment?]
  var header: [Int]
  var rows: [[Int]]
  var caption: Int?
  var id: String?
  var number: Int?
}

/// A text that cmark will parse for its inlines.
struct InlineText {
  /// The text in the file.
  var source: SourceText
  /// What cmark gets: the source with placeholders.
  var guarded: [UInt8]
  /// Whether it may begin with link definitions, as a paragraph may.
  var mayDefineLinks: Bool
}
