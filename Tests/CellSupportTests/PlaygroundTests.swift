import CellSupport
import TestSupport
import Testing

@Suite struct PlaygroundTests {
  @Test func `it records the engine's training from its settings`() throws {
    let playground = Playground(
      .moons, layers: [5], activation: .relu, optimizer: .momentum, learningRate: 0.1, weightDecay: 0.003,
      seed: 9, steps: 100)
    var rng = SplitMix64(seed: 9)
    let model = Sequential {
      Linear(inputs: 2, outputs: 5, using: &rng)
      ReLU()
      Linear(inputs: 5, outputs: 1, using: &rng)
    }
    var weights: [Float] { model.parameters.flatMap { $0.value.scalars } }
    #expect(playground.record.first == weights && weights.count == playground.weightCount)
    let points = try #require(playground.sets.first { $0.points == .moons }).known
    let features = Tensor(points.coordinates, shape: [points.labels.count, 2])
    let targets = Tensor(points.labels.map { Float($0) }, shape: [points.labels.count, 1])
    let optimizer = SGD(model, learningRate: 0.1, momentum: 0.9, weightDecay: 0.003)
    let losses = (0..<100).map { _ in
      let loss = binaryCrossEntropy(logits: model(features), targets: targets)
      loss.backward()
      optimizer.step()
      return loss.scalar
    }
    #expect(playground.record.losses == losses && playground.record.last == weights)
  }

  @Test func `every set has two classes of equal size, around 0, and other points to judge by`() {
    let sets = Playground(layers: [1], steps: 100).sets
    #expect(sets.map(\.points) == Playground.Points.allCases)
    for set in sets {
      #expect(set.known.labels.count == 120 && set.known.labels.filter { $0 == 1 }.count == 60)
      #expect(set.later.labels.count == 120 && set.later.coordinates != set.known.coordinates)
      let mean = set.known.coordinates.reduce(0, +) / 240
      #expect(abs(mean) < 1e-5, "\(set.points)")
    }
  }

  @Test func `its still says how far the training came`() {
    let still = Playground(.clouds, layers: [8], learningRate: 0.1, steps: 300).still
    #expect(still.alternative.contains("after 100 steps and after 300. In the end 1"))
    #expect(still.data == nil && still.element != nil)
  }

  @Test(arguments: [[], [8, 8], [3, 2, 4]])
  func `its still draws the trained weights as lines`(layers: [Int]) throws {
    let playground = Playground(.circles, layers: layers, learningRate: 0.03, steps: 100)
    let svg = try #require(playground.still.element).markup
    // In the network's colour of weights: a move and a line for each, and dashes for those below 0.
    let paths = svg.matches(of: /<path d="([ML0-9. ]+)"[^>]*?stroke="[^"]*#684600[^>]*>/)
    let lines = paths.reduce(0) { $0 + $1.1.count { $0 == "L" } }
    let sizes = [2] + layers + [1]
    #expect(lines == zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 })
    let hasNegative = paths.contains { $0.0.contains("stroke-dasharray") }
    #expect(hasNegative || layers.isEmpty)
    #expect(svg.contains(">output<") && svg.contains(">inputs<"))
    #expect(
      playground.still.alternative.hasSuffix(
        "each weight is a line, thicker the larger it is, and dashed below 0."))
  }

  @Test func `settings that the page does not offer are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Playground(layers: [8, 9]) }
    await #expect(processExitsWith: .failure) { _ = Playground(layers: [1, 1, 1, 1]) }
    await #expect(processExitsWith: .failure) { _ = Playground(learningRate: 0.02) }
    await #expect(processExitsWith: .failure) { _ = Playground(weightDecay: -1) }
    await #expect(processExitsWith: .failure) { _ = Playground(steps: 99) }
  }
}
