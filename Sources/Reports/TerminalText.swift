import Markup

/// A text as a terminal shows it in the end: after carriage returns, backspaces and control sequences have
/// taken effect. Colours have become styles.
///
/// Time and memory grow with the text, not with what its sequences ask for: the cursor can only go back over
/// the last lines, and the padding by moves to the right is limited.
struct TerminalText {
  /// How text looks; continued from one piece of a cell's output to the next.
  struct Style: Hashable {
    enum Color: Hashable {
      case page
      case rgb(UInt8, UInt8, UInt8)
    }

    var foreground = Color.page
    var background = Color.page
    var isBold = false
    var isDim = false
    var isItalic = false
    var isUnderlined = false
    var isStruck = false
    var isInverse = false
    /// The address that the text links to.
    var link: String?
  }

  /// One column: a range of the source, which is empty in the second column of a wide character.
  struct Cell: Equatable {
    var start: UInt32
    var count: UInt16
    var style: UInt16

    static let blank = Cell(start: .max, count: 1, style: 0)
  }

  /// How many of the last lines the cursor can reach.
  static let window = 200
  /// How many styles a text may have; further ones look like the page's text.
  static let greatestStyleCount = 4096

  private(set) var style = Style()
  var source: [Unicode.Scalar] = []
  var lines: [[Cell]] = [[]]
  var styles = [Style()]
  private var numbers = [Style(): UInt16(0)]
  var row = 0
  var column = 0
  var saved = (row: 0, column: 0)
  /// The text and the cursor that come back when a program leaves the alternate screen.
  private var main: (lines: [[Cell]], row: Int, column: Int)?
  /// The index of the last character that was written.
  private var written: Int?
  /// How many more columns cursor moves may fill with blanks.
  private var padding = 200_000
  /// How many more columns sequences may erase or move, each time all of a line, however long that is.
  private var effort = 50_000_000

  /// The text's lines, starting in the style in which the previous text ended.
  ///
  /// - Parameter style: set to the style in which this text ends.
  static func lines(of text: String, style: inout Style) -> [[Node]] {
    let isPlain = text.unicodeScalars.allSatisfy { !isControl($0) }
    if isPlain, style == Style() {
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { .text(String($0)) }
    }
    var terminal = TerminalText()
    terminal.set(style)
    terminal.show(text)
    style = terminal.style
    return terminal.content
  }

  /// The lines' text without styles.
  static func plain(_ text: String) -> String {
    var terminal = TerminalText()
    terminal.show(text)
    return terminal.lines.map { terminal.text(of: $0[...]) }.joined(separator: "\n")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0xFEFF: true
    default: false
    }
  }

  private mutating func show(_ text: String) {
    source = Array(text.unicodeScalars)
    var index = 0
    while index < source.count { take(&index) }
  }

  private mutating func take(_ index: inout Int) {
    let scalar = source[index]
    switch scalar.value {
    case 0x0A, 0x0B, 0x0C: newLine()
    case 0x0D: column = 0
    case 0x08: column = max(0, column - 1)
    case 0x09: move(to: (column / 8 + 1) * 8)
    case 0x1B: return escape(&index)
    case 0x9B: return sequence(&index, from: index + 1)
    // the bell, and characters that a terminal ignores
    case 0x00, 0x07, 0x7F, 0xFEFF: break
    default: put(index)
    }
    index += 1
  }

  private mutating func newLine() {
    column = 0
    row += 1
    if row == lines.count { lines.append([]) }
  }
}

// MARK: - What sequences do

extension TerminalText {
  /// The first line that the cursor can still reach.
  private var top: Int { max(0, lines.count - TerminalText.window) }

  mutating func set(_ style: Style) {
    self.style = style
    guard numbers[style] == nil, styles.count < TerminalText.greatestStyleCount else { return }
    numbers[style] = UInt16(styles.count)
    styles.append(style)
  }

  /// Writes the scalar at an index of the source over the text at the cursor.
  private mutating func put(_ index: Int) {
    written = index
    let width = TerminalText.width(of: source[index])
    if width == 0, column > 0, joins(index) { return }
    pad()
    let cell = Cell(start: UInt32(index), count: 1, style: numbers[style] ?? 0)
    let cells = width == 2 ? [cell, Cell(start: UInt32(index), count: 0, style: cell.style)] : [cell]
    for cell in cells {
      if column < lines[row].count {
        overwrite(cell)
      } else {
        lines[row].append(cell)
      }
      column += 1
    }
  }

  /// Overwriting half of a wide character erases the other half.
  private mutating func overwrite(_ cell: Cell) {
    if cell.count > 0, lines[row][column].count == 0, column > 0 { lines[row][column - 1] = .blank }
    let next = column + 1
    lines[row][column] = cell
    if next < lines[row].count, lines[row][next].count == 0 { lines[row][next] = .blank }
  }

