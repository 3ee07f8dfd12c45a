/// Words and signs of a reader's own text as tokens: each run of letters and digits, and each other character by
/// itself.
///
/// A single space between two words is not written down: two words side by side mean it. Every other space is a token
/// of its own, so that the text can be put together again.
public struct WordTokenizer: Sendable {
  private let isLowercasing: Bool

  /// - Parameter lowercasing: Whether capitals become small letters; what was a capital is then lost.
  public init(lowercasing: Bool = false) { isLowercasing = lowercasing }

  /// The text's tokens.
  public func tokens(of text: String) -> [String] {
    let pieces = pieces(of: isLowercasing ? text.lowercased() : text)
    return pieces.indices.compactMap { index in
      let isImplied =
        pieces[index] == " " && index > 0 && index + 1 < pieces.count
        && isWord(pieces[index - 1]) && isWord(pieces[index + 1])
      return isImplied ? nil : pieces[index]
    }
  }

  /// The text of the tokens.
  public func text(of tokens: [String]) -> String {
    tokens.indices.reduce(into: "") { text, index in
      if index > 0 && isWord(tokens[index - 1]) && isWord(tokens[index]) {
        text += " "
      }
      text += tokens[index]
    }
  }

  /// Runs of letters and digits, and single other characters.
  private func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      if let last = pieces.last, isWord(last), isWord(String(character)) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }

  private func isWord(_ token: String) -> Bool {
    token.last.map { $0.isLetter || $0.isNumber } ?? false
  }
}
