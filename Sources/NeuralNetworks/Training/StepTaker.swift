/// Takes training steps and records them, for `fit` over epochs and for `fit` over generated batches.
///
/// A step is one update of the weights, learned from one batch or, with `accumulating`, from several together.
struct StepTaker {
  typealias Measurement = (loss: Tensor, metric: Double?)

  let optimizer: any Optimizer
  let settings: FitSettings
  var history = History()
  private var stepCount: Int

  init(_ optimizer: any Optimizer, _ settings: FitSettings) {
    self.optimizer = optimizer
    self.settings = settings
    stepCount = settings.firstStep
  }

  /// Adds a batch's share to the gradients. Returns its loss and metric, or `nil` if the loss or a gradient is not
  /// finite: then training is over, and the history's outcome says why.
  mutating func learn(share: Float, _ measure: () -> Measurement) -> (loss: Float, metric: Double?)? {
    let number = history.losses.count
    var measured: (loss: Float, metric: Double?)?
    guard settings.detectsNonFinite else {
      measured = measureAndSendBack(share: share, measure)
      if measured != nil { return measured }
      // The weights are still those that gave this loss: computing it again shows where it went wrong.
      return end(.lossNotFinite(batch: number, origin: detectingNonFinite { _ = measure() }))
    }
    let origin = detectingNonFinite { measured = measureAndSendBack(share: share, measure) }
    if measured == nil { return end(.lossNotFinite(batch: number, origin: origin)) }
    if let origin { return end(.gradientNotFinite(batch: number, origin: origin)) }
    return measured
  }

  /// `nil`, without a backward pass, if the loss is not finite.
  private mutating func measureAndSendBack(share: Float, _ measure: () -> Measurement) -> (
    loss: Float, metric: Double?
  )? {
    let (loss, metric) = measure()
    let value = loss.scalar
    history.losses.append(value)
    guard value.isFinite else { return nil }
    if share == 1 { loss.backward() } else { loss.backward(seed: .filled(loss.shape, with: share)) }
    return (value, metric)
  }

  private mutating func end(_ outcome: History.Outcome) -> (loss: Float, metric: Double?)? {
    optimizer.zeroGradients()
    history.outcome = outcome
    StandardError.write("fit: \(outcome)\n")
    return nil
  }

  /// Applies the schedule and clipping, updates the weights, and calls the observers. Returns whether an option ends
  /// training here.
  mutating func step() -> Bool {
    if let rate = settings.learningRate { optimizer.learningRate = rate(stepCount) }
    if let norm = settings.maximumNorm {
      history.gradientNorms.append(clipByGlobalNorm(optimizer.parameters, to: norm))
    }
    history.learningRates.append(optimizer.learningRate)
    optimizer.step()
    stepCount += 1
    let record = History.Step(
      number: stepCount, loss: history.losses.last ?? .nan, learningRate: optimizer.learningRate)
    for observer in settings.stepObservers { observer(record) }
    return settings.stepStops.contains { $0(record) }
  }
}
