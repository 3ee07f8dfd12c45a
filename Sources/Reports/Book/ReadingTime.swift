import Notebooks

/// How long a chapter takes, by its words: an estimate that is always that of the present text.
package struct ReadingTime {
  /// Whole minutes, and from ten on tens.
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
    minutes = Self.rounded(prose + code + Self.exerciseMinutes * Double(exercises))
  }

  /// At least a minute, because everything takes some time.
  static func rounded(_ minutes: Double) -> Int {
    let whole = max(1, Int(minutes.rounded()))
    return whole < 10 ? whole : 10 * Int((minutes / 10).rounded())
  }

  /// "About 1 minute", "about 50 minutes", "about 2 hours", "about 2½ hours".
  package static func text(_ minutes: Int, in words: PageWords = PageWords()) -> String {
    if minutes == 1 { return words["about 1 minute"] }
    if minutes < 90 { return words["about # minutes", minutes] }
    let halves = Int((Double(minutes) / 30).rounded())
    return words["about # hours", "\(halves / 2)\(halves % 2 == 1 ? "½" : "")"]
  }
}
