import Foundation
import NeuralNetworks
import TestSupport
import Testing

struct CheckpointTests {
  /// A small network with everything that has a state: running moments, dropout, and batches that are drawn.
  struct Run {
    let model: Sequential
    let optimizer: any Optimizer
    var rng: SplitMix64

    init(_ make: ([ParameterGroup]) -> any Optimizer) {
      var start = SplitMix64(seed: 5)
      let first = Linear(inputs: 3, outputs: 6, using: &start)
      let rest = Sequential {
        BatchNorm(channels: 6)
        Tanh()
        Dropout(rate: 0.3, using: &start)
        Linear(inputs: 6, outputs: 2, using: &start)
      }
      model = Sequential {
        first
        rest
      }
      optimizer = make([
        ParameterGroup(first, learningRateFactor: 0.5), ParameterGroup(rest, weightDecay: 0.02),
      ])
      rng = start.split()
    }

    /// Trains to `end`; the schedule changes the rate at each step.
    mutating func train(from step: Int, to end: Int) -> [Float] {
      fit(
        optimizer, steps: end,
        options: [.resuming(atStep: step), .learningRate { 0.05 / Float(1 + $0) }]
      ) { _ in
        let x = Tensor.normal([8, 3], using: &rng)
        return meanSquaredError(model(x, .training), x.slice(axis: 1, 0..<2).squared())
      }.losses
    }

    var bits: [UInt32] {
      model.parameters.flatMap { $0.value.scalars.map(\.bitPattern) }
        + model.namedBuffers.flatMap { $0.buffer.value.scalars.map(\.bitPattern) }
    }
  }

  enum Method: String, CaseIterable {
    case sgd, momentum, adam, adamW, rmsProp, rmsPropWithMomentum, adagrad

    func optimizer(_ groups: [ParameterGroup]) -> any Optimizer {
      switch self {
      case .sgd: SGD(groups, learningRate: 0.1, weightDecay: 0.1)
      case .momentum: SGD(groups, learningRate: 0.1, momentum: 0.9, nesterov: true)
      case .adam: Adam(groups, learningRate: 0.1)
      case .adamW: AdamW(groups, learningRate: 0.1)
      case .rmsProp: RMSprop(groups, learningRate: 0.1)
      case .rmsPropWithMomentum: RMSprop(groups, learningRate: 0.1, momentum: 0.8)
      case .adagrad: Adagrad(groups, learningRate: 0.1)
      }
    }
  }

  @Test(arguments: Method.allCases)
  func `a run that is resumed has the bits of one that never stopped`(method: Method) throws {
    var whole = Run(method.optimizer)
    let losses = whole.train(from: 0, to: 12)
    var first = Run(method.optimizer)
    let before = first.train(from: 0, to: 5)
    let folder = try TemporaryFolder(), file = folder.url.appending(path: "run.safetensors").path
    defer { withExtendedLifetime(folder) {} }
    try Checkpoint(first.model, first.optimizer, generator: first.rng, step: 5).write(to: file)

    var second = Run(method.optimizer)
    _ = second.train(from: 0, to: 2)
    let checkpoint = try Checkpoint(contentsOf: file)
    try checkpoint.restore(second.model, second.optimizer)
    second.rng = try #require(checkpoint.generator)
    let after = second.train(from: checkpoint.step, to: 12)
    #expect((before + after).map(\.bitPattern) == losses.map(\.bitPattern))
    #expect(second.bits == whole.bits)
    #expect(first.bits != whole.bits)
  }

  @Test func `a state holds copies, and what has not been changed yet stays so`() throws {
    let (used, unused) = (Parameter([1, 2]), Parameter([3]))
    let optimizer = Adam([used, unused], learningRate: 0.1)
    used.gradient = [1, -1]
    optimizer.step()
    let state = optimizer.state
    let mean = state.memories["exp_avg"]?[0]?.scalars
    #expect(mean?.count == 2 && state.steps == [1, 0])
    #expect(state.memories["exp_avg"].map { $0.map { $0 == nil } } == [false, true])
    used.gradient = [5, 5]
    optimizer.step()
    #expect(state.memories["exp_avg"]?[0]?.scalars == mean)
  }

  @Test func `a checkpoint of another training is refused, and nothing is changed`() throws {
    var run = Run(Method.adam.optimizer)
    _ = run.train(from: 0, to: 3)
    let checkpoint = Checkpoint(run.model, run.optimizer, step: 3)
    let other = Run(Method.sgd.optimizer)
    let bits = other.bits
    let error = #expect(throws: SafetensorsError.self) {
      try checkpoint.restore(other.model, other.optimizer)
    }
    #expect(
      error?.description == "a checkpoint in memory: expected a checkpoint of SGD but got one of Adam")
    let whole = Run { _ in Adam(Run(Method.adam.optimizer).model, learningRate: 0.1) }
    #expect(throws: SafetensorsError.self) { try checkpoint.restore(whole.model, whole.optimizer) }
    #expect(other.bits == bits)
    let weights = Safetensors(run.model)
    let none = #expect(throws: SafetensorsError.self) { try Checkpoint(weights) }
    #expect(none?.description == "tensors in memory: expected a checkpoint but it has no step")
    #expect(try Checkpoint(checkpoint.encoded).step == 3)
  }

  private final class Own: Optimizer {
    let parameters = [Parameter([1])]
    var learningRate: Float = 1
    func step() {}
  }

  @Test func `an optimizer that cannot be saved says so`() async {
    expectMessage(
      "Own cannot be saved: it expects a property `state`",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = Own().state })
  }

  @Test func `groups have rates and decays of their own, and can be frozen`() {
    let (a, b, c) = (Parameter([1]), Parameter([1]), Parameter([1]))
    let frozen = ParameterGroup(c)
    let optimizer = SGD(
      [
        ParameterGroup(a, learningRate: 0.5, weightDecay: 0), ParameterGroup([b], learningRateFactor: 0.1),
        frozen,
      ], learningRate: 1, weightDecay: 0.5)
    frozen.isFrozen = true
    #expect(optimizer.parameters.count == 3 && optimizer.parameterGroups.count == 3)
    for parameter in [a, b, c] { parameter.gradient = [1] }
    optimizer.step()
    #expect(a.value.scalars == [0.5] && b.value.scalars == [1 - Float(0.1) * 1.5] && c.value.scalars == [1])
    frozen.isFrozen = false
    optimizer.learningRate = 0
    for parameter in [a, b, c] { parameter.gradient = [1] }
    optimizer.step()
    #expect(a.value.scalars == [0] && b.value.scalars == [1 - Float(0.1) * 1.5] && c.value.scalars == [1])
  }

  @Test func `groups that say two things are refused`() async {
    expectMessage(
      "ParameterGroup expects a learning rate or a factor of the optimizer's, not both",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ParameterGroup(Parameter([1]), learningRate: 1, learningRateFactor: 2)
      })
    expectMessage(
      "SGD expects each parameter once",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let w = Parameter([1])
        _ = SGD([ParameterGroup(w), ParameterGroup(w)], learningRate: 1)
      })
  }
}
