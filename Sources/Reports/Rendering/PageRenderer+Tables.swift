import Displays
import Markup
import Notebooks

extension PageRenderer {
  /// A table that a cell has shown.
  mutating func displayTable(_ table: Table, in context: inout CellContext) -> Node {
    let (id, number) = context.takeLabel("tbl-")
    let text = context.takeTableCaption().map { inlines($0) } ?? table.caption.map { .text($0) }
    let label = number.map { "\(words["Table"]) \($0)" } ?? words["Table"]
    return tableFigure(ruledTable(table, label: label), id: id, number: number, caption: text)
  }

  /// A Markdown table. Columns of numbers are aligned as in a table that a cell has shown.
  mutating func pipeTable(_ table: PipeTable) -> Node {
    let titles = table.header.map { (line: inlines($0), spoken: spokenName($0)) }
    let cells = table.rows.map { row in row.map { inlines($0) } }
    let alignments = titles.indices.map { $0 < table.alignments.count ? table.alignments[$0] : nil }
    let columns = titles.indices.map { column -> NumberColumn? in
      guard alignments[column] == nil || alignments[column] == .trailing else { return nil }
      return NumberColumn(cells.map { column < $0.count ? $0[column] : [] })
    }
    let names = titles.indices.map { Self.className(columns[$0] == nil ? alignments[$0] : .trailing) }
    let header = zip(titles, names).map { title, name in
      Self.title(title.line, isBlank: title.line.isEmpty, name: name, spoken: title.spoken)
    }
    let rows = cells.indices.map { row in
      Node.element(
        "tr",
        cells[row].indices.map { column -> Node in
          guard column < columns.count else { return .element("td", cells[row][column]) }
          let number = columns[column]?.cells[row]
          return .element(
            "td", ["class": names[column], "data-pad": number?.room], number?.content ?? cells[row][column])
        })
    }
    let label = table.number.map { "\(words["Table"]) \($0)" } ?? words["Table"]
    let texts = ([table.header] + table.rows).map { row in row.map { Self.longestWord(of: plainText($0)) } }
    let scrolling = scrolling(
      header: .element("tr", header), rows: rows, label: label, printed: Self.printSize(texts))
    let caption = table.caption.map { inlines($0) }
    return tableFigure(scrolling, id: table.id, number: table.number, caption: caption)
  }

  /// A table of texts with numbers aligned at their decimal points. The script makes it sortable and folds
  /// all but the beginning of a long one.
  mutating func ruledTable(_ table: Table, label: String) -> Node {
    tables += 1
    return made(of: LabelledTable(table: table, label: label), "table", tables) { rules(table, label: label) }
  }

  private struct LabelledTable: Equatable, Sendable {
    let table: Table
    let label: String
  }

  private func rules(_ table: Table, label: String) -> Node {
    // most columns are of numbers, and a class for each number would be most of the markup
    let isNumeric = table.columns.count { $0.alignment == .trailing } * 2 > table.columns.count
    let names = table.columns.map { Self.className($0.alignment, isNumeric: isNumeric) }
    let header = table.columns.indices.map { index in
      let title = table.columns[index].title
      return Self.title(.text(title), isBlank: title.allSatisfy(\.isWhitespace), name: names[index])
    }
    let columns = table.columns.enumerated().map { index, column in
      let isNumeric = column.alignment == .trailing
      let texts = table.rows.map { NumberSign.shown($0[index], isNumeric: isNumeric) }
      return isNumeric ? DecimalAlignment.pieces(of: texts) : texts.map { [DecimalAlignment.Piece.text($0)] }
    }
    let rows = table.rows.indices.map { number in
      Node.element("tr", columns.indices.map { Self.cell(columns[$0][number], name: names[$0]) })
    }
    let lengths = ([table.columns.map(\.title)] + table.rows).map { $0.map(Self.longestWord) }
    return scrolling(
      header: .element("tr", header), rows: rows, label: label,
      name: "sortable" + (isNumeric ? " numbers" : "") + (table.rows.count > Self.longest ? " folded" : ""),
      printed: Self.printSize(lengths))
  }

  /// A cell whose invisible parts are attributes.
  private static func cell(_ pieces: [DecimalAlignment.Piece], name: String?) -> Node {
    var pieces = pieces
    var last: String?
    if case .room(let room) = pieces.last {
      last = room
      pieces.removeLast()
    }
    let content = pieces.map { piece -> Node in
      switch piece {
      case .text(let text): .text(text)
      case .room(let room): .element("span", ["data-pad": room], [])
      }
    }
    return .element("td", ["class": name, "data-pad": last], content)
  }

  /// The most rows of a table that is not folded.
  private static let longest = 15

  private func tableFigure(_ table: Node, id: String?, number: Int?, caption: [Node]?) -> Node {
    let caption = self.caption(words["Table"], number: number, caption)
    return .element("figure", ["class": "table", "id": id], ["\n"] + caption + [table, "\n"])
  }

  /// A container in which a table that is too wide scrolls, even by keyboard.
  private func scrolling(
    header: Node, rows: [Node], label: String, name: String? = nil, printed size: String?
  ) -> Node {
    .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": label],
      [
        .block(
          "table", ["class": name, "style": size.map { "--printed:\($0)" }],
          [[.element("thead", [header])], [.block("tbody", [rows.lines])]])
      ])
  }

  /// The font size at which a table fits on paper, which can't scroll; `nil` if it fits at the usual size.
  ///
  /// - Parameter lengths: the characters in each cell's longest word, row by row.
  private static func printSize(_ lengths: [[Int]]) -> String? {
    let columns = lengths.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      lengths.map { column < $0.count ? min($0[column], 24) : 0 }.max() ?? 0
    }
    // in ems: letters of half an em, and the space between columns
    let needed = Double(widths.reduce(0, +)) * 0.5 + Double(columns) * 0.7
    let (paper, usual, least) = (460.0, 8.6, 3.6)  // points
    guard needed * usual > paper else { return nil }
    return "\((max(least, paper / needed) * 10).rounded() / 10)pt"
  }

  private static func longestWord(of text: String) -> Int {
    text.split(separator: " ").map(\.count).max() ?? 0
  }

  /// A column's title. If the column has none, an empty ordinary cell instead of a heading.
  private static func title(_ content: [Node], isBlank: Bool, name: String?, spoken: String? = nil) -> Node {
    .element(
      isBlank ? "td" : "th", ["scope": isBlank ? nil : "col", "class": name, "aria-label": spoken], content)
  }

  /// A spoken name for a title of formulas only, which assistive tools treat as empty; `nil` for others.
  private func spokenName(_ cell: [Inline]) -> String? {
    var hasFormula = false
    for inline in cell {
      switch inline {
      case .mathematics: hasFormula = true
      case .text(let text) where text.allSatisfy({ !$0.isLetter && !$0.isNumber }): break
      case .softBreak, .lineBreak: break
      default: return nil
      }
    }
    return hasFormula ? plainText(cell) : nil
  }

  /// - Parameter isNumeric: whether the table's cells are numbers unless they say otherwise.
  private static func className(_ alignment: Table.Column.Alignment, isNumeric: Bool) -> String? {
    switch alignment {
    case .leading: isNumeric ? "leading" : nil
    case .center: "center"
    case .trailing: isNumeric ? nil : "trailing"
    }
  }

  private static func className(_ alignment: PipeTable.Alignment?) -> String? {
    switch alignment {
    case nil, .leading: nil
    case .center: "center"
    case .trailing: "trailing"
    }
  }
}
