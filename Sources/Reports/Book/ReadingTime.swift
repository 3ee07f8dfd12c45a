import Notebooks

/// How long a chapter takes, by its words: an estimate that is always that of the present text.
package struct ReadingTime {
  /// Minutes, rounded to tens.
  let minutes: Int

  /// Words of prose that are read in a minute, with time to think; mathematics and code go slower.
  private static let proseRate = 170.0
  private static let codeRate = 90.0
  private static let exerciseMinutes = 8.0

  init(_ text: ChapterText, exercises: Int) {
    func words(_ texts: [String]) -> Double {
      texts.reduce(0) { $0 + Double($1.split(separator: " ").count) }
    }
    let prose = words(text.sections.flatMap(\.paragraphs)) / Self.proseRate
    let code = words(text.sections.flatMap(\.code)) / Self.codeRate
    let total = prose + code + Self.exerciseMinutes * Double(exercises)
    minutes = max(10, 10 * Int((total / 10).rounded()))
  }

  /// "About 50 minutes", "about 2 hours", "about 2½ hours".
  package static func text(_ minutes: Int, in words: PageWords = PageWords()) -> String {
    if minutes < 90 { return words["about # minutes", minutes] }
    let halves = Int((Double(minutes) / 30).rounded())
    return words["about # hours", "\(halves / 2)\(halves % 2 == 1 ? "½" : "")"]
  }
}
