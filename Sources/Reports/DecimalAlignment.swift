import Displays

/// What aligns a column's numbers at their decimal points: invisible text in its cells.
///
/// The cells end at the column's end, and their digits are equally wide. So a number with fewer decimals than others gets
/// room for the missing ones, and a number without a unit or an uncertainty gets the room that those take. The room is not
/// read aloud, copied or saved.
struct DecimalAlignment {
  /// A part of a cell.
  enum Piece: Equatable {
    /// Text that is shown.
    case text(String)
    /// Text that isn't, but takes its room.
    case room(String)
  }

  /// What the longest of a column's numbers need.
  private struct Extent {
    var whole = 0
    var fraction = 0
    var tail = ""
  }

  private var extents: [Extent] = []
  private var joint = ""

  /// The pieces of each cell. Texts that aren't numbers stay as they are; a dash is where whole numbers end.
  static func pieces(of column: [String]) -> [[Piece]] {
    let numbers = column.map(NumberCell.init)
    let alignment = DecimalAlignment(numbers.compactMap(\.self))
    return zip(column, numbers).map { text, number in
      if let number { return joined(alignment.pieces(of: number)) }
      guard !text.isEmpty, NumberCell.isPlaceholder(text) else { return [.text(text)] }
      return joined([.text(text)] + alignment.room(after: 0))
    }
  }

  private init(_ numbers: [NumberCell]) {
    for number in numbers {
      if number.joint.count > joint.count { joint = String(number.joint) }
      for (place, part) in number.parts.enumerated() {
        if place == extents.count { extents.append(Extent()) }
        extents[place].whole = max(extents[place].whole, part.whole.count)
        extents[place].fraction = max(extents[place].fraction, part.fraction.count)
        if part.tail.count > extents[place].tail.count { extents[place].tail = String(part.tail) }
      }
    }
  }

  private func pieces(of number: NumberCell) -> [Piece] {
    var result: [Piece] = []
    for (place, part) in number.parts.enumerated() {
      let extent = extents[place]
      if place > 0 {
        result += [.text(String(number.joint)), .room(digits(extent.whole - part.whole.count))]
      }
      result += [
        .text("\(part.whole)\(part.fraction)"),
        .room(decimals(from: part.fraction.count, to: extent.fraction)), .text(String(part.tail)),
        .room(part.tail.isEmpty ? extent.tail : ""),
      ]
    }
    return result + uncertainty(from: number.parts.count)
  }

  /// The room of everything that can follow a whole number.
  private func room(after place: Int) -> [Piece] {
    guard place < extents.count else { return [] }
    return [.room(decimals(from: 0, to: extents[place].fraction)), .room(extents[place].tail)]
      + uncertainty(from: place + 1)
  }

  /// The room of the uncertainty, in a number that has none.
  private func uncertainty(from place: Int) -> [Piece] {
    guard place < extents.count else { return [] }
    return [.room(joint), .room(digits(extents[place].whole))] + room(after: place)
  }

  private func digits(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }

  /// A point and digits; the point is a character of both counts.
  private func decimals(from count: Int, to longest: Int) -> String {
    guard count < longest else { return "" }
    return count == 0 ? "." + digits(longest - 1) : digits(longest - count)
  }

  /// Neighbours of one kind as one piece, and none without text. Blanks at a cell's end would have no width.
  private static func joined(_ pieces: [Piece]) -> [Piece] {
    var result: [Piece] = []
    for piece in pieces where piece != .text("") && piece != .room("") {
      switch (result.last, piece) {
      case (.text(let before), .text(let text)): result[result.count - 1] = .text(before + text)
      case (.room(let before), .room(let room)): result[result.count - 1] = .room(before + room)
      default: result.append(piece)
      }
    }
    return result.map { piece in
      guard case .room(let room) = piece else { return piece }
      return .room(room.replacing(" ", with: "\u{a0}"))
    }
  }
}
