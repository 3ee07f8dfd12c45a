private import Platform

/// The learning rate as a function of the step, counted from 0.
///
///     let schedule = LearningRateSchedule.cosine(from: 1e-2, over: 1000).afterWarmUp(steps: 100)
///     for step in 0..<1100 {
///       optimizer.learningRate = schedule(step)
///       …
///     }
public struct LearningRateSchedule: Sendable {
  private let rate: @Sendable (Int) -> Float

  /// A schedule with the given function.
  public init(_ rate: @escaping @Sendable (Int) -> Float) {
    self.rate = rate
  }

  /// The learning rate of a step.
  public func callAsFunction(_ step: Int) -> Float { rate(step) }

  /// Always `rate`.
  public static func constant(_ rate: Float) -> LearningRateSchedule {
    check("a constant schedule", rate)
    return LearningRateSchedule { _ in rate }
  }

  private static func check(_ schedule: String, _ rate: Float, factor: Float = 1) {
    OptimizerChecks.check(schedule, nonNegative: [("learning rate", rate), ("factor", factor)])
  }

  /// start · factor^⌊step / every⌋
  public static func step(from start: Float, factor: Float = 0.1, every: Int) -> LearningRateSchedule {
    check("a step schedule", start, factor: factor)
    precondition(every > 0, "a step schedule expects a length above 0 but got \(every)")
    return LearningRateSchedule { start * Float(pow(Double(factor), Double($0 / every))) }
  }

  /// start · factorˢᵗᵉᵖ
  public static func exponential(from start: Float, factor: Float) -> LearningRateSchedule {
    check("an exponential schedule", start, factor: factor)
    return LearningRateSchedule { start * Float(pow(Double(factor), Double($0))) }
  }

  /// Half a cosine from `start` down to `end` over `steps`, then `end`. Reference: Loshchilov & Hutter (2017).
  public static func cosine(from start: Float, to end: Float = 0, over steps: Int) -> LearningRateSchedule {
    check("a cosine schedule", start)
    check("a cosine schedule", end)
    precondition(steps > 0, "a cosine schedule expects steps above 0 but got \(steps)")
    return LearningRateSchedule { step in
      let progress = Swift.min(1, Double(step) / Double(steps))
      return end + (start - end) * Float((1 + cos(Double.pi * progress)) / 2)
    }
  }

  /// `start` for the first `holding` share of the steps, then along a line down to 0, which the step after the last would
  /// have. Reference: Zhai et al. (2022), who call the fall a cooldown.
  public static func linear(from start: Float, over steps: Int, holding: Float = 0) -> LearningRateSchedule {
    check("a linear schedule", start)
    precondition(steps > 0, "a linear schedule expects steps above 0 but got \(steps)")
    precondition(
      (0..<1).contains(holding), "a linear schedule expects a held share in 0..<1 but got \(holding)")
    return LearningRateSchedule { step in
      let left = 1 - Float(step) / Float(steps)
      return start * Swift.max(0, Swift.min(1, left / (1 - holding)))
    }
  }

  /// Up from start/25 to `peak` in the first `warmUp` share of the steps and down to almost 0 in the rest, both along
  /// half a cosine. Reference: Smith & Topin (2018).
  public static func oneCycle(peak: Float, over steps: Int, warmUp: Float = 0.3) -> LearningRateSchedule {
    precondition(steps > 1, "a one-cycle schedule expects more than one step but got \(steps)")
    precondition(
      (0...1).contains(warmUp), "a one-cycle schedule expects a warm-up share in 0...1 but got \(warmUp)")
    check("a one-cycle schedule", peak)
    let top = Double(warmUp) * Double(steps) - 1
    let (first, last) = (Double(peak) / 25, Double(peak) / 25e4)
    return LearningRateSchedule { step in
      let rising = Double(step) <= top
      let (from, to) = rising ? (first, Double(peak)) : (Double(peak), last)
      let progress =
        rising
        ? (top > 0 ? Double(step) / top : 1) : Swift.min(1, (Double(step) - top) / (Double(steps) - 1 - top))
      return Float(to + (from - to) * (1 + cos(Double.pi * progress)) / 2)
    }
  }

  /// This schedule after a warm-up of `steps` in which the rate rises linearly from 0 to its start.
  public func afterWarmUp(steps: Int) -> LearningRateSchedule {
    precondition(steps > 0, "a warm-up expects steps above 0 but got \(steps)")
    let rate = rate
    return LearningRateSchedule { step in
      step < steps ? rate(0) * Float(step + 1) / Float(steps) : rate(step - steps)
    }
  }
}

/// Lowers the learning rate when a loss has stopped falling.
///
/// After more than `patience` reports without a loss below (1 − threshold) of the best, the rate is multiplied by
/// `factor`.
///
///     var plateau = PlateauSchedule(learningRate: optimizer.learningRate)
///     fit(…, options: [.onEpoch { optimizer.learningRate = plateau.report($0.validationLoss ?? $0.loss) }])
public struct PlateauSchedule: Sendable {
  /// The learning rate to use next.
  public private(set) var learningRate: Float
  /// The factor of the rate, the relative improvement that counts as progress, and the least rate.
  public let factor, threshold, minimum: Float
  /// The number of reports without progress before the rate is lowered.
  public let patience: Int
  private var best = Float.infinity
  private var stale = 0

  /// A schedule that starts at `learningRate`; the defaults are PyTorch's.
  public init(
    learningRate: Float, factor: Float = 0.1, patience: Int = 10, threshold: Float = 1e-4, minimum: Float = 0
  ) {
    OptimizerChecks.check(
      "a plateau schedule",
      nonNegative: [
        ("learning rate", learningRate), ("factor", factor), ("threshold", threshold), ("minimum", minimum),
      ])
    precondition(factor < 1, "a plateau schedule expects a factor below 1 but got \(factor)")
    precondition(patience >= 0, "a plateau schedule expects a patience of 0 or more but got \(patience)")
    self.learningRate = learningRate
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.minimum = minimum
  }

  /// Records an epoch's loss and returns the rate to use next.
  @discardableResult
  public mutating func report(_ loss: Float) -> Float {
    if loss < best * (1 - threshold) {
      best = loss
      stale = 0
    } else {
      stale += 1
    }
    if stale > patience {
      learningRate = Swift.max(minimum, learningRate * factor)
      stale = 0
    }
    return learningRate
  }
}
