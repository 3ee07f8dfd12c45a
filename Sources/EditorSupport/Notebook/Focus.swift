import Notebooks

/// The code that an editor asks about.
///
/// An index means something only in the notebook in which it was found. So nobody keeps a focus: what is kept is a place, which
/// moves with its line, and the focus is found anew in each notebook that is made of the text.
struct Focus {
  /// A cell or an inline value, by its index in the notebook.
  enum Item: Hashable {
    case cell(Int)
    case value(Int)
  }

  let item: Item
  /// Where the code begins.
  let beginning: Position
  /// The lines of a cell.
  let lines: ClosedRange<Int>?

  /// The code at a place of the text that the notebook was made of; `nil` where there is prose.
  init?(at place: Position, in notebook: Notebook, _ text: EditedText) {
    guard text.lines.indices.contains(place.line) else { return nil }
    if let index = notebook.cells.firstIndex(where: { Self.has(place, $0, text) }),
      let first = notebook.cells[index].lines.first?.location,
      let last = notebook.cells[index].lines.last?.location
    {
      (item, beginning) = (.cell(index), text.position(first))
      lines = first.line - 1...max(first.line, last.line) - 1
    } else if let index = notebook.values.firstIndex(where: { Self.has(place, $0, text) }) {
      (item, beginning) = (.value(index), text.position(notebook.values[index].location))
      lines = nil
    } else {
      return nil
    }
  }

  private static func has(_ place: Position, _ cell: Cell, _ text: EditedText) -> Bool {
    cell.lines.contains {
      $0.location.line == place.line + 1 && text.position($0.location).character <= place.character
    }
  }

  private static func has(_ place: Position, _ value: InlineValue, _ text: EditedText) -> Bool {
    guard value.location.line == place.line + 1 else { return false }
    let start = text.position(value.location).character
    let expression = value.expression.utf16
    // One that goes on in the next line has no place that the mirror could keep.
    guard text.lines[place.line].utf16.dropFirst(start).starts(with: expression) else { return false }
    return (start...start + expression.count).contains(place.character)
  }
}
