import Displays
import Markup

/// A column of a table in prose whose cells are numbers, which stand below each other by their decimal points.
struct NumberColumn {
  /// Each cell's content, and the invisible text after it.
  let cells: [(content: [Node], room: String?)]

  /// `nil` for a column with any cell that is neither a number nor stands for a missing one.
  init?(_ cells: [[Node]]) {
    let texts = cells.compactMap(Self.text)
    guard texts.count == cells.count, NumberCell.areNumbers(texts) else { return nil }
    self.cells = zip(cells, DecimalAlignment.pieces(of: texts)).map { content, pieces in
      var pieces = pieces
      var last: String?
      if case .room(let room) = pieces.last {
        last = room
        pieces.removeLast()
      }
      var rooms = InvisibleTexts(pieces)
      return (content: rooms.put(into: content), room: last)
    }
  }

  /// The text of a cell; `nil` if it holds more than text, such as a formula or a call of a footnote.
  private static func text(_ nodes: [Node]) -> String? {
    var result = ""
    for node in nodes {
      switch node {
      case .text(let text): result += text
      case .element(let element) where ["span", "strong", "em", "del"].contains(element.name):
        guard let inner = text(element.children) else { return nil }
        result += inner
      case .element, .raw: return nil
      }
    }
    return result
  }
}

/// Invisible texts, each with the number of visible characters before it.
private struct InvisibleTexts {
  private var open: [(place: Int, text: String)] = []
  /// The number of visible characters so far.
  private var place = 0

  init(_ pieces: [DecimalAlignment.Piece]) {
    var place = 0
    for piece in pieces {
      switch piece {
      case .text(let text): place += text.count
      case .room(let room): open.append((place, room))
      }
    }
  }

  /// The nodes with the invisible texts at their places.
  mutating func put(into nodes: [Node]) -> [Node] {
    var result: [Node] = []
    for node in nodes {
      switch node {
      case .text(let text): result += put(into: text)
      case .element(var element):
        element.children = put(into: element.children)
        result.append(.element(element))
      case .raw: result.append(node)
      }
    }
    return result
  }

  private mutating func put(into text: String) -> [Node] {
    var result: [Node] = []
    var rest = text[...]
    while let next = open.first, next.place <= place + rest.count {
      let before = rest.prefix(next.place - place)
      result += [Node].text(String(before)) + [.element("span", ["data-pad": next.text], [])]
      rest = rest[before.endIndex...]
      place = next.place
      open.removeFirst()
    }
    place += rest.count
    return result + [Node].text(String(rest))
  }
}
