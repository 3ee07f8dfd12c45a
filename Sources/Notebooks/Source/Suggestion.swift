/// Finds the word that the author may have meant.
package enum Suggestion {
  /// `; did you mean 'fig-cap'?`, or nothing if no candidate is similar.
  package static func hint(for word: String, among candidates: some Sequence<String>) -> String {
    guard let nearest = nearest(to: word, among: candidates) else { return "" }
    return "; did you mean '\(nearest)'?"
  }

  /// The most candidates that are compared letter by letter.
  private static let mostCompared = 5000

  /// The candidate with the fewest typing errors from `word`, at most one in three letters; if there is none, the one of which
  /// it is the short form or the long one, as `parameters` is of `params`.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().utf8)
    guard wanted.count <= 64 else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (word: String, distance: Int)?
    var related: (word: String, shared: Int)?
    var compared = 0
    for candidate in candidates where compared < mostCompared {
      let letters = Array(candidate.lowercased().utf8)
      let shared = zip(wanted, letters).prefix { $0 == $1 }.count
      let shorter = min(wanted.count, letters.count)
      if shorter <= 10, shared > max(2, shorter - 2), shared > related?.shared ?? 0 {
        related = (candidate, shared)
      }
      // Each letter that one of them has more is an error. A stranger's name may have millions.
      guard abs(letters.count - wanted.count) <= limit else { continue }
      compared += 1
      let distance = distance(wanted, letters)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word ?? related?.word
  }

  /// The candidate from which a word differs by a slip: one typing error, or one in five letters. Short words, and those with
  /// digits, are meant as they are.
  static func misspelled(_ word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().utf8)
    guard (4...64).contains(wanted.count), !wanted.contains(where: \.isDigit) else { return nil }
    var best: String?
    var limit = max(1, wanted.count / 5)
    for candidate in candidates where abs(candidate.utf8.count - wanted.count) <= limit {
      let distance = distance(wanted, Array(candidate.utf8))
      guard distance <= limit else { continue }
      best = candidate
      limit = distance - 1
    }
    return best
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two words.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}

/// Gives hints for the first errors of a notebook. Each hint compares with all names, so hints for thousands of errors would
/// take quadratic time.
final class Hints {
  private var left = 100

  /// `; did you mean 'fig-cap'?`, or nothing if no candidate is similar or there have been many errors.
  func hint(for word: String, among candidates: @autoclosure () -> [String]) -> String {
    guard left > 0 else { return "" }
    let names = candidates()
    if !names.isEmpty { left -= 1 }
    return Suggestion.hint(for: word, among: names)
  }
}
