import SwiftSource

extension [UInt8] {
  /// The code with spaces in the place of `private` and the like before declarations outside of all brackets.
  ///
  /// In a local scope, such as that of a trial, these words are errors; there they would say nothing.
  var withoutAccessLevels: [UInt8] {
    let source = MaskedSource(string)
    var words: [Range<Int>] = []
    var (depth, place) = (0, 0)
    while place < source.count {
      if source[place].isOpeningBracket { depth += 1 }
      if source[place].isClosingBracket { depth -= 1 }
      guard depth == 0, source[place].isSwiftWord else {
        place += 1
        continue
      }
      let word = place..<source.wordEnd(from: place)
      let isMember = place > 0 && source[place - 1] == UInt8(ascii: ".")
      place = word.upperBound
      guard !isMember, Self.accessLevels.contains(source.text(word)) else { continue }
      // As in `private(set) var`.
      if place < source.count, source[place] == UInt8(ascii: "(") {
        place = (place..<source.count).first { source[$0].isClosingBracket }.map { $0 + 1 } ?? source.count
      }
      words.append(word.lowerBound..<place)
    }
    return blanking(words, at: 0)
  }

  /// Those that can't be names.
  private static let accessLevels: Set = ["private", "fileprivate", "internal", "public"]
}
