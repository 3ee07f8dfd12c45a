import Notebooks

/// A term that is set bold where the text explains it.
struct Term: Hashable {
  /// As the author wrote it.
  private(set) var name: String

  /// `nil` for what is set bold for another reason: a sentence, a number, a heading of a paragraph.
  init?(_ text: String) {
    let name = text.trimmingBlanks
    let words = name.split(separator: " ")
    guard let last = name.last, name.contains(where: \.isLetter), name.count <= 48, words.count <= 5,
      !".:;,!?…".contains(last)
    else { return nil }
    self.name = name
  }

  /// What is the same for "Softmax" and "softmax".
  var key: String { name.lowercased() }

  /// The term as it is written inside a sentence: a name with more capitals keeps them all.
  var withoutOpeningCapital: Term {
    var term = self
    if name.dropFirst().allSatisfy({ !$0.isUppercase }) {
      term.name = name.prefix(1).lowercased() + name.dropFirst()
    }
    return term
  }

  /// The id on the page of the place that explains the term.
  ///
  /// Terms that differ have anchors that differ: what is no letter or digit is written by its number, and a space
  /// as a hyphen.
  var anchor: String {
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
