import Markup

/// Matrices, cases and aligned equations.
extension TeXParser {
  private enum Layout {
    case matrix(opening: String, closing: String)
    case cases
    /// Pairs of columns, to the left and right of the sign at which they are aligned.
    case aligned
    /// A left side, a sign and a right side.
    case equations
    case gathered
    /// The columns' alignments are an argument.
    case array
    case small
  }

  private static let layouts: [String: Layout] = [
    "matrix": .matrix(opening: "", closing: ""), "pmatrix": .matrix(opening: "(", closing: ")"),
    "bmatrix": .matrix(opening: "[", closing: "]"), "Bmatrix": .matrix(opening: "{", closing: "}"),
    "vmatrix": .matrix(opening: "|", closing: "|"), "Vmatrix": .matrix(opening: "‖", closing: "‖"),
    "smallmatrix": .small, "cases": .cases, "aligned": .aligned, "align": .aligned, "align*": .aligned,
    "split": .aligned, "alignat": .aligned, "alignat*": .aligned, "alignedat": .aligned,
    "eqnarray": .equations, "eqnarray*": .equations, "gathered": .gathered, "gather": .gathered,
    "gather*": .gathered, "equation": .gathered, "equation*": .gathered, "array": .array,
  ]
  /// Those whose first argument is the number of their pairs of columns.
  private static let counted: Set<String> = ["alignat", "alignat*", "alignedat"]

  /// The `{name}` after `\begin` and `\end`.
  mutating func environmentName() -> String? {
    rawGroup(orError: "expected the name of an environment in braces")?.trimmed.string
  }

  mutating func environment() -> MathAtom {
    let start = token.range.lowerBound
    advance()
    guard let name = environmentName() else { return MathAtom(element: .element("mrow")) }
    guard let layout = Self.layouts[name] else {
      error(
        "unknown environment '\(name)'\(Suggestion.hint(for: name, among: Self.layouts.keys.sorted()))",
        at: start)
      skipEnvironment(name)
      return MathAtom(element: .element("merror", [], .words(name)))
    }
    var columns = Columns()
    if case .array = layout { columns = columnAlignments() }
    if Self.counted.contains(name) {
      _ = rawGroup(orError: "'\(name)' needs the number of its pairs of columns, like '{2}'")
    }
    var rows = nested(Rows()) { $0.rows(of: layout) }
    if rows.missing > 100 + 4 * (token.range.lowerBound - start) {
      error("this matrix has \(rows.width) columns, but most of its rows have far fewer cells", at: start)
      rows.isFilledUp = false
    }
    close(name, openedAt: start)
    return MathAtom(element: table(rows, layout, columns))
  }

  private mutating func close(_ name: String, openedAt start: Int) {
    guard case .command("end") = token.kind else {
      return error("'\\begin{\(name)}' has no '\\end{\(name)}'", at: start)
    }
    let place = token.range.lowerBound
    advance()
    if let end = environmentName(), end != name {
      error("'\\end{\(end)}' cannot close '\\begin{\(name)}'", at: place)
    }
  }

  /// Skips an unknown environment.
  private mutating func skipEnvironment(_ name: String) {
    var depth = 1
    while depth > 0, token.kind != .end {
      let kind = token.kind
      advance()
      if kind == .command("begin") { depth += 1 }
      guard kind == .command("end") else { continue }
      depth -= 1
      _ = environmentName()
    }
  }

  /// An array's description of its columns.
  private struct Columns {
    var alignments: [String] = []
    /// The columns with a line before them; the number of columns means the line after the last.
    var lines: Set<Int> = []
  }

  /// The cells of a table.
  private struct Rows {
    var cells: [[Element]] = [[]]
    /// The rows with a line above them; the number of rows means the line below the last.
    var lines: Set<Int> = []
    /// Whether all rows get as many cells as the longest. A page might have no room for those of a few thousand rows.
    var isFilledUp = true

    var width: Int { cells.map(\.count).max() ?? 0 }
    /// The number of cells that shorter rows lack.
    var missing: Int { width * cells.count - cells.reduce(0) { $0 + $1.count } }
  }

  private mutating func columnAlignments() -> Columns {
    guard case .open = token.kind else {
      error("'array' needs the columns' alignments, like '{lcr}'")
      return Columns()
    }
    let start = token.range.lowerBound
    var columns = Columns()
    for scalar in (environmentName() ?? "").unicodeScalars {
      switch scalar {
      case "l": columns.alignments.append("left")
      case "c": columns.alignments.append("center")
      case "r": columns.alignments.append("right")
      case "|": columns.lines.insert(columns.alignments.count)
      case " ": break
      default: error("a column's alignment is 'l', 'c' or 'r', not '\(scalar)'", at: start)
      }
    }
    return columns
  }

  // MARK: Rows

