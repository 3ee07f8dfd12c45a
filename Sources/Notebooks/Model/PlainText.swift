extension [Inline] {
  /// The text without markup, for titles, search and the names of things. Mathematics is its TeX, a value is "…".
  public var plainText: String { map(\.plainText).joined() }
}

extension Inline {
  /// The text without markup.
  public var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .emphasis(let inlines), .strong(let inlines), .strikethrough(let inlines), .link(let inlines, _, _),
      .reference(let inlines, _):
      inlines.plainText
    case .image(let alternative, _, _): alternative.plainText
    case .mathematics(let mathML): mathML.tex
    case .value: "…"
    case .footnote, .html, .checkBox: ""
    case .softBreak, .lineBreak: " "
    }
  }
}
