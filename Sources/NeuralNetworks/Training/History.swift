/// What happened while a network was trained: plain data to plot and to compare.
///
///     history.losses                 // the loss of every batch
///     history.epochs.map(\.loss)     // its mean over each epoch
///     history.validationLosses
public struct History: Equatable, Sendable {
  /// The loss of every batch, in order, before the step that learned from it.
  public package(set) var losses: [Float] = []
  /// The learning rate of every step.
  public package(set) var learningRates: [Float] = []
  /// √Σg² over all gradients of every step before they were clipped; empty if nothing clips.
  public package(set) var gradientNorms: [Float] = []
  /// One entry for each epoch.
  public package(set) var epochs: [Epoch] = []
  /// Why training ended.
  public package(set) var outcome = Outcome.finished
  /// The number of the epoch whose weights were restored, if the best ones were.
  public package(set) var restoredEpoch: Int?

  package init() {}

  /// One pass over the training data.
  public struct Epoch: Equatable, Sendable {
    /// 1, 2, …
    public let number: Int
    /// The number of batches of all epochs up to its end: its position among `losses`.
    public let step: Int
    /// The mean loss of the training samples, each measured before the step that learned from it.
    public let loss: Float
    /// The metric on the training samples, measured with their loss.
    public let metric: Double?
    /// The mean loss of the validation samples after the epoch.
    public let validationLoss: Float?
    /// The metric on the validation samples after the epoch.
    public let validationMetric: Double?
  }

  /// One update of the weights.
  public struct Step: Equatable, Sendable {
    /// 1, 2, …
    public let number: Int
    /// The loss of the last batch that it learned from.
    public let loss: Float
    /// Its learning rate.
    public let learningRate: Float
  }

  /// How training ended.
  public enum Outcome: Equatable, Sendable, CustomStringConvertible {
    /// All epochs were completed.
    case finished
    /// The watched quantity had stopped improving, or a `stopping` option was true, after this epoch.
    case stopped(epoch: Int)
    /// In training over steps, a `stoppingSteps` option was true after this step.
    case stoppedAtStep(Int)
    /// The loss of this batch, counted from 0, was infinite or NaN, which began at `origin`; nothing was learned from it.
    case lossNotFinite(batch: Int, origin: NonFinite?)
    /// The loss of this batch was finite, but not the gradients; nothing was learned from it. This is only checked with
    /// the option `detectingNonFinite`.
    case gradientNotFinite(batch: Int, origin: NonFinite)

    public var description: String {
      switch self {
      case .finished: "all epochs were made"
      case .stopped(let epoch): "stopped after epoch \(epoch)"
      case .stoppedAtStep(let step): "stopped after step \(step)"
      case .lossNotFinite(let batch, let origin):
        "stopped at batch \(batch), whose loss is not finite" + (origin.map { ": \($0)" } ?? "")
      case .gradientNotFinite(let batch, let origin):
        "stopped at batch \(batch), whose gradients are not finite: \(origin)"
      }
    }
  }
}

extension History {
  /// The mean training loss of each epoch.
  public var epochLosses: [Float] { epochs.map(\.loss) }
  /// The training metric of each epoch; empty without a metric.
  public var metrics: [Double] { epochs.compactMap(\.metric) }
  /// The validation loss of each epoch; empty without validation data.
  public var validationLosses: [Float] { epochs.compactMap(\.validationLoss) }
  /// The validation metric of each epoch; empty without validation data or a metric.
  public var validationMetrics: [Double] { epochs.compactMap(\.validationMetric) }

  /// The epoch in which the watched quantity was best, the first of them on a tie; nil before the first epoch.
  public func bestEpoch(watching watched: Watched = .validationLoss) -> Epoch? {
    var best: Epoch?
    for epoch in epochs {
      guard let value = watched.value(of: epoch) else { continue }
      if value < (best.flatMap(watched.value) ?? .infinity) { best = epoch }
    }
    return best
  }
}

/// The quantity that shows whether training still makes progress.
public enum Watched: Sendable {
  /// The loss on the training data: lower is better.
  case trainingLoss
  /// The loss on the validation data: lower is better.
  case validationLoss
  /// The metric on the validation data: higher is better.
  case validationMetric

  /// The watched quantity of an epoch, negated where higher is better: lower is always better.
  func value(of epoch: History.Epoch) -> Double? {
    switch self {
    case .trainingLoss: Double(epoch.loss)
    case .validationLoss: epoch.validationLoss.map(Double.init)
    case .validationMetric: epoch.validationMetric.map { -$0 }
    }
  }
}
