/// One run of training: the four steps with everything around them.
struct Fitting<Inputs: Samples, Targets: Samples> {
  typealias Measurement = StepTaker.Measurement

  let training: DataLoader<Inputs, Targets>
  let validation: DataLoader<Inputs, Targets>?
  let settings: FitSettings
  let measure: (Batch<Inputs, Targets>, Mode) -> Measurement

  private var taker: StepTaker
  private var best = Best()
  /// The buffers that training changes, such as running moments: kept and restored with the weights.
  private let changes = BufferChanges()
  /// Whether an option has ended training within an epoch.
  private var hasStopped = false

  /// The best epoch so far.
  private struct Best {
    var watchedValue = Double.infinity
    var epoch = 0
    var weights: [Tensor] = []
    var buffers: [Tensor] = []
  }

  init(
    _ optimizer: any Optimizer, training: DataLoader<Inputs, Targets>,
    validation: DataLoader<Inputs, Targets>?, settings: FitSettings,
    measure: @escaping (Batch<Inputs, Targets>, Mode) -> Measurement
  ) {
    taker = StepTaker(optimizer, settings)
    self.training = training
    precondition(
      validation?.batchCount != 0, "fit expects validation data of at least one sample but got none")
    self.validation = validation
    self.settings = settings
    self.measure = measure
  }

  /// Trains for up to `epochs` epochs, each over the batches of `order()`.
  mutating func run(epochs: Int, order: () -> DataLoader<Inputs, Targets>) -> History {
    precondition(epochs >= 0, "fit expects 0 epochs or more but got \(epochs)")
    precondition(training.batchCount > 0, "fit expects at least one sample")
    BufferChanges.$current.withValue(changes) { train(epochs: epochs, order) }
    restoreBest()
    return taker.history
  }

  private mutating func train(epochs: Int, _ order: () -> DataLoader<Inputs, Targets>) {
    var progress = Progress(epochs: epochs)
    defer { progress.finish() }
    for number in 1..<(epochs + 1) {
      guard let means = learn(from: order()) else { break }
      let epoch = closing(number, means)
      taker.history.epochs.append(epoch)
      progress.show(epoch)
      for observer in settings.observers { observer(epoch) }
      keepBest(epoch)
      if isOver(epoch) {
        taker.history.outcome = .stopped(epoch: number)
        break
      }
    }
  }

  /// One epoch, or its beginning if an option has ended training; `nil` if a loss was not finite.
  private mutating func learn(from loader: DataLoader<Inputs, Targets>) -> Means? {
    var means = Means()
    let measure = measure
    let batches = loader.makeIterator()
    var remaining = loader.batchCount
    while remaining > 0 {
      let group = min(settings.batchesPerStep, remaining)
      remaining -= group
      for _ in 0..<group {
        guard let batch = batches.next() else { break }
        let measured = taker.learn(share: 1 / Float(group)) { measure(batch, .training) }
        guard let measured else { return nil }
        means.add(measured.loss, measured.metric, weight: batch.count)
      }
      if taker.step() {
        hasStopped = true
        break
      }
    }
    return means
  }

  /// The epoch's entry, with the model measured on the validation data.
  private func closing(_ number: Int, _ means: Means) -> History.Epoch {
    var validationMeans: Means?
    if let validation {
      var means = Means()
      withoutGradient {
        for batch in validation {
          let (loss, metric) = measure(batch, .inference)
          means.add(loss.scalar, metric, weight: batch.count)
        }
      }
      validationMeans = means
    }
    return History.Epoch(
      number: number, step: taker.history.losses.count, loss: Float(means.loss), metric: means.metric,
      validationLoss: validationMeans.map { Float($0.loss) }, validationMetric: validationMeans?.metric)
  }

  private mutating func keepBest(_ epoch: History.Epoch) {
    guard let watchedValue = settings.watched?.value(of: epoch) else { return }
    if watchedValue < best.watchedValue - settings.minimumImprovement {
      best = Best(
        watchedValue: watchedValue, epoch: epoch.number,
        weights: taker.optimizer.parameters.map { $0.value.detached() },
        buffers: changes.values)
    }
  }

  private func isOver(_ epoch: History.Epoch) -> Bool {
    if hasStopped { return true }
    if let patience = settings.patience, epoch.number - best.epoch >= patience { return true }
    return settings.stops.contains { $0(epoch) }
  }

  private mutating func restoreBest() {
    guard best.epoch > 0 else { return }
    for (parameter, weights) in zip(taker.optimizer.parameters, best.weights) { parameter.value = weights }
    changes.restore(best.buffers)
    taker.history.restoredEpoch = best.epoch
  }
}

/// Means over the samples of several batches.
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
