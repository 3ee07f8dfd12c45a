import Datasets
import NeuralNetworks
import Testing

struct FitTests {
  @Test func `an improvement that is too small does not count`() {
    let task = MoonsTask()
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy, epochs: 9,
      options: [.earlyStopping(patience: 2, watching: .trainingLoss, minimumImprovement: 1000)])
    #expect(history.outcome == .stopped(epoch: 3) && history.restoredEpoch == 1)
    #expect(history.epochLosses[2] < history.epochLosses[0])
  }

  @Test func `with the best weights the best epoch's running moments come back`() throws {
    var rng = SplitMix64(seed: 1)
    let norm = BatchNorm(channels: 2)
    let model = Sequential {
      norm
      Linear(inputs: 2, outputs: 1, using: &rng)
    }
    let (x, y) = (Tensor.normal([8, 2], mean: 3, using: &rng), Tensor.normal([8, 1], using: &rng))
    var means: [[Float]] = []
    let history = fit(
      model, SGD(model, learningRate: 0.01), x, y, loss: meanSquaredError, epochs: 6,
      options: [
        .restoringBest(watching: .trainingLoss), .learningRate { $0 < 3 ? 0.01 : 10 },
        .onEpoch { _ in means.append(norm.runningMean.scalars) },
      ])
    let best = try #require(history.restoredEpoch)
    #expect(best < 6 && norm.runningMean.scalars == means[best - 1])
  }

  @Test func `the bar grows with the epochs, and stands full at the last`() throws {
    let task = MoonsTask()
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy, epochs: 3)
    let lines = history.epochs.map { Progress.line($0, of: 3) }
    #expect(lines.map { $0.filter { $0 == "█" }.count } == [6, 13, 20])
    #expect(lines.map { $0.filter { $0 == "░" }.count } == [14, 7, 0])
    #expect(lines[0].hasSuffix("] epoch 1/3 · loss \(history.epochLosses[0])"))
  }

  @Test func `a data set is fitted as its features and targets are`() {
    let (task, other) = (MoonsTask(), MoonsTask())
    var (rng, otherRng) = (SplitMix64(seed: 9), SplitMix64(seed: 9))
    let history = fit(
      task.model, task.optimizer, task.training, loss: crossEntropy, epochs: 3, batchSize: 32,
      validation: task.held, metric: accuracy, using: &rng)
    let expected = fit(
      other.model, other.optimizer, other.training.features, other.training.labels, loss: crossEntropy,
      epochs: 3,
      batchSize: 32, validation: (other.held.features, other.held.labels), metric: accuracy, using: &otherRng)
    #expect(history.losses == expected.losses && rng.next() == otherRng.next())
    #expect(history.epochs.map(\.validationLoss) == expected.epochs.map(\.validationLoss))
    #expect(history.epochs.map(\.validationMetric) == expected.epochs.map(\.validationMetric))

    let (whole, same) = (MoonsTask(), MoonsTask())
    #expect(
      fit(whole.model, whole.optimizer, whole.training, loss: crossEntropy, epochs: 2).losses
        == fit(
          same.model, same.optimizer, same.training.features, same.training.labels, loss: crossEntropy,
          epochs: 2
        )
        .losses)
  }

  @Test func `fit gives the losses and weights of the loop spelled out, bit for bit`() {
    let task = MoonsTask()
    var rng = SplitMix64(seed: 9)
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy, epochs: 5,
      batchSize: 32, validation: (task.held.features, task.held.labels), metric: accuracy, using: &rng)

    let other = MoonsTask()
    var otherRng = SplitMix64(seed: 9)
    var losses: [Float] = []
    let loader = DataLoader(other.training.features, other.training.labels, batchSize: 32)
    for _ in 1...5 {
      for batch in loader.shuffled(using: &otherRng) {
        let loss = crossEntropy(logits: other.model(batch.inputs), labels: batch.targets)
        losses.append(loss.scalar)
        loss.backward()
        other.optimizer.step()
      }
    }
    #expect(history.losses == losses)
    #expect(losses.count == 25)
    #expect(Set(losses).count == 25)
    #expect(task.weights == other.weights)
    #expect(rng.next() == otherRng.next())
  }

  @Test func `without a batch size every step sees all samples and nothing is drawn`() {
    let task = MoonsTask()
    var rng = SplitMix64(seed: 9)
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy, epochs: 4,
      using: &rng)
    let other = MoonsTask()
    let same = fit(
      other.model, other.optimizer, other.training.features, other.training.labels, loss: crossEntropy,
      epochs: 4)
    #expect(history == same)
    #expect(history.losses == history.epochLosses)
    var fresh = SplitMix64(seed: 9)
    #expect(rng.next() == fresh.next())
  }

  @Test func `training in epochs measures what a caller would measure`() {
    let task = MoonsTask()
    var rng = SplitMix64(seed: 9)
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy,
      epochs: 30,
      batchSize: 64, validation: (task.held.features, task.held.labels), metric: accuracy, using: &rng)
    let logits = task.model(task.held.features)
    let loss = crossEntropy(logits: logits, labels: task.held.labels).scalar
    #expect(abs((history.validationLosses.last ?? 0) - loss) < 1e-5)
    #expect(history.validationMetrics.last == accuracy(logits: logits, labels: task.held.labels))
    #expect((history.metrics.last ?? 0) > 0.85)
    // 150 samples are 3 batches, the last of them smaller: the epoch's loss is the mean over samples.
    let last = history.losses.suffix(3).map(Double.init)
    #expect(
      abs(Double(history.epochLosses.last ?? 0) - (64 * last[0] + 64 * last[1] + 22 * last[2]) / 150) < 1e-6)
    #expect(history.epochs.map(\.step) == (1...30).map { 3 * $0 })
  }

  @Test func `early stopping waits as long as it is told and gives the best weights back`() {
    let task = MoonsTask()
    var kept: [[Float]] = []
    // A rate that works for four epochs, and then one that overshoots.
    let history = fit(
      task.model, SGD(task.model, learningRate: 0.5), task.training.features, task.training.labels,
      loss: crossEntropy, epochs: 50, validation: (task.held.features, task.held.labels),
      options: [
        .earlyStopping(patience: 3), .learningRate { $0 < 4 ? 0.5 : 500 },
        .onEpoch { _ in kept.append(task.weights) },
      ])
    #expect(history.outcome == .stopped(epoch: 7))
    #expect(history.restoredEpoch == 4)
    #expect(history.bestEpoch()?.number == 4)
    #expect(history.learningRates == [0.5, 0.5, 0.5, 0.5, 500, 500, 500])
    #expect(task.weights == kept[3])
    #expect(task.weights != kept[6])
  }

  @Test func `a condition of the caller's ends training`() {
    let task = MoonsTask()
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy,
      epochs: 50,
      metric: accuracy, options: [.stopping { ($0.metric ?? 0) > 0.8 }])
    #expect(history.outcome == .stopped(epoch: history.epochs.count))
    #expect((history.metrics.dropLast().max() ?? 0) <= 0.8)
    #expect(history.epochs.count < 50)
  }

  @Test func `accumulated batches teach what one large batch teaches`() {
    let (task, other) = (MoonsTask(), MoonsTask())
    let x = task.training.features[..<128]
    let labels = Array(task.training.labels[..<128])
    fit(
      task.model, SGD(task.model, learningRate: 0.1), x, labels, loss: crossEntropy, epochs: 3, batchSize: 32,
      options: [.accumulating(batches: 4)])
    fit(other.model, SGD(other.model, learningRate: 0.1), x, labels, loss: crossEntropy, epochs: 3)
    for (a, b) in zip(task.weights, other.weights) { #expect(abs(a - b) < 1e-5) }
    #expect(task.weights != MoonsTask().weights)
  }

  @Test func `clipping bounds the step and the history keeps the norms`() {
    let task = MoonsTask()
    let before = task.weights
    let history = fit(
      task.model, SGD(task.model, learningRate: 1), task.training.features, task.training.labels,
      loss: crossEntropy, epochs: 1, options: [.clipping(norm: 0.01)])
    let moved = zip(before, task.weights).map { Double($0 - $1) * Double($0 - $1) }.reduce(0, +).squareRoot()
    #expect(abs(moved - 0.01) < 1e-5)
    #expect(history.gradientNorms.count == 1)
    #expect((history.gradientNorms.first ?? 0) > 0.01)
  }

  @Test func `layers are told whether they learn`() {
    let seen = Recorder.Log()
    let recorder = Sequential { Recorder(log: seen) }
    let x: Tensor = [[1], [2], [3]]
    fit(
      recorder, SGD(recorder, learningRate: 0), x, x, loss: meanSquaredError, epochs: 2, batchSize: 2,
      validation: (x, x))
    #expect(
      seen.modes == [
        .training, .training, .inference, .inference, .training, .training, .inference, .inference,
      ])
  }

  @Test func `watching a validation loss without validation data is an error`() async {
    await #expect(processExitsWith: .failure) {
      let task = MoonsTask()
      fit(
        task.model, task.optimizer, task.training.features, task.training.labels, loss: crossEntropy,
        epochs: 1,
        options: [.earlyStopping(patience: 3)])
    }
  }
}

private struct Recorder: ModeDependentLayer {
  final class Log { var modes: [Mode] = [] }
  @Parameter var factor: Tensor = [1]
  var log = Log()

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    log.modes.append(mode)
    return x * factor
  }
}
