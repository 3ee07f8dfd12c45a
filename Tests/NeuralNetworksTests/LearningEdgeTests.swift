import NeuralNetworks
import TestSupport
import Testing

/// Training that could not learn, or would not come back to where it was best.
struct LearningEdgeTests {
  /// A layer whose buffer begins to change in the third step.
  private final class Counting: ModeDependentLayer {
    @Parameter var weight: Tensor = [1]
    @Buffer var count: Tensor = [0]
    private var calls = 0

    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
      if mode == .training { calls += 1 }
      if calls > 2 { count = count + 1 }
      return x * weight
    }
  }

  @Test(arguments: ["loader", "model"])
  func `a buffer that first changes after the best epoch comes back as well`(form: String) {
    let (x, y): (Tensor, Tensor) = ([[1]], [[0]])
    let model = Counting()
    let optimizer = SGD(model, learningRate: 0.1)
    var step: Float = 0
    func loss(_ outputs: Tensor, _ targets: Tensor) -> Tensor {
      step += 1
      return meanSquaredError(outputs, targets) + step
    }
    let options: [FitOption] = [.restoringBest(watching: .trainingLoss)]
    var rng = SplitMix64(seed: 1)
    let history =
      form == "model"
      ? fit(model, optimizer, x, y, loss: loss, epochs: 5, options: options)
      : fit(optimizer, DataLoader(x, y, batchSize: 1), epochs: 5, options: options, using: &rng) {
        batch, mode in
        loss(model(batch.inputs, mode), batch.targets)
      }
    #expect(history.restoredEpoch == 1)
    #expect(model.count.scalars == [0])
  }

  @Test func `an optimizer of nothing, or of another model, is refused`() async {
    expectMessage(
      "SGD expects at least one parameter but got none",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SGD([Parameter](), learningRate: 0.1)
      })
    expectMessage(
      "fit expects an optimizer of the model's parameters but got one of others",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let (old, new) = (Linear(weight: [[1]], bias: nil), Linear(weight: [[1]], bias: nil))
        fit(new, SGD(old, learningRate: 0.1), [[1]], Tensor([[1]]), loss: meanSquaredError, epochs: 1)
      })
  }

  @Test func `a part of a model may be learned, and what its loss holds where it is frozen`() {
    let model = Sequential {
      Linear(weight: [[2]], bias: nil)
      Linear(weight: [[3]], bias: [0])
    }
    let head = SGD(Array(model.parameters.dropFirst()), learningRate: 0.1)
    #expect(fit(model, head, [[1]], Tensor([[1]]), loss: meanSquaredError, epochs: 1).losses == [25])
    #expect(model.parameters[0].value.scalars == [2] && model.parameters[1].value.scalars != [3])
    for parameter in model.parameters { parameter.isFrozen = true }
    let scale = Parameter([1])
    fit(
      model, SGD([scale], learningRate: 0.1), [[1]], Tensor([[1]]),
      loss: { outputs, targets in (scale.value * outputs).squared().sum() }, epochs: 1)
    #expect(scale.value.scalars != [1])
  }

  @Test func `limits that are no numbers are refused`() async {
    expectMessage(
      "earlyStopping expects a finite minimumImprovement of 0 or more but got nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let model = Linear(weight: [[1]], bias: nil)
        fit(
          model, SGD(model, learningRate: 0.1), [[1]], Tensor([[1]]), loss: meanSquaredError, epochs: 1,
          options: [.earlyStopping(patience: 1, watching: .trainingLoss, minimumImprovement: .nan)])
      })
    expectMessage(
      "a plateau schedule expects a factor below 1 but got 2.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PlateauSchedule(learningRate: 1, factor: 2)
      })
    expectMessage(
      "a plateau schedule expects a patience of 0 or more but got -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PlateauSchedule(learningRate: 1, patience: -1)
      })
    expectMessage(
      "beamSearch expects a finite lengthPenalty but got nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = beamSearch(from: 0, width: 1, maximumLength: 1, lengthPenalty: .nan) { _, state in ([0], state) }
      })
    expectMessage(
      "Interval expects a confidence in 0..<1 but got 7.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Interval(of: [1], confidence: 7)
      })
  }
}
