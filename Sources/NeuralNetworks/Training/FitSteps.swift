/// Trains for a number of steps, each on a batch that is generated for it: for tasks without a fixed set of samples, or
/// for a text that is read continuously.
///
///     fit(optimizer, steps: 600, options: [.clipping(norm: 1), .schedule(schedule)]) { step in
///       let batch = Dataset.adding(count: 32, length: 100, using: &rng)
///       return meanSquaredError(model(batch.features), batch.targetColumn)
///     }
///
/// It is exactly this loop, with what the options add:
///
///     for step in 0..<steps {
///       loss(step).backward()
///       optimizer.step()
///     }
///
/// - Parameters:
///   - steps: The number of updates of the weights, including those before a run that is resumed.
///   - options: A schedule, clipping, accumulation, `onStep` and `stoppingSteps`. Options that need epochs are refused,
///     since there are none.
///   - loss: Returns a single number for the batch of a step; the first step is 0. With `accumulating` it is called as
///     many times a step as batches are accumulated.
/// - Returns: What happened. If a loss is not a finite number, training stops before learning from it, and `outcome` says
///   so.
@discardableResult
public func fit(
  _ optimizer: some Optimizer, steps: Int, options: [FitOption] = [], loss: (_ step: Int) -> Tensor
) -> History {
  precondition(steps >= 0, "fit expects 0 steps or more but got \(steps)")
  let settings = FitSettings(options, hasValidation: false, hasMetric: false)
  precondition(
    !settings.looksAtEpochs,
    "fit over steps has no epochs, so it expects no option that looks at them: "
      + "earlyStopping, restoringBest, onEpoch, stopping")
  var taker = StepTaker(optimizer, settings)
  for step in Swift.min(settings.firstStep, steps)..<steps {
    for _ in 0..<settings.batchesPerStep {
      let share = 1 / Float(settings.batchesPerStep)
      guard taker.learn(share: share, { (loss(step), nil) }) != nil else { return taker.history }
    }
    if taker.step() {
      taker.history.outcome = .stoppedAtStep(step + 1)
      return taker.history
    }
  }
  return taker.history
}