  private mutating func rows(of layout: Layout) -> Rows {
    let outer = isDisplayed
    defer { isDisplayed = outer }
    switch layout {
    case .aligned, .equations, .gathered: isDisplayed = true
    default: isDisplayed = false
    }
    var rows = Rows()
    while true {
      while rows.cells.last?.isEmpty == true, token.kind == .command("hline") {
        rows.lines.insert(rows.cells.count - 1)
        advance()
      }
      let start = token.range.lowerBound
      rows.cells[rows.cells.count - 1].append(.row(MathAtom.spaced(list())))
      switch token.kind {
      case .ampersand:
        advance()
      case .rowEnd:
        advance()
        skipRowSpace()
        rows.cells.append([])
      case .close, .command("right"), .command("middle"):
        let word = source[token.range].string
        error("this '\(word)' closes nothing in its cell")
        advance()
        if token.range.lowerBound == start { return rows }
      default:
        // A line end after the last row does not begin another row.
        if rows.cells.count > 1, let last = rows.cells.last, last.count == 1, last[0].name == "mrow",
          last[0].children.isEmpty
        {
          rows.cells.removeLast()
        }
        return rows
      }
    }
  }

  /// Skips the `[4pt]` after a row; pages have their own row spacing.
  private mutating func skipRowSpace() {
    guard token.kind == .character("["),
      let close = source.bytes[lexer.position...].firstIndex(of: UInt8(ascii: "]")),
      source.bytes[lexer.position..<close].allSatisfy({
        $0.isDigit || $0.isLetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }),
      source.bytes[lexer.position..<close].contains(where: \.isLetter)
    else { return }
    lexer.rewind(to: close + 1)
    advance()
  }

  /// `\substack{a \\ b}`.
  mutating func substack() -> MathAtom {
    advance()
    guard case .open = token.kind else {
      error("'\\substack' needs an argument in braces")
      return MathAtom(element: .element("mrow"))
    }
    let start = token.range.lowerBound
    advance()
    var rows: [[Element]] = []
    repeat {
      if case .rowEnd = token.kind { advance() }
      rows.append([.row(MathAtom.spaced(nested([]) { $0.list() }))])
    } while token.kind == .rowEnd
    if token.kind == .close { advance() } else { error("this '{' is not closed", at: start) }
    return MathAtom(element: table(Rows(cells: rows), .small, Columns()))
  }

  // MARK: Layout

  private func table(_ rows: Rows, _ layout: Layout, _ columns: Columns) -> Element {
    let width = rows.width
    var table = Element(name: "mtable")
    switch layout {
    case .aligned, .equations, .gathered: table["displaystyle"] = "true"
    case .small: table["scriptlevel"] = "1"
    case .matrix, .cases, .array: break
    }
    table.children = rows.cells.enumerated().map { number, row in
      let cells = (0..<(rows.isFilledUp ? width : row.count)).map { column in
        var cell = cell(
          column < row.count ? row[column] : .element("mrow"), column, layout, columns.alignments)
        if rows.lines.contains(number) { cell.addLine("top") }
        if number == rows.cells.count - 1, rows.lines.contains(number + 1) { cell.addLine("bottom") }
        if columns.lines.contains(column) { cell.addLine("left") }
        if column == width - 1, columns.lines.contains(width) { cell.addLine("right") }
        return cell
      }
      return .element(.element("mtr", [], cells))
    }
    switch layout {
    case .matrix(let opening, let closing) where !opening.isEmpty:
      return .element(
        "mrow", [], Self.fence(opening, isOpening: true), table, Self.fence(closing, isOpening: false))
    case .cases:
      return .element("mrow", [], Self.fence("{", isOpening: true), table)
    default:
      return table
    }
  }

  private func cell(
    _ content: Element, _ column: Int, _ layout: Layout, _ alignments: [String]
  ) -> Element {
    var cell = Element(name: "mtd", children: content.name == "mrow" ? content.children : [.element(content)])
    switch layout {
    case .cases:
      cell["style"] = "\(Self.alignment("left"));padding-left:\(column == 0 ? "0" : "1em")"
    case .aligned:
      let isRight = column.isMultiple(of: 2)
      // There is a gap between pairs, but not between the two sides of an equation. A relation at the
      // beginning of a cell has no left neighbour and so needs its space restored.
      let gap = isRight && column > 0 ? "2em" : isRight ? "0" : "0.2778em"
      cell["style"] = "\(Self.alignment(isRight ? "right" : "left"));padding-left:\(gap);padding-right:0"
    case .equations:
      let side = column == 0 ? "right" : column == 1 ? "center" : "left"
      cell["style"] = "\(Self.alignment(side));padding-left:0;padding-right:0"
    case .array where column < alignments.count && alignments[column] != "center":
      cell["style"] = Self.alignment(alignments[column])
    case .small:
      cell["style"] = "padding:0.1ex 0.2em"
    default:
      break
    }
    return cell
  }

  /// Chromium aligns formulas, which are not text, only with its own keyword.
  private static func alignment(_ side: String) -> String {
    "text-align:\(side);text-align:-webkit-\(side)"
  }
}

extension Element {
  /// Draws a line on one side of the cell.
  fileprivate mutating func addLine(_ side: String) {
    self["style"] = (self["style"].map { $0 + ";" } ?? "") + "border-\(side):0.06em solid"
  }
}
