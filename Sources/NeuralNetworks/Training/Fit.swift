/// Trains a network: the four-step loop, with everything that always surrounds it.
///
///     let history = fit(
///       model, optimizer, training.features, training.labels, loss: crossEntropy, epochs: 200, batchSize: 32,
///       validation: (held.features, held.labels), metric: accuracy,
///       options: [.earlyStopping(patience: 20)], using: &rng)
///
/// It is exactly this loop: the same network, data, batches and optimizer give the same losses, bit for bit.
///
///     for batch in loader.shuffled(using: &rng) {
///       let loss = loss(model(batch.inputs, .training), batch.targets)
///       loss.backward()
///       optimizer.step()
///     }
///
/// - Parameters:
///   - loss: Returns a single number, the mean over the batch, for the network's outputs and the targets.
///   - batchSize: The number of samples of a step, in a new random order each epoch; without it all of
///     them, in their order, and nothing is drawn.
///   - validation: Samples that are not learned from; the network is measured on them after each epoch, in
///     inference mode.
///   - metric: Another measure of the network's outputs, such as `accuracy`; on the training samples it looks at
///     the outputs that were learned from. Over batches it is averaged, each weighted by its samples.
///   - options: Early stopping, a schedule, clipping and callbacks.
/// - Returns: What happened. If a loss is not a finite number, training stops before learning from it, and
///   `outcome` says so.
@discardableResult
public func fit<Targets: Samples>(
  _ model: some Layer, _ optimizer: some Optimizer, _ inputs: Tensor, _ targets: Targets,
  loss: @escaping (_ outputs: Tensor, _ targets: Targets) -> Tensor, epochs: Int, batchSize: Int? = nil,
  validation: (inputs: Tensor, targets: Targets)? = nil,
  metric: ((_ outputs: Tensor, _ targets: Targets) -> Double)? = nil, options: [FitOption] = [],
  using generator: inout some RandomNumberGenerator
) -> History {
  var fitting = fitting(
    model, optimizer, (inputs, targets), loss, batchSize, validation, metric, options)
  let loader = fitting.training
  return fitting.run(epochs: epochs) {
    batchSize == nil ? loader : loader.shuffled(using: &generator)
  }
}

/// Trains a network on all samples at once, or on batches in the data's order: nothing is drawn.
///
/// See `fit(_:_:_:_:loss:epochs:batchSize:validation:metric:options:using:)`.
@discardableResult
public func fit<Targets: Samples>(
  _ model: some Layer, _ optimizer: some Optimizer, _ inputs: Tensor, _ targets: Targets,
  loss: @escaping (_ outputs: Tensor, _ targets: Targets) -> Tensor, epochs: Int, batchSize: Int? = nil,
  validation: (inputs: Tensor, targets: Targets)? = nil,
  metric: ((_ outputs: Tensor, _ targets: Targets) -> Double)? = nil, options: [FitOption] = []
) -> History {
  var fitting = fitting(
    model, optimizer, (inputs, targets), loss, batchSize, validation, metric, options)
  let loader = fitting.training
  return fitting.run(epochs: epochs) { loader }
}

/// Trains anything: `loss` calls the networks itself, in the mode it is given.
///
///     let history = fit(optimizer, DataLoader(sources, sentences, batchSize: 32), epochs: 10, using: &rng) {
///       batch, mode in
///       crossEntropy(logits: translator(batch.inputs, mode), labels: batch.targets)
///     }
///
/// - Parameters:
///   - training: The samples in batches, shuffled again each epoch.
///   - validation: Samples that are not learned from, on which `loss` is measured after each epoch in inference mode.
///   - metric: Another measure, computed for each batch in the mode in which it is used, without gradient.
///   - loss: Returns a single number for a batch.
@discardableResult
public func fit<Inputs: Samples, Targets: Samples>(
  _ optimizer: some Optimizer, _ training: DataLoader<Inputs, Targets>, epochs: Int,
  validation: DataLoader<Inputs, Targets>? = nil,
  metric: ((_ batch: Batch<Inputs, Targets>, _ mode: Mode) -> Double)? = nil, options: [FitOption] = [],
  using generator: inout some RandomNumberGenerator,
  loss: @escaping (_ batch: Batch<Inputs, Targets>, _ mode: Mode) -> Tensor
) -> History {
  let settings = FitSettings(options, hasValidation: validation != nil, hasMetric: metric != nil)
  var fitting = Fitting(
    optimizer, training: training, validation: validation,
    settings: settings
  ) { batch, mode in
    (loss(batch, mode), metric.map { metric in withoutGradient { metric(batch, mode) } })
  }
  return fitting.run(epochs: epochs) { training.shuffled(using: &generator) }
}

private func fitting<Targets: Samples>(
  _ model: some Layer, _ optimizer: some Optimizer, _ training: (inputs: Tensor, targets: Targets),
  _ loss: @escaping (Tensor, Targets) -> Tensor, _ batchSize: Int?,
  _ validation: (inputs: Tensor, targets: Targets)?, _ metric: ((Tensor, Targets) -> Double)?,
  _ options: [FitOption]
) -> Fitting<Tensor, Targets> {
  let learned = Set(optimizer.parameters.map(ObjectIdentifier.init))
  let weights = model.parameters.filter { !$0.isFrozen }
  precondition(
    weights.isEmpty || weights.contains { learned.contains(ObjectIdentifier($0)) },
    "fit expects an optimizer of the model's parameters but got one of others: the model would never learn")
  let loader = { (inputs: Tensor, targets: Targets) in
    DataLoader(inputs, targets, batchSize: batchSize ?? max(1, inputs.sampleCount))
  }
  let settings = FitSettings(options, hasValidation: validation != nil, hasMetric: metric != nil)
  return Fitting(
    optimizer,
    training: loader(training.inputs, training.targets),
    validation: validation.map { loader($0.inputs, $0.targets) }, settings: settings
  ) { batch, mode in
    let outputs = model(batch.inputs, mode)
    return (loss(outputs, batch.targets), metric.map { $0(outputs.detached(), batch.targets) })
  }
}
