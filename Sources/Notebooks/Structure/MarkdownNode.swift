/// A node of the CommonMark parser's tree, as a Swift value.
struct MarkdownNode {
  enum Kind {
    case document
    case quotation
    /// `start` is `nil` for a bulleted list.
    case list(start: Int?, isTight: Bool)
    case item
    case paragraph
    case heading(level: Int)
    case code(info: String, literal: String)
    case html(String)
    case thematicBreak
    case text(String)
    case softBreak
    case lineBreak
    case codeSpan(String)
    case inlineHTML(String)
    case emphasis
    case strong
    case link(destination: String, title: String)
    case image(source: String, title: String)
  }

  var kind: Kind
  /// The place of a block's first character; inlines have none.
  var start: SourceLocation
  var endLine: Int
  var children: [MarkdownNode] = []
}
