/// Two models measured under the same conditions: run by run with the same data and seed.
///
///     let comparison = PairedComparison(gru, lstm, preference: .higher, margin: 0.01)
///     comparison.verdict             // .better, .worse, .equivalent or .notShown
///     comparison.difference          // the interval of gru − lstm
///
/// It tests the difference within each pair. The intervals of two models can overlap although one model wins every run,
/// because most of their width is luck that both models share.
///
/// "As good as" is a result of its own: it needs a margin that was chosen before the measurement, and the whole
/// interval of the difference must lie within it. If there is neither a difference nor equality, nothing is shown.
/// Source for the latter: Schuirmann, "A comparison of the two one-sided tests procedure" (1987).
public struct PairedComparison: Equatable, Sendable {
  /// The interval of the mean difference, the first model's score minus the second's.
  public let difference: Interval
  /// Which scores are better.
  public let preference: Preference
  /// The largest difference that does not matter; `nil` if equality is not tested.
  public let margin: Double?

  /// What the measurements show about the first model.
  public enum Verdict: String, Equatable, Sendable, CaseIterable {
    /// The interval of the difference lies on the better side of zero.
    case better
    /// The interval of the difference lies on the worse side of zero.
    case worse
    /// The interval of the difference lies within the margin and contains zero.
    case equivalent = "equivalent"
    /// The measurements decide nothing.
    case notShown = "not shown"
  }

  /// Compares scores pair by pair.
  ///
  /// - Parameters:
  ///   - first: The first model's scores, one for each run.
  ///   - second: The second model's scores, in the order of the same runs.
  ///   - margin: The largest difference that does not matter, above 0.
  ///   - confidence: The share of such intervals that contain the true difference.
  public init(
    _ first: [Double], _ second: [Double], preference: Preference = .higher, margin: Double? = nil,
    confidence: Double = 0.95
  ) {
    precondition(
      first.count == second.count,
      "PairedComparison expects as many scores of the second model as of the first, \(first.count), "
        + "but got \(second.count)")
    precondition(first.count > 1, "PairedComparison expects at least two pairs but got \(first.count)")
    precondition(margin ?? 1 > 0, "PairedComparison expects a margin above 0 but got \(margin ?? 0)")
    difference = Interval(of: zip(first, second).map(-), confidence: confidence)
    self.preference = preference
    self.margin = margin
  }

  /// What the measurements show. A difference that is both certain and smaller than the margin counts as a difference:
  /// the verdict is `better` or `worse`, and `isNegligible` is true.
  public var verdict: Verdict {
    if difference.lower > 0 { return preference == .higher ? .better : .worse }
    if difference.upper < 0 { return preference == .higher ? .worse : .better }
    return isNegligible ? .equivalent : .notShown
  }

  /// Whether the whole interval of the difference lies within the margin.
  public var isNegligible: Bool {
    guard let margin else { return false }
    return -margin < difference.lower && difference.upper < margin
  }
}
