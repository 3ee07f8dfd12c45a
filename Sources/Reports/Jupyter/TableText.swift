import Displays
import Markup

/// A table as HTML, and as text in columns.
enum TableText {
  static func html(_ table: Table) -> String {
    let head = table.columns.map { column in
      Node.element("th", ["scope": "col", "style": style(column.alignment)], .text(column.title))
    }
    let rows = table.rows.map { row in
      Node.element(
        "tr",
        zip(table.columns, row).map { column, text in
          Node.element("td", ["style": style(column.alignment)], .text(text))
        })
    }
    let element = Node.element(
      "table", ["\n", .element("thead", [.element("tr", head)]), "\n", .block("tbody", [rows.lines]), "\n"])
    return [element].markup
  }

  private static func style(_ alignment: Table.Column.Alignment) -> String {
    switch alignment {
    case .leading: "text-align: left"
    case .center: "text-align: center"
    case .trailing: "text-align: right"
    }
  }

  static func plain(_ table: Table) -> String {
    let rows = ([table.columns.map(\.title)] + table.rows).map { row in
      row.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    }
    let widths = table.columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        return table.columns[column].alignment == .trailing ? blanks + text : text + blanks
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
