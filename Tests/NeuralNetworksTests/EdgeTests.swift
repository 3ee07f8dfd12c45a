import Datasets
import NeuralNetworks
import TestSupport
import Testing

/// Missing scores and senseless options.
struct EdgeTests {
  private static let missing = Float.nan

  @Test func `a logit that is NaN ranks last and is never right`() {
    let nan = Self.missing
    let logits = Tensor([[nan, nan, nan], [nan, nan, nan]])
    #expect(accuracy(logits: logits, labels: [0, 2]) == 0)
    #expect(accuracy(logits: logits, labels: IntTensor([0, 2])) == 0)
    #expect(topKAccuracy(logits: logits, labels: [0, 2], k: 3) == 0)
    let one = Tensor([[5, nan, 1]])
    #expect(accuracy(logits: one, labels: [1]) == 0 && accuracy(logits: one, labels: [0]) == 1)
    #expect(
      accuracy(logits: one, labels: IntTensor([1])) == 0 && accuracy(logits: one, labels: IntTensor([0])) == 1
    )
    let low = Tensor([[nan, -Float.infinity]])
    #expect(accuracy(logits: low, labels: [1]) == 1)
  }

  @Test func `scores without an order have no area under a curve`() async {
    expectMessage(
      "areaUnderROC expects scores with an order but score 1 is NaN",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = areaUnderROC(scores: [0.1, .nan, 0.3], isPositive: [true, false, true])
      })
  }

  @Test(arguments: [Preference.higher, .lower])
  func `what has diverged comes last, whatever is preferred`(preference: Preference) {
    let trials = [
      Trial("diverged", scores: [Double.nan, 0.6]), Trial("works", scores: [0.5, 0.6]),
      Trial("as well", scores: [0.9, 0.9]), Trial("also diverged", scores: [.nan, .nan]),
    ]
    let comparison = TrialComparison(trials, preference: preference)
    let good = preference == .higher ? ["as well", "works"] : ["works", "as well"]
    #expect(comparison.ranking.map(\.configuration) == good + ["diverged", "also diverged"])
    #expect(comparison.best.configuration == good[0])
  }

  @Test(arguments: ["loader", "model"])
  func `with the best weights come the moments of that epoch, in every form of fit`(form: String) throws {
    var rng = SplitMix64(seed: 1)
    let norm = BatchNorm(channels: 2, momentum: 0.5)
    let model = Sequential {
      norm
      Linear(inputs: 2, outputs: 1, using: &rng)
    }
    let (x, y) = (Tensor.normal([8, 2], mean: 3, using: &rng), Tensor.normal([8, 1], using: &rng))
    let optimizer = SGD(model, learningRate: 0.01)
    var means: [[Float]] = []
    let options: [FitOption] = [
      .restoringBest(watching: .trainingLoss), .learningRate { $0 < 3 ? 0.01 : 10 },
      .onEpoch { _ in means.append(norm.runningMean.scalars) },
    ]
    let history =
      form == "model"
      ? fit(model, optimizer, x, y, loss: meanSquaredError, epochs: 6, options: options)
      : fit(optimizer, DataLoader(x, y, batchSize: 8), epochs: 6, options: options, using: &rng) {
        batch, mode in
        meanSquaredError(model(batch.inputs, mode), batch.targets)
      }
    let best = try #require(history.restoredEpoch)
    #expect(best < 6 && norm.runningMean.scalars == means[best - 1])
  }

  @Test func `a function that has captured a layer says that nobody would learn it`() async {
    expectMessage(
      "Lambda expects a function without parameters",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let layer = Linear(weight: [[1]], bias: nil)
        _ = Lambda { layer($0) }([[1]])
      })
    let doubled = Lambda { $0 * 2 }
    let p = Parameter([1])
    doubled(p.value).sum().backward()
    #expect(p.gradient?.scalars == [2])
  }

  @Test func `a gradient of a gradient is refused`() async {
    expectMessage(
      "second derivatives are not available",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: [3]) { x in valueAndGradient(at: x) { ($0 * $0 * $0).sum() }.gradient.sum() }
      })
    expectMessage(
      "second derivatives are not available",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: [3]) { x in valueAndGradient(at: [2]) { (x * $0).sum() }.gradient.sum() }
      })
    expectMessage(
      "second derivatives are not available",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let p = Parameter([2])
        _ = valueAndGradient(at: [3]) { x in
          (x * p.value).sum().backward()
          return (x * (p.gradient ?? x)).sum()
        }
      })
    expectMessage(
      "Parameter expects a constant but got a tensor that depends on valueAndGradient's input",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: [2]) { x in
          let p = Parameter(x)
          (p.value * p.value).sum().backward()
          return p.gradient?.sum() ?? 0
        }
      })
    expectMessage(
      "Parameter expects a constant but got a tensor that depends on valueAndGradient's input",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let p = Parameter([1])
        _ = valueAndGradient(at: [2]) { x in
          p.value = x * 3
          return p.value.sum()
        }
      })
  }

  @Test func `a gradient within a gradient is allowed if it is a constant`() {
    let constant = valueAndGradient(at: [2]) { x in (Parameter(x.detached()).value * x).sum() }
    #expect(constant.gradient.scalars == [2])
    let inner = valueAndGradient(at: [3]) { x in
      (x * valueAndGradient(at: [2]) { ($0 * $0).sum() }.gradient).sum()
    }
    #expect(inner.gradient.scalars == [4])
    let weight = Parameter([2])
    #expect(valueAndGradient(at: weight.value) { ($0 * $0).sum() }.gradient.scalars == [4])
  }

  @Test func `optimizers refuse a parameter twice and rates below zero`() async {
    expectMessage(
      "SGD expects each parameter once",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let p = Parameter([1])
        _ = SGD([p, Parameter([1]), p], learningRate: 0.1)
      })
    expectMessage(
      "Adam expects a finite learning rate of 0 or more but got -0.1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adam([Parameter([1])], learningRate: -0.1)
      })
    expectMessage(
      "RMSprop expects a finite learning rate of 0 or more but got nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop([Parameter([1])], learningRate: .nan)
      })
    expectMessage(
      "Adagrad expects a finite weight decay of 0 or more",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adagrad([Parameter([1])], weightDecay: -1)
      })
    expectMessage(
      "AdamW expects a second beta in 0..<1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = AdamW([Parameter([1])], betas: (0.9, 1))
      })
  }

  @Test func `rates that are set later are checked too`() async {
    expectMessage(
      "SGD expects a finite learning rate of 0 or more but got -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        SGD([Parameter([1])], learningRate: 1).learningRate = -1
      })
    expectMessage(
      "SGD expects a finite momentum of 0 or more but got -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        SGD([Parameter([1])], learningRate: 1).momentum = -1
      })
    expectMessage(
      "SGD expects a momentum above 0 for Nesterov's step",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        SGD([Parameter([1])], learningRate: 1, momentum: 0.9, nesterov: true).momentum = 0
      })
    expectMessage(
      "SGD expects a finite weight decay of 0 or more but got nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        SGD([Parameter([1])], learningRate: 1).weightDecay = .nan
      })
    expectMessage(
      "AdamW expects a finite weight decay of 0 or more but got -0.1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        AdamW([Parameter([1])]).weightDecay = -0.1
      })
  }

  @Test func `optimizers and schedules refuse rates and factors that aren't numbers`() async {
    expectMessage(
      "Adam expects a finite learning rate of 0 or more but got inf",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adam([Parameter([1])], learningRate: .infinity)
      })
    expectMessage(
      "RMSprop expects a decay in 0..<1 but got 1.5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop([Parameter([1])], decay: 1.5)
      })
    expectMessage(
      "a step schedule expects a finite factor of 0 or more but got nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = LearningRateSchedule.step(from: 1, factor: .nan, every: 2)
      })
    expectMessage(
      "a plateau schedule expects a finite learning rate of 0 or more but got -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PlateauSchedule(learningRate: -1)
      })
  }

  @Test func `a cycle of two steps has rates that are numbers`() {
    for warmUp: Float in [0, 0.25, 0.5, 1] {
      for steps in 2...4 {
        let schedule = LearningRateSchedule.oneCycle(peak: 1, over: steps, warmUp: warmUp)
        #expect((0..<steps + 2).allSatisfy { (0...1).contains(schedule($0)) }, "\(steps) steps, \(warmUp)")
      }
    }
    #expect(LearningRateSchedule.oneCycle(peak: 1, over: 2, warmUp: 0.5)(0) == 1)
  }

  @Test func `every epoch of a loader has an order of its own`() {
    var rng = SplitMix64(seed: 1)
    let loader = DataLoader(Array(0..<50), Array(0..<50), batchSize: 7)
    let epochs = (0..<3).map { _ in loader.shuffled(using: &rng).flatMap(\.indices) }
    #expect(Set(epochs).count == 3)
    #expect(epochs.allSatisfy { $0.sorted() == Array(0..<50) })
  }

  @Test func `a validation loss is the mean over samples, whatever the batches`() {
    let model = Linear(weight: [[1]], bias: nil)
    let x = Tensor([1, 2, 3, 4, 50], shape: [5, 1])
    var rng = SplitMix64(seed: 1)
    let loader = DataLoader(x, x * 2, batchSize: 2)
    let history = fit(
      SGD(model, learningRate: 0), loader, epochs: 1, validation: loader, using: &rng
    ) { batch, _ in meanSquaredError(model(batch.inputs), batch.targets) }
    let expected = Float(1 + 4 + 9 + 16 + 2500) / 5
    #expect(abs(history.validationLosses[0] / expected - 1) < 1e-6)
    #expect(abs(history.epochLosses[0] / expected - 1) < 1e-6)
  }

  @Test func `the last accumulated group is a mean over the batches it has`() {
    let x = Tensor([1, 2, 3], shape: [3, 1])
    func weight(after batches: Int, of data: Tensor) -> Float {
      let model = Linear(weight: [[1]], bias: nil)
      var rng = SplitMix64(seed: 1)
      fit(
        SGD(model, learningRate: 0.01), DataLoader(data, data * 0, batchSize: 1), epochs: 1,
        options: [.accumulating(batches: batches)], using: &rng
      ) { batch, _ in model(batch.inputs).sum() }
      return model.weight.scalars[0]
    }
    // Two steps: one from the mean of two batches, one from the last batch alone. The order is random, the sum is not.
    let same = Tensor([2, 2, 2], shape: [3, 1])
    #expect(abs(weight(after: 2, of: same) - (1 - 0.01 * 2 - 0.01 * 2)) < 1e-6)
    #expect(abs(weight(after: 3, of: x) - (1 - 0.01 * 2)) < 1e-6)
  }

  @Test func `dropout keeps the mean`() {
    var rng = SplitMix64(seed: 3)
    let kept = Dropout(rate: 0.3, using: &rng)(.ones([100_000]), .training)
    #expect(abs(kept.mean().scalar - 1) < 0.01)
    #expect(Set(kept.scalars) == [0, 1 / 0.7])
  }

  @Test func `ignored rows may hold anything`() {
    let nan = Self.missing
    let q = Parameter(Tensor([[1, 2, 3], [nan, 0, 0], [-Float.infinity, nan, 0]]))
    let loss = crossEntropy(logits: q.value, labels: [0, 2, 2], ignoredLabel: 2)
    loss.backward()
    #expect(loss.scalar.isFinite)
    #expect(q.gradient?.scalars.suffix(6).allSatisfy { $0 == 0 } == true)
  }

  enum Attention: CaseIterable {
    case heads, packed, dotProduct
  }

  @Test(arguments: Attention.allCases)
  func `what a mask hides may hold anything`(form: Attention) {
    let nan = Self.missing
    let hidden = Parameter(Tensor([1, 0, nan, nan], shape: [1, 2, 2]))
    let plain = Parameter(Tensor([1, 0, 7, 9], shape: [1, 2, 2]))
    func result(_ p: Parameter) -> Tensor {
      let queries = Tensor.ones([1, 2, 2])
      let mask = Tensor([1, 0], shape: [1, 2])
      switch form {
      case .heads:
        let heads = p.value.reshaped(to: [1, 1, 2, 2])
        return scaledDotProductAttention(
          queries: queries.reshaped(to: [1, 1, 2, 2]), keys: heads, values: heads,
          mask: mask.reshaped(to: [1, 1, 1, 2]))
      case .packed:
        let packed = Tensor.concatenated([queries, p.value, p.value], axis: 2)
        return selfAttention(packed: packed, heads: 1, mask: mask.reshaped(to: [1, 1, 1, 2]))
      case .dotProduct:
        return DotProductAttention()(queries, keys: p.value, mask: mask).context
      }
    }
    let (y, expected) = (result(hidden), result(plain))
    #expect(y.scalars == expected.scalars && y.isFinite)
    y.sum().backward()
    expected.sum().backward()
    #expect(hidden.gradient?.scalars == plain.gradient?.scalars)
    #expect(hidden.gradient?.isFinite == true)
  }
}
