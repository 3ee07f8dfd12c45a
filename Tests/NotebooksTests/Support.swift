import Notebooks

/// The notebook with these lines.
func parse(_ lines: String...) -> Notebook {
  Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
}

extension Notebook {
  /// The diagnostics without the file's name: `3:1: error: …`.
  var complaints: [String] {
    diagnostics.map { "\($0.location.line):\($0.location.column): \($0.severity.rawValue): \($0.message)" }
  }

  /// The complaints without the one that HTML is shown as text.
  var complaintsBesideHTML: [String] { complaints.filter { !$0.contains("is shown as it is written") } }

  /// The blocks as one line of text, so that a whole page can be compared.
  var outline: String { blocks.outline }
}

extension [Block] {
  var outline: String { map(\.outline).joined(separator: " ") }
}

extension Block {
  var outline: String {
    switch self {
    case .heading(let level, let title, let id): "h\(level)#\(id)(\(title.outline))"
    case .paragraph(let text): "p(\(text.outline))"
    case .quotation(let blocks): "quote(\(blocks.outline))"
    case .alert(let kind, let blocks): "\(kind.rawValue)!(\(blocks.outline))"
    case .list(let items, let start, let isTight):
      "\(start.map { "ol\($0)" } ?? "ul")\(isTight ? "" : "-loose")(\(items.map(\.outline).joined(separator: ", ")))"
    case .code(let text, let language): "code:\(language)(\(text))"
    case .listing(let listing):
      "listing:\(listing.language)[\(listing.file) \(listing.symbol ?? "-")](\(listing.code ?? "missing"))"
    case .api(let api): "api(\(api.entries.map(\.title).joined(separator: " ")))"
    case .cell(let index): "cell\(index)"
    case .table(let table): table.outline
    case .mathematics(let math, let id, let number):
      "math(\(math.tex))" + (id.map { "#\($0)=\(number.map(String.init) ?? "-")" } ?? "")
    case .html(let html): "html(\(html))"
    case .thematicBreak: "hr"
    case .footnotes(let notes): "notes(\(notes.map(\.outline).joined(separator: ", ")))"
    }
  }
}

extension PipeTable {
  var outline: String {
    let columns = alignments.map { $0.map { "\($0)" } ?? "-" }.joined(separator: ",")
    let rows = ([header] + rows).map { $0.map(\.outline).joined(separator: "|") }.joined(separator: "/")
    let caption = caption.map { ":\($0.outline)" } ?? ""
    return "table[\(columns)](\(rows))\(caption)"
      + (id.map { "#\($0)=\(number.map(String.init) ?? "-")" } ?? "")
  }
}

extension [Inline] {
  var outline: String { map(\.outline).joined() }
}

extension Inline {
  var outline: String {
    switch self {
    case .text(let text): text
    case .emphasis(let inner): "<em \(inner.outline)>"
    case .strong(let inner): "<b \(inner.outline)>"
    case .strikethrough(let inner): "<del \(inner.outline)>"
    case .checkBox(let isChecked): isChecked ? "<done>" : "<todo>"
    case .code(let code): "<code \(code)>"
    case .link(let inner, let destination, _): "<a \(destination) \(inner.outline)>"
    case .image(let alternative, let source, _): "<img \(source) \(alternative.outline)>"
    case .mathematics(let math): "<$\(math.tex)$>"
    case .value(let index): "<v\(index)>"
    case .reference(let content, let id): "<ref \(id) \(content.outline)>"
    case .footnote(let number, let occurrence): "<fn\(number).\(occurrence)>"
    case .softBreak: "⏎"
    case .lineBreak: "<br>"
    case .html(let html): "<html \(html)>"
    }
  }
}

extension Cell {
  /// The lines with their places: `2:1 let x = 1`.
  var placed: [String] { lines.map { "\($0.location.line):\($0.location.column) \($0.text)" } }
}

extension InlineValue {
  var placed: String { "\(location.line):\(location.column) \(expression)" }
}

/// A small generator whose numbers never change, so that a failing seed fails again.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
