/// One run of training: the four steps with what stands around them.
struct Fitting<Inputs: Samples, Targets: Samples> {
  typealias Measurement = (loss: Tensor, metric: Double?)

  let optimizer: any Optimizer
  /// What is kept and restored with the best weights.
  let parameters: [Parameter]
  let buffers: [Buffer]
  let training: DataLoader<Inputs, Targets>
  let validation: DataLoader<Inputs, Targets>?
  let settings: FitSettings
  let measure: (Batch<Inputs, Targets>, Mode) -> Measurement

  private var history = History()
  private var best = Best()
  private var stepCount = 0

  /// The best epoch so far.
  private struct Best {
    var badness = Double.infinity
    var epoch = 0
    var weights: [Tensor] = []
    var buffers: [Tensor] = []
  }

  init(
    _ optimizer: any Optimizer, parameters: [Parameter], buffers: [Buffer],
    training: DataLoader<Inputs, Targets>,
    validation: DataLoader<Inputs, Targets>?, settings: FitSettings,
    measure: @escaping (Batch<Inputs, Targets>, Mode) -> Measurement
  ) {
    self.optimizer = optimizer
    self.parameters = parameters
    self.buffers = buffers
    self.training = training
    self.validation = validation
    self.settings = settings
    self.measure = measure
  }

  /// Trains for up to `epochs` epochs, each over the batches of `order()`.
  mutating func run(epochs: Int, order: () -> DataLoader<Inputs, Targets>) -> History {
    precondition(epochs >= 0, "fit expects 0 epochs or more but got \(epochs)")
    precondition(training.batchCount > 0, "fit expects at least one sample")
    var progress = Progress(epochs: epochs)
    defer { progress.finish() }
    for number in 1..<(epochs + 1) {
      guard let means = learn(from: order()) else { break }
      let epoch = closing(number, means)
      history.epochs.append(epoch)
      progress.show(epoch)
      for observer in settings.observers { observer(epoch) }
      keepBest(epoch)
      if isOver(epoch) {
        history.outcome = .stopped(epoch: number)
        break
      }
    }
    restoreBest()
    return history
  }

  /// One epoch; nil where a loss was not finite.
  private mutating func learn(from loader: DataLoader<Inputs, Targets>) -> Means? {
    var means = Means()
    let batches = loader.makeIterator()
    var remaining = loader.batchCount
    while remaining > 0 {
      let group = min(settings.batchesPerStep, remaining)
      remaining -= group
      for _ in 0..<group {
        guard let batch = batches.next() else { break }
        if let failure = learn(from: batch, share: 1 / Float(group), into: &means) {
          optimizer.zeroGradients()
          history.outcome = failure
          StandardError.write("fit: \(failure)\n")
          return nil
        }
      }
      step()
    }
    return means
  }

  private mutating func step() {
    if let rate = settings.learningRate { optimizer.learningRate = rate(stepCount) }
    if let norm = settings.maximumNorm {
      history.gradientNorms.append(clipByGlobalNorm(optimizer.parameters, to: norm))
    }
    history.learningRates.append(optimizer.learningRate)
    optimizer.step()
    stepCount += 1
  }

  /// Adds the batch's share to the gradients; tells what prevents learning from them.
  private mutating func learn(
    from batch: Batch<Inputs, Targets>, share: Float, into means: inout Means
  ) -> History.Outcome? {
    let number = history.losses.count
    guard settings.detectsNonFinite else {
      if measureAndSendBack(batch, share: share, into: &means) { return nil }
      // The weights are still those that gave this loss: computing it again shows where it went wrong.
      return .lossNotFinite(batch: number, origin: detectingNonFinite { _ = measure(batch, .training) })
    }
    var isFinite = true
    let origin = detectingNonFinite {
      isFinite = measureAndSendBack(batch, share: share, into: &means)
    }
    if !isFinite { return .lossNotFinite(batch: number, origin: origin) }
    return origin.map { .gradientNotFinite(batch: number, origin: $0) }
  }

  /// False, and nothing is sent back, where the loss is not finite.
  private mutating func measureAndSendBack(
    _ batch: Batch<Inputs, Targets>, share: Float, into means: inout Means
  ) -> Bool {
    let (loss, metric) = measure(batch, .training)
    let value = loss.scalar
    history.losses.append(value)
    guard value.isFinite else { return false }
    means.add(value, metric, weight: batch.count)
    if share == 1 { loss.backward() } else { loss.backward(seed: .filled(loss.shape, with: share)) }
    return true
  }

  /// The epoch's entry, with the model measured on the validation data.
  private func closing(_ number: Int, _ means: Means) -> History.Epoch {
    var held: Means?
    if let validation {
      var means = Means()
      withoutGradient {
        for batch in validation {
          let (loss, metric) = measure(batch, .inference)
          means.add(loss.scalar, metric, weight: batch.count)
        }
      }
      held = means
    }
    return History.Epoch(
      number: number, step: history.losses.count, loss: Float(means.loss), metric: means.metric,
      validationLoss: held.map { Float($0.loss) }, validationMetric: held?.metric)
  }

  private mutating func keepBest(_ epoch: History.Epoch) {
    guard let badness = settings.watched?.badness(of: epoch) else { return }
    if badness < best.badness - settings.minimumImprovement {
      best = Best(
        badness: badness, epoch: epoch.number, weights: parameters.map { $0.value.detached() },
        buffers: buffers.map(\.value))
    }
  }

  private func isOver(_ epoch: History.Epoch) -> Bool {
    if let patience = settings.patience, epoch.number - best.epoch >= patience { return true }
    return settings.stops.contains { $0(epoch) }
  }

  private mutating func restoreBest() {
    guard best.epoch > 0 else { return }
    for (parameter, weights) in zip(parameters, best.weights) { parameter.value = weights }
    for (buffer, value) in zip(buffers, best.buffers) { buffer.value = value }
    history.restoredEpoch = best.epoch
  }
}

/// Means over samples that come in batches.
private struct Means {
  private var lossSum = 0.0
  private var metricSum = 0.0
  private var hasMetric = false
  private var weight = 0.0

  mutating func add(_ loss: Float, _ metric: Double?, weight: Int) {
    lossSum += Double(loss) * Double(weight)
    if let metric {
      metricSum += metric * Double(weight)
      hasMetric = true
    }
    self.weight += Double(weight)
  }

  var loss: Double { lossSum / weight }
  var metric: Double? { hasMetric ? metricSum / weight : nil }
}
