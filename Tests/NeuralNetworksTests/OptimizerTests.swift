import NeuralNetworks
import TestSupport
import Testing

struct OptimizerTests {
  private static let makers: [String: @Sendable ([Parameter]) -> any Optimizer] = [
    "SGD": { SGD($0, learningRate: 0.1) },
    "SGD, momentum": { SGD($0, learningRate: 0.1, momentum: 0.9) },
    "SGD, Nesterov, decay": {
      SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.05)
    },
    "Adam": { Adam($0, learningRate: 0.01) },
    "Adam, decay": { Adam($0, learningRate: 0.01, betas: (0.8, 0.95), epsilon: 1e-6, weightDecay: 0.1) },
    "AdamW": { AdamW($0, learningRate: 0.01, weightDecay: 0.1) },
    "RMSprop": { RMSprop($0, learningRate: 0.01) },
    "RMSprop, momentum, decay": { RMSprop($0, learningRate: 0.01, momentum: 0.9, weightDecay: 0.1) },
    "Adagrad": { Adagrad($0, learningRate: 0.1, weightDecay: 0.1) },
  ]

  @Test func `each optimizer takes PyTorch's steps`() throws {
    for fixture in try Fixture.load("optimizers") {
      let parameter = Parameter(fixture["start"])
      let make = try #require(Self.makers[fixture.name])
      let optimizer = make([parameter])
      for step in 0..<5 {
        parameter.gradient = fixture["gradients"][step]
        optimizer.step()
        expectClose(
          parameter.value, fixture["weights"][step], rtol: 1e-5, atol: 1e-6, "\(fixture), step \(step)")
      }
      #expect(parameter.gradient == nil, "step uses the gradients up")
    }
  }

  @Test func `groups with a rate and a decay of their own take PyTorch's steps`() throws {
    let makers: [String: (rate: Float, decay: Float, make: ([ParameterGroup]) -> any Optimizer)] = [
      "SGD, Nesterov, decay": (0.1, 0.05, { SGD($0, learningRate: 1, momentum: 0.9, nesterov: true) }),
      "AdamW": (0.01, 0.1, { AdamW($0, learningRate: 1) }),
      "RMSprop, momentum, decay": (0.01, 0.1, { RMSprop($0, learningRate: 1, momentum: 0.9) }),
      "Adagrad": (0.1, 0.1, { Adagrad($0, learningRate: 1) }),
    ]
    let fixtures = try Fixture.load("optimizers").filter { makers[$0.name] != nil }
    #expect(fixtures.count == makers.count)
    for fixture in fixtures {
      let (rate, decay, make) = try #require(makers[fixture.name])
      let parameters = (0..<2).map { _ in Parameter(fixture["start"]) }
      let optimizer = make([
        ParameterGroup([parameters[0]], learningRate: rate, weightDecay: decay),
        ParameterGroup([parameters[1]], learningRateFactor: rate, weightDecay: decay),
      ])
      for step in 0..<5 {
        for parameter in parameters { parameter.gradient = fixture["gradients"][step] }
        optimizer.step()
        for parameter in parameters {
          expectClose(
            parameter.value, fixture["weights"][step], rtol: 1e-5, atol: 1e-6, "\(fixture), step \(step)")
        }
      }
    }
  }

  @Test func `each schedule has PyTorch's rates`() throws {
    let schedules: [String: LearningRateSchedule] = [
      "step": .step(from: 0.1, factor: 0.5, every: 7),
      "exponential": .exponential(from: 0.1, factor: 0.9),
      "cosine": .cosine(from: 0.1, to: 0.01, over: 30),
      "oneCycle": .oneCycle(peak: 0.1, over: 30),
    ]
    for fixture in try Fixture.load("schedules") where fixture.name != "plateau" {
      let schedule = try #require(schedules[fixture.name])
      expectClose(
        Tensor((0..<30).map { schedule($0) }), fixture["rates"], rtol: 1e-5, atol: 1e-8, "\(fixture)")
    }
  }

  @Test func `a plateau lowers the rate as PyTorch does`() throws {
    let fixture = try #require(try Fixture.load("schedules").first { $0.name == "plateau" })
    var plateau = PlateauSchedule(
      learningRate: 0.1, factor: 0.3, patience: 2, threshold: 0.01, minimum: 0.002)
    let rates = fixture["losses"].scalars.map { plateau.report($0) }
    expectClose(Tensor(rates), fixture["rates"], rtol: 1e-5, atol: 1e-8)
  }

  @Test func `a linear schedule equals the chapters' formulas, to the bit, and ends at 0`() {
    for (rate, steps) in [(Float(0.02), 1600), (0.007, 335), (0.005, 316), (0.3, 7)] {
      let (falling, cooling) = (
        LearningRateSchedule.linear(from: rate, over: steps),
        LearningRateSchedule.linear(from: rate, over: steps, holding: 0.5)
      )
      for step in 0..<steps {
        #expect(falling(step) == rate * (1 - Float(step) / Float(steps)), "\(step) of \(steps)")
        #expect(
          cooling(step) == rate * min(1, 2 - 2 * Float(step) / Float(steps)), "\(step) of \(steps)")
      }
      #expect(falling(steps) == 0 && cooling(2 * steps) == 0)
    }
    let late = LearningRateSchedule.linear(from: 1, over: 100, holding: 0.8)
    #expect(late(80) == 1 && abs(late(90) - 0.5) < 1e-6)
  }

  @Test func `warm-up rises to the schedule's start, and a plateau lowers the rate`() {
    let schedule = LearningRateSchedule.constant(0.4).afterWarmUp(steps: 4)
    #expect((0..<6).map { schedule($0) } == [0.1, 0.2, 0.3, 0.4, 0.4, 0.4].map { Float($0) })
    var plateau = PlateauSchedule(learningRate: 1, factor: 0.5, patience: 1)
    #expect([3, 2, 2, 2, 1].map { plateau.report($0) } == [1, 1, 1, 0.5, 0.5])
  }

  enum Method: CaseIterable {
    case sgd, adam, adamW, rmsProp, adagrad
  }

  @Test(arguments: Method.allCases)
  func `a frozen parameter and one without a gradient stay`(method: Method) {
    let (frozen, unused, used) = (Parameter([1]), Parameter([2]), Parameter([3]))
    frozen.isFrozen = true
    let all = [frozen, unused, used]
    let optimizer: any Optimizer =
      switch method {
      case .sgd: SGD(all, learningRate: 0.1, weightDecay: 0.5)
      case .adam: Adam(all, learningRate: 0.1, weightDecay: 0.5)
      case .adamW: AdamW(all, learningRate: 0.1, weightDecay: 0.5)
      case .rmsProp: RMSprop(all, learningRate: 0.1, weightDecay: 0.5)
      case .adagrad: Adagrad(all, learningRate: 0.1, weightDecay: 0.5)
      }
    (frozen.value * used.value).sum().backward()
    // A gradient from before the freezing.
    frozen.gradient = [5]
    optimizer.step()
    #expect(frozen.value.scalars == [1] && unused.value.scalars == [2] && used.value.scalars[0] < 3)
  }

  @Test func `clipping scales all gradients by one factor, or bounds each`() {
    let (a, b) = (Parameter([0, 0]), Parameter([0]))
    a.gradient = [3, 0]
    b.gradient = [4]
    #expect(clipByGlobalNorm([a, b], to: 1) == 5)
    expectClose(a.gradient ?? 0, [0.6, 0], rtol: 1e-5)
    #expect((globalGradientNorm([a, b]) - 1).magnitude < 1e-5)
    (a.gradient, b.gradient) = ([3, 0], [4])
    #expect(clipByGlobalNorm([a, b], to: 10) == 5 && a.gradient?.scalars == [3, 0], "nothing is scaled up")
    a.gradient = [3, -0.2]
    clipByValue([a], to: 0.5)
    #expect(a.gradient?.scalars == [0.5, -0.2])
  }

  @Test func `a step leaves earlier copies of the weights as they were`() {
    let parameter = Parameter([1, 2])
    let before = parameter.value
    let loss = (parameter.value * parameter.value).sum()
    loss.backward()
    SGD([parameter], learningRate: 0.5).step()
    #expect(before.scalars == [1, 2] && parameter.value.scalars == [0, 0])
    // The loss still refers to the weights that it was computed from.
    loss.backward()
    #expect(parameter.gradient?.scalars == [2, 4])
  }
}
