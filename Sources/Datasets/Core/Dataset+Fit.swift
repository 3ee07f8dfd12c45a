public import NeuralNetworks
public import Tensors

/// Trains a network on a data set.
///
///     let history = fit(
///       model, Adam(model, learningRate: 0.01), training, loss: crossEntropy, epochs: 200, batchSize: 32,
///       validation: held, metric: accuracy, using: &rng)
///
/// The same as the `fit` that takes features and targets separately, with the data set's.
@discardableResult
public func fit<Target: Sendable>(
  _ model: some Layer, _ optimizer: some Optimizer, _ training: Dataset<Target>,
  loss: @escaping (_ outputs: Tensor, _ targets: [Target]) -> Tensor, epochs: Int, batchSize: Int? = nil,
  validation: Dataset<Target>? = nil,
  metric: ((_ outputs: Tensor, _ targets: [Target]) -> Double)? = nil, options: [FitOption] = [],
  using generator: inout some RandomNumberGenerator
) -> History {
  fit(
    model, optimizer, training.features, training.targets, loss: loss, epochs: epochs, batchSize: batchSize,
    validation: validation.map { ($0.features, $0.targets) }, metric: metric, options: options,
    using: &generator)
}

/// Trains a network on a whole data set at once, or on batches in the data's order: nothing is drawn.
@discardableResult
public func fit<Target: Sendable>(
  _ model: some Layer, _ optimizer: some Optimizer, _ training: Dataset<Target>,
  loss: @escaping (_ outputs: Tensor, _ targets: [Target]) -> Tensor, epochs: Int, batchSize: Int? = nil,
  validation: Dataset<Target>? = nil,
  metric: ((_ outputs: Tensor, _ targets: [Target]) -> Double)? = nil, options: [FitOption] = []
) -> History {
  fit(
    model, optimizer, training.features, training.targets, loss: loss, epochs: epochs, batchSize: batchSize,
    validation: validation.map { ($0.features, $0.targets) }, metric: metric, options: options)
}
