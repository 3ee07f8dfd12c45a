import Notebooks

extension [Inline] {
  /// Whether it is only an image, which the page turns into a figure.
  var isPicture: Bool {
    if count == 1, case .image = self[0] { true } else { false }
  }

  /// The paragraph split after each full stop, exclamation mark or question mark that ends a sentence.
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

  /// What is left without code, formulas and values, also inside emphasis and links.
  var words: [Inline] {
    map { inline -> Inline in
      switch inline {
      case .code, .mathematics, .value: .text(" ")
      case .emphasis(let content): .emphasis(content.words)
      case .strong(let content): .strong(content.words)
      case .strikethrough(let content): .strikethrough(content.words)
      case .link(let content, let destination, let title):
        .link(content.words, destination: destination, title: title)
      default: inline
      }
    }
  }

  /// The bold texts, including those inside other emphasis.
  var boldTexts: [[Inline]] {
    flatMap { inline -> [[Inline]] in
      switch inline {
      case .strong(let content): [content]
      case .emphasis(let content), .strikethrough(let content): content.boldTexts
      default: []
      }
    }
  }
}

extension String {
  /// The text split into sentences: after a mark followed by a space, unless a lowercase letter comes next.
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

  /// Whether the text ends a sentence if something other than text follows.
  fileprivate var endsSentence: Bool { hasSuffix(". ") || hasSuffix("? ") || hasSuffix("! ") || isFullStop }

  /// A line may end after the mark: the line break is a separate inline.
  private var isFullStop: Bool { last.map { ".!?".contains($0) } ?? false }
}
