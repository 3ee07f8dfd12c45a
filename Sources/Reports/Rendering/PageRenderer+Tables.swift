import Displays
import Notebooks

extension PageRenderer {
  /// A table that a cell has shown.
  mutating func displayTable(_ table: Table, in context: inout CellContext) -> String {
    let (id, number) = context.takeLabel("tbl-")
    let text = context.takeTableCaption().map { inlines($0) } ?? table.caption.map { HTML.escape($0) }
    let label = number.map { "\(words["Table"]) \($0)" } ?? words["Table"]
    return tableFigure(ruledTable(table, label: label), id: id, number: number, caption: text)
  }

  /// A table written in the prose.
  mutating func pipeTable(_ table: PipeTable) -> String {
    let header = row(table.header, "th", table.alignments)
    let rows = table.rows.map { row($0, "td", table.alignments) }.joined(separator: "\n")
    let label = table.number.map { "\(words["Table"]) \($0)" } ?? words["Table"]
    let texts = ([table.header] + table.rows).map { row in row.map { Self.longestWord(of: plainText($0)) } }
    let markup = scrolling(
      "<thead>\(header)</thead>\n<tbody>\n\(rows)\n</tbody>", label: label, printed: Self.printSize(texts))
    let caption = table.caption.map { inlines($0) }
    return tableFigure(markup, id: table.id, number: table.number, caption: caption)
  }

  /// A table of texts: numbers stand under each other by their points, the script lets it be sorted, and shows of a
  /// long one the beginning first.
  func ruledTable(_ table: Table, label: String) -> String {
    let header = table.columns.map { column in
      Self.title(
        HTML.escape(column.title), isBlank: column.title.allSatisfy(\.isWhitespace),
        name: Self.className(column.alignment))
    }
    let padding = table.columns.enumerated().map { index, column in
      column.alignment == .trailing
        ? DecimalAlignment.padding(of: table.rows.map { $0[index] }) : table.rows.map { _ in nil }
    }
    let rows = table.rows.enumerated().map { number, row in
      let cells = row.indices.map { index in
        HTML.element(
          "td",
          ["class": Self.className(table.columns[index].alignment), "data-pad": padding[index][number]],
          content: HTML.escape(
            NumberSign.shown(row[index], isNumeric: table.columns[index].alignment == .trailing)))
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return scrolling(
      "<thead><tr>\(header.joined())</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>",
      label: label, name: table.rows.count > Self.longest ? "sortable folded" : "sortable",
      printed: Self.printSize(
        ([table.columns.map(\.title)] + table.rows).map { $0.map(Self.longestWord) }))
  }

  /// A table of more rows is folded to its beginning.
  private static let longest = 15

  private func tableFigure(_ table: String, id: String?, number: Int?, caption: String?) -> String {
    HTML.element(
      "figure", ["class": "table", "id": id],
      content: "\n\(self.caption(words["Table"], number: number, caption))\(table)\n")
  }

  /// A table wider than its place scrolls within it, also by keyboard.
  private func scrolling(
    _ content: String, label: String, name: String? = nil, printed size: String? = nil
  ) -> String {
    HTML.element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": label],
      content: HTML.element(
        "table", ["class": name, "style": size.map { "--printed:\($0)" }], content: "\n\(content)\n"))
  }

  /// The size of type at which a table fits on paper, which can't scroll; `nil` where its usual size will do.
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

  private mutating func row(
    _ cells: [[Inline]], _ name: String, _ alignments: [PipeTable.Alignment?]
  ) -> String {
    var content = ""
    for (index, cell) in cells.enumerated() {
      let alignment = index < alignments.count ? alignments[index] : nil
      let markup = inlines(cell)
      content +=
        name == "th"
        ? Self.title(
          markup, isBlank: markup.isEmpty, name: Self.className(alignment), spoken: spokenName(cell))
        : HTML.element(name, ["class": Self.className(alignment)], content: markup)
    }
    return "<tr>\(content)</tr>"
  }

  /// A column's title. Above a column without one stands an ordinary cell: it is the title of nothing.
  private static func title(_ content: String, isBlank: Bool, name: String?, spoken: String? = nil) -> String
  {
    HTML.element(
      isBlank ? "td" : "th", ["scope": isBlank ? nil : "col", "class": name, "aria-label": spoken],
      content: content)
  }

  /// What to call a title of formulas alone, which assistive tools take for empty; `nil` for any other.
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

  private static func className(_ alignment: Table.Column.Alignment) -> String? {
    switch alignment {
    case .leading: nil
    case .center: "center"
    case .trailing: "trailing"
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
