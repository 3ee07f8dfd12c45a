import Notebooks

/// The pieces of a line of text, with formulas joined to the punctuation around them.
enum LinePieces {
  struct Piece {
    var inline: Inline
    /// What a formula may not be parted from: an opening bracket, a comma, the rest of a word.
    var before = ""
    var after = ""
  }

  static func joined(_ inlines: [Inline]) -> [Piece] {
    var pieces: [Piece] = []
    for inline in inlines {
      guard case .text(let text) = inline else {
        pieces.append(Piece(inline: inline))
        if case .mathematics = inline { takeOpening(in: &pieces) }
        continue
      }
      let tail = followsFormula(pieces) ? tail(of: text) : ""
      if let last = pieces.indices.last, !tail.isEmpty { pieces[last].after += tail }
      let rest = String(text.dropFirst(tail.count))
      if !rest.isEmpty { pieces.append(Piece(inline: .text(rest))) }
    }
    return pieces
  }

  private static func followsFormula(_ pieces: [Piece]) -> Bool {
    if case .mathematics? = pieces.last?.inline { true } else { false }
  }

  /// What the text begins with up to the first place where a line may end.
  private static func tail(of text: String) -> String {
    var tail = ""
    for character in text {
      if "-–—/".contains(character) { return tail + String(character) }
      guard character.isLetter || character.isNumber || ".,;:!?)]}”’»“%'\"".contains(character),
        tail.count < 12
      else { break }
      tail.append(character)
    }
    return tail
  }

  /// Moves the opening brackets and quotation marks before the last piece, a formula, to it.
  private static func takeOpening(in pieces: inout [Piece]) {
    let last = pieces.count - 1
    guard last > 0, case .text(let text) = pieces[last - 1].inline else { return }
    let opening = String(text.reversed().prefix { "([{“‘„«\"'".contains($0) }.reversed())
    guard !opening.isEmpty else { return }
    pieces[last].before = opening
    pieces[last - 1].inline = .text(String(text.dropLast(opening.count)))
  }
}

extension Inline {
  /// The last character of its text, for what follows; a letter if it has no text.
  var lastCharacter: Character? {
    switch self {
    case .text(let text): text.last
    case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(let content, _, _):
      content.last?.lastCharacter
    case .softBreak, .lineBreak, .checkBox: " "
    case .code, .mathematics, .value, .reference, .image, .footnote, .html: "x"
    }
  }
}
