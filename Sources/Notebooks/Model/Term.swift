/// A term, which is bold where the text explains it.
package struct Term: Hashable, Sendable {
  /// As the author wrote it.
  package private(set) var name: String

  /// What ends a sentence or a heading of a paragraph, in the scripts that have marks of their own.
  private static let marks = ".:;,!?…。．｡：；，、､！？؟؛،।"

  /// `nil` for text that is bold for another reason: a sentence, a number, a paragraph's heading.
  package init?(_ text: String) {
    let name = text.trimmingBlanks
    let words = name.split(separator: " ")
    guard let last = name.last, name.contains(where: \.isLetter), name.count <= 48, words.count <= 5,
      !Self.marks.contains(last)
    else { return nil }
    self.name = name
  }

  /// Equal for "Softmax" and "softmax".
  package var key: String { name.lowercased() }

  /// The term as it is written inside a sentence. A name with more than one capital keeps them all.
  package var withoutOpeningCapital: Term {
    var term = self
    if name.dropFirst().allSatisfy({ !$0.isUppercase }) {
      term.name = name.prefix(1).lowercased() + name.dropFirst()
    }
    return term
  }

  /// The id of the place on the page that explains the term.
  ///
  /// Different terms have different anchors: a space becomes a hyphen, and any other character that is not a
  /// letter or digit becomes its number.
  package var anchor: String {
    var anchor = "term:"
    for scalar in key.unicodeScalars {
      if scalar == " " {
        anchor += "-"
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        anchor.unicodeScalars.append(scalar)
      } else {
        anchor += "~\(String(scalar.value, radix: 16))~"
      }
    }
    return anchor
  }
}