  /// Whether the accent joins the character written just before it; if so, adds it there.
  private mutating func joins(_ index: Int) -> Bool {
    var place = column - 1
    guard place < lines[row].count else { return false }
    if lines[row][place].count == 0, place > 0 { place -= 1 }
    let cell = lines[row][place]
    guard cell.start != .max, Int(cell.start) + Int(cell.count) == index, cell.count < 64 else {
      return false
    }
    lines[row][place].count += 1
    return true
  }

  private mutating func pad() {
    let missing = column - lines[row].count
    guard missing > 0 else { return }
    lines[row] += [Cell](repeating: .blank, count: missing)
  }

  mutating func move(to place: Int) {
    let beyond = max(0, min(place, 1000) - max(column, lines[row].count))
    guard beyond <= padding else { return }
    padding -= beyond
    column = beyond > 0 ? min(place, 1000) : max(0, min(place, lines[row].count))
  }

  mutating func move(toRow place: Int) {
    row = max(top, min(place, lines.count - 1))
  }

  /// Moving down may go below the last line, but not far.
  mutating func moveDown(_ count: Int) {
    for _ in 0..<min(count, TerminalText.window) {
      if row + 1 == lines.count {
        guard padding > 0 else { return }
        padding -= 1
        lines.append([])
      }
      row += 1
    }
  }

  mutating func moveHome(row: Int, column: Int) {
    let first = top
    move(toRow: first)
    if row > 1 { moveDown(row - 1) }
    move(to: column - 1)
  }

  /// Whether a sequence may still change this many columns.
  private mutating func mayChange(_ columns: Int) -> Bool {
    guard columns <= effort else { return false }
    effort -= columns
    return true
  }

  mutating func eraseLine(_ mode: Int) {
    let cells = lines[row].count
    switch mode {
    case 0: if column < cells { lines[row].removeLast(cells - column) }
    case 1: blank(0..<min(cells, column + 1))
    case 2: lines[row] = []
    default: break
    }
  }

  private mutating func blank(_ columns: Range<Int>) {
    guard mayChange(columns.count) else { return }
    for place in columns { lines[row][place] = .blank }
  }

  mutating func eraseDisplay(_ mode: Int) {
    switch mode {
    case 0:
      eraseLine(0)
      for below in (row + 1)..<max(row + 1, lines.count) { lines[below] = [] }
    case 1:
      eraseLine(1)
      for above in top..<row { lines[above] = [] }
    case 2, 3: for line in top..<lines.count { lines[line] = [] }
    default: break
    }
  }

  /// Writes the last character again.
  mutating func repeatLast(_ count: Int) {
    guard let written, padding >= min(count, 1000) else { return }
    padding -= min(count, 1000)
    for _ in 0..<min(count, 1000) { put(written) }
  }

  /// Moves this line and those below it down.
  mutating func insertLines(_ count: Int) {
    let count = min(count, TerminalText.window, padding)
    padding -= count
    lines.insert(contentsOf: [[Cell]](repeating: [], count: count), at: row)
    column = 0
  }

  mutating func deleteLines(_ count: Int) {
    lines.removeSubrange(row..<min(lines.count, row + count))
    if row == lines.count { lines.append([]) }
    column = 0
  }

  mutating func insertCharacters(_ count: Int) {
    let count = min(count, 1000, padding)
    guard column < lines[row].count, mayChange(lines[row].count - column) else { return }
    padding -= count
    lines[row].insert(contentsOf: [Cell](repeating: .blank, count: count), at: column)
  }

  /// Clears everything, as a terminal does when it is switched on.
  mutating func reset() {
    set(Style())
    (lines, row, column, saved, main) = ([[]], 0, 0, (0, 0), nil)
  }

  /// Begins with an empty screen, or goes back to the one before it.
  mutating func useAlternateScreen(_ isOn: Bool) {
    if isOn, main == nil {
      main = (lines, row, column)
      (lines, row, column) = ([[]], 0, 0)
    } else if !isOn, let before = main {
      (lines, row, column) = before
      main = nil
    }
  }

  mutating func deleteCharacters(_ count: Int) {
    guard column < lines[row].count, mayChange(lines[row].count - column) else { return }
    lines[row].removeSubrange(column..<min(lines[row].count, column + count))
  }

  mutating func eraseCharacters(_ count: Int) {
    guard column < lines[row].count else { return }
    blank(column..<min(lines[row].count, column + count))
  }

  /// Columns that a character takes: 0 for accents and joiners, 2 for East Asian characters and emoji.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
