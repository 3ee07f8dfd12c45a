import NeuralNetworks
import SVGCharts

extension IntervalMark {
  /// The mean of each trial with its interval, the trials' names on the x axis.
  ///
  ///     Chart { IntervalMark(of: search.trials, as: "test accuracy", by: "network") { "\($0)" } }
  ///
  /// - Parameters:
  ///   - measure: what the scores are, for the y axis.
  ///   - kind: what the configurations are, for the x axis.
  ///   - name: returns a configuration's name.
  public init<Configuration>(
    of trials: [Trial<Configuration>], as measure: String, by kind: String,
    name: (Configuration) -> String = { "\($0)" }
  ) {
    self.init(
      x: .value(kind, trials.map { name($0.configuration) }), y: .value(measure, trials.map(\.mean)),
      lower: .value(measure, trials.map(\.interval.lower)),
      upper: .value(measure, trials.map(\.interval.upper)))
  }
}
