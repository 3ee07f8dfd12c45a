import Datasets
import NeuralNetworks
import TestSupport
import Testing

struct FitStepsTests {
  /// A line through noisy points, learned from points that are drawn for every step.
  private struct Line {
    var rng = SplitMix64(seed: 3)
    let model: Linear
    let optimizer: SGD

    init() {
      model = Linear(inputs: 1, outputs: 1, using: &rng)
      optimizer = SGD(model, learningRate: 0.1)
    }

    mutating func loss() -> Tensor {
      let x = Tensor.normal([8, 1], using: &rng)
      return meanSquaredError(model(x), x * 3 - 1)
    }
  }

  @Test func `steps give the losses and weights of the loop spelled out, bit for bit`() {
    var line = Line()
    let history = fit(line.optimizer, steps: 20, options: [.clipping(norm: 1)]) { _ in line.loss() }
    var other = Line()
    let losses = (0..<20).map { _ in
      let loss = other.loss()
      loss.backward()
      clipByGlobalNorm(other.optimizer.parameters, to: 1)
      other.optimizer.step()
      return loss.scalar
    }
    #expect(history.losses == losses)
    #expect(line.model.parameters.map(\.value.scalars) == other.model.parameters.map(\.value.scalars))
    #expect(history.gradientNorms.count == 20 && history.epochs.isEmpty && history.outcome == .finished)
  }

  @Test func `steps are counted from 0 for the batch and the schedule, from 1 for observers`() {
    var line = Line()
    var (asked, seen): ([Int], [History.Step]) = ([], [])
    let history = fit(
      line.optimizer, steps: 4, options: [.learningRate { 0.1 / Float(1 + $0) }, .onStep { seen.append($0) }]
    ) { step in
      asked.append(step)
      return line.loss()
    }
    #expect(asked == [0, 1, 2, 3])
    #expect(seen.map(\.number) == [1, 2, 3, 4])
    let rates = (1...4).map { 0.1 / Float($0) }
    #expect(seen.map(\.learningRate) == rates)
    #expect(seen.map(\.loss) == history.losses)
  }

  @Test func `accumulated batches are one step from the mean of their gradients`() {
    var line = Line()
    let history = fit(line.optimizer, steps: 3, options: [.accumulating(batches: 2)]) { _ in line.loss() }
    var other = Line()
    for _ in 0..<3 {
      ((other.loss() + other.loss()) / 2).backward()
      other.optimizer.step()
    }
    #expect(history.losses.count == 6 && history.learningRates.count == 3)
    for (weight, expected) in zip(line.model.parameters, other.model.parameters) {
      expectClose(weight.value, expected.value)
    }
  }

  @Test func `training ends at the step that a condition names`() {
    var line = Line()
    let history = fit(line.optimizer, steps: 50, options: [.stoppingSteps { $0.number == 7 }]) { _ in
      line.loss()
    }
    #expect(history.losses.count == 7 && history.outcome == .stoppedAtStep(7))
  }

  @Test func `over epochs, too, training ends at the step that a condition names`() {
    let task = MoonsTask()
    let loader = DataLoader(task.training.features, task.training.labels, batchSize: 32)
    var rng = SplitMix64(seed: 1)
    let history = fit(
      task.optimizer, loader, epochs: 4, options: [.stoppingSteps { $0.number == 7 }], using: &rng
    ) { batch, mode in
      crossEntropy(logits: task.model(batch.inputs, mode), labels: batch.targets)
    }
    #expect(history.losses.count == 7 && history.outcome == .stopped(epoch: 2))
  }

  @Test func `nothing is learned from a loss that is not finite`() {
    var line = Line()
    let history = fit(line.optimizer, steps: 10) { step in
      step == 4 ? line.loss() * .nan : line.loss()
    }
    #expect(history.losses.count == 5)
    guard case .lossNotFinite(batch: 4, _) = history.outcome else {
      Issue.record("the outcome is \(history.outcome)")
      return
    }
    let weights = line.model.parameters.flatMap(\.value.scalars)
    #expect(weights.allSatisfy { $0.isFinite })
  }

  @Test func `options that look at epochs are refused`() async {
    await #expect(processExitsWith: .failure) {
      var line = Line()
      fit(line.optimizer, steps: 1, options: [.restoringBest(watching: .trainingLoss)]) { _ in line.loss() }
    }
  }
}
