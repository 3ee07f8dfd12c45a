import Notebooks

extension [Inline] {
  /// Whether it is an image alone, which the page makes a figure of.
  var isPicture: Bool {
    if count == 1, case .image = self[0] { true } else { false }
  }

  /// The paragraph cut behind each full stop, exclamation or question mark that a sentence ends with.
  var sentences: [[Inline]] {
    var result: [[Inline]] = [[]]
    for inline in self {
      guard case .text(let text) = inline else {
        result[result.count - 1].append(inline)
        continue
      }
      for (index, part) in text.sentences.enumerated() {
        if index > 0 { result.append([]) }
        result[result.count - 1].append(.text(part))
      }
      if text.endsSentence { result.append([]) }
    }
    return result.filter { !$0.isEmpty }
  }

  /// The texts set bold, also inside of other emphasis.
  var boldTexts: [[Inline]] {
    flatMap { inline -> [[Inline]] in
      switch inline {
      case .strong(let content): [content]
      case .emphasis(let content): content.boldTexts
      default: []
      }
    }
  }

  /// The same words as they can stand on another page: without notes, and with the text of links and references.
  var standingAlone: [Inline] {
    flatMap { inline -> [Inline] in
      switch inline {
      case .footnote: []
      case .softBreak, .lineBreak: [.text(" ")]
      case .reference(_, let text): [.text(text)]
      case .link(let content, _, _): content.standingAlone
      case .emphasis(let content): [.emphasis(content.standingAlone)]
      case .strong(let content): [.strong(content.standingAlone)]
      default: [inline]
      }
    }
  }
}

extension String {
  /// The text cut between sentences: behind a mark that is followed by a space and no small letter.
  fileprivate var sentences: [String] {
    var result = [""]
    let characters = Array(self)
    for (index, character) in characters.enumerated() {
      result[result.count - 1].append(character)
      let next = index + 2 < characters.count ? characters[index + 2] : nil
      if ".!?".contains(character), index + 1 < characters.count, characters[index + 1] == " ",
        let next, !next.isLowercase
      {
        result.append("")
      }
    }
    return result
  }

  /// Whether the text is the end of a sentence when something else than text follows.
  fileprivate var endsSentence: Bool { hasSuffix(". ") || hasSuffix("? ") || hasSuffix("! ") || isFullStop }

  /// A line may end behind the mark: the line break is an inline of its own.
  private var isFullStop: Bool { last.map { ".!?".contains($0) } ?? false }
}
