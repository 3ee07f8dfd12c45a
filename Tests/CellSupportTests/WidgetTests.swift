import CellSupport
import TestSupport
import Testing

@Suite struct WidgetTests {
  private static let seven: [[Float]] = [
    [0, 2, 2, 2, 0], [0, 0, 0, 2, 0], [0, 0, 2, 0, 0], [0, 2, 0, 0, 0], [0, 2, 0, 0, 0],
  ]
  private static let edge: [[Float]] = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]

  private static func widget(_ displayable: some Displayable) throws -> Widget {
    guard case .widget(let widget) = try #require(displayable.displays.first) else { throw WireError() }
    return widget
  }

  private static func windows(_ window: MovingWindow) throws -> Widget.Windows {
    guard case .windows(let windows) = try widget(window).kind else { throw WireError() }
    return windows
  }

  @Test func `a window's maps are the engine's, for each stride and padding`() throws {
    let windows = try Self.windows(
      MovingWindow(Tensor(Self.seven), weight: Tensor(Self.edge), strides: [1, 2], paddings: [0, 1]))
    let settings = windows.scenes[0].settings
    #expect(settings.map { [$0.stride, $0.padding] } == [[1, 0], [1, 1], [2, 0], [2, 1]])
    #expect(settings[0].sums == [[[-4, -2, 4], [-2, 0, 2], [-2, 4, 2]]])
    #expect(settings[1].sums[0].count == 5 && settings[3].sums[0].count == 3)
    #expect(settings[2].sums[0] == [[-4, 4], [-2, 2]])
    #expect(settings.allSatisfy { $0.pooled.isEmpty } && !windows.relu)
    #expect(windows.start == .init(setting: 1, place: [0, 0]))
  }

  @Test func `with pooling come the bias and a ReLU, and what remains is the largest of each square`() throws
  {
    let input = Tensor((0..<32).map { Float($0 % 5) - 2 }, shape: [2, 4, 4])
    let weight = Tensor([1, -1], shape: [1, 2, 1, 1])
    let windows = try Self.windows(
      MovingWindow(
        input, weight: weight, bias: [-1], channels: ["a", "b"], kernels: ["K"], pooling: 2))
    let setting = windows.scenes[0].settings[0]
    let numbers = input.scalars
    let sums = (0..<16).map { Double(numbers[$0] - numbers[$0 + 16] - 1) }
    #expect(setting.sums[0].flatMap { $0 } == sums)
    let kept = (0..<2).map { row in
      (0..<2).map { column in
        [0, 1, 4, 5].map { max(0, sums[8 * row + 2 * column + $0]) }.max() ?? -1
      }
    }
    #expect(setting.pooled == [kept] && windows.relu && windows.pool == 2)
    #expect(windows.scenes[0].kernels == [.init(name: "K", bias: -1, weights: [[[1]], [[-1]]])])
  }

  @Test func `scenes to choose from have the same dials`() async throws {
    let one = MovingWindow(Tensor(Self.seven), weight: Tensor(Self.edge))
    let windows = try Self.windows(MovingWindow(choosing: "Ink", [("a", one), ("b", one)]))
    #expect(windows.choice == "Ink" && windows.scenes.map(\.name) == ["a", "b"])
    await #expect(processExitsWith: .failure) {
      let window = { (strides: [Int]) in
        MovingWindow(Tensor([[1, 2], [3, 4]]), weight: Tensor([[1]]), strides: strides)
      }
      _ = MovingWindow(choosing: "Ink", [("a", window([1])), ("b", window([2]))])
    }
    await #expect(processExitsWith: .failure) {
      _ = MovingWindow(Tensor([[1, 2], [3, 4]]), weight: Tensor([[1]]), kernels: ["A", "B"])
    }
  }

  private static func filtered(_ kernel: [[Float]]) throws -> [Float] {
    guard case .kernels(let bench) = try widget(KernelPad(kernel: kernel)).kind else { throw WireError() }
    return bench.filtered
  }

  @Test func `a kernel's picture is the drawing's convolution`() async throws {
    let drawing = try Self.filtered([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    #expect(
      drawing.count == 784 && drawing.allSatisfy { (0...1).contains($0) && ($0 * 16).rounded() == $0 * 16 })
    // The upper bar of the seven: a pen of radius 1.1 around the line from (7, 6) to (21, 6).
    #expect(drawing[28 * 5 + 14] == 1 && drawing[28 * 6 + 14] == 1 && drawing[28 * 3 + 14] == 0)
    let edges = try Self.filtered([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    for (row, column) in [(5, 6), (14, 17), (22, 14), (13, 27)] {
      func ink(_ dy: Int, _ dx: Int) -> Float {
        (0..<28).contains(row + dy) && (0..<28).contains(column + dx)
          ? drawing[28 * (row + dy) + column + dx] : 0
      }
      let sum = [(-1, Float(1)), (0, 2), (1, 1)].map { $1 * (ink($0, -1) - ink($0, 1)) }.reduce(0, +)
      #expect(edges[28 * row + column] == sum)
    }
    await #expect(processExitsWith: .failure) { _ = KernelPad(kernel: [[1, 2], [3, 4]]) }
  }

  @Test func `gates are those of the engine's cell`() async throws {
    let pulled = GatesToPull(inputs: [1, -0.5, 0], forget: 0.75, input: 0.5, output: 0.25)
    guard case .gates(let gates) = try Self.widget(pulled).kind else { throw WireError() }
    var cell = 0.0
    for (t, x) in [1.0, -0.5, 0].enumerated() {
      let candidate = Double(Tensor([Float(x)]).tanh().scalars[0])
      cell = 0.75 * cell + 0.5 * candidate
      #expect(abs(gates.candidates[t] - candidate) < 1e-6 && abs(gates.cells[t] - cell) < 1e-6)
      #expect(abs(gates.hidden[t] - 0.25 * Double(Tensor([Float(cell)]).tanh().scalars[0])) < 1e-6)
    }
    await #expect(processExitsWith: .failure) {
      _ = GatesToPull(inputs: [1], forget: 1, input: 0.5, output: 0.5)
    }
  }

  private static func planes(_ displayable: some Displayable) throws -> Widget.Planes {
    guard case .planes(let planes) = try widget(displayable).kind else { throw WireError() }
    return planes
  }

  @Test func `a line's answers are the sigmoids of its sums`() async throws {
    let corners: [(x: Float, y: Float)] = [(0, 0), (0, 1), (1, 0), (1, 1)]
    let names = ["00", "01", "10", "11"]
    let planes = try Self.planes(
      LineToDrag(
        [("AND", corners, [false, false, false, true]), ("OR", corners, [false, true, true, true])],
        names: names,
        weights: (2, 2), bias: -3))
    #expect(planes.choice == "Points" && planes.scenes.map(\.name) == ["AND", "OR"])
    #expect(planes.scenes[1].values == [0, 1, 1, 1] && planes.scenes[1].start == [2, 2, -3])
    let sums: [Float] = [-3, -1, -1, 1]
    let answers = Tensor(sums).sigmoid().scalars.map { Double($0) }
    #expect(zip(planes.scenes[0].outputs, answers).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(planes.range[0] < 0 && planes.range[1] > 1)
    await #expect(processExitsWith: .failure) {
      _ = LineToDrag([("AND", [(x: 0, y: 1)], [true, false])], names: ["a"], weights: (1, 1), bias: 0)
    }
  }

  @Test func `a query's weights are the softmax of its products by the root of 2`() async throws {
    let planes = try Self.planes(
      QueryToTurn(keys: [("a", 1, 0), ("b", 0, 1)], values: [10, 20], query: (2, 1)))
    let scores: [Float] = [2, 1].map { $0 / Float(2).squareRoot() }
    let shares = Tensor(scores).softmax().scalars.map { Double($0) }
    #expect(zip(planes.scenes[0].outputs, shares).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(planes.scenes[0].values == [10, 20] && planes.range == [-2.5, 2.5] && planes.choice.isEmpty)
    await #expect(processExitsWith: .failure) {
      _ = QueryToTurn(keys: [("a", 1, 0)], values: [1, 2], query: (2, 1))
    }
  }

  @Test func `a neuron's answers are the sigmoids of its sums, wherever a knob is`() async throws {
    let (sun, wind) = (Scalar(2, name: "sun"), Scalar(3, name: "wind"))
    let turned = KnobsToTurn(
      inputs: [sun, wind], weights: [Scalar(0.5, name: "first"), Scalar(-1)], bias: Scalar(1),
      inputRange: 0...6, biasRange: -4...5)
    guard case .knobs(let data) = try Self.widget(turned).kind else { throw WireError() }
    #expect(data.knobs.map(\.name) == ["sun", "wind", "first", "w₂", "b"])
    #expect(data.knobs.map(\.start) == [2, 3, 0.5, -1, 1])
    #expect(data.knobs.map(\.range) == [[0, 6], [0, 6], [-2, 2], [-2, 2], [-4, 5]])
    // At the start, then with each number at both ends: with the sun at 0 the sum is −3 + 1.
    let sums: [Double] = [-1, -2, 1, 2, -4, -6, 2, -4, 8, -6, 3]
    let answers = sums.map { 1 / (1 + exp(-$0)) }
    #expect(zip(data.outputs, answers).allSatisfy { abs($0 - $1) < 1e-12 } && data.outputs.count == 11)
    // The still is the diagram with lines as thick as the sliders allow.
    let same = NeuronDiagram(
      inputs: [sun, wind], weights: [Scalar(0.5, name: "first"), Scalar(-1, name: "w₂")],
      bias: Scalar(1, name: "b"), thickest: 2
    ) { $0.sigmoid() }
    #expect(try Self.widget(turned).stills.map(\.alternative) == [same.alternative])
    await #expect(processExitsWith: .failure) {
      _ = KnobsToTurn(inputs: [Scalar(5)], weights: [Scalar(1)], bias: Scalar(0))
    }
    await #expect(processExitsWith: .failure) {
      _ = KnobsToTurn(inputs: [Scalar(1)], weights: [], bias: Scalar(0))
    }
  }

  @Test func `balls take the steps of the optimizers' rules`() async throws {
    let dropped = BallsToDrop([.gutter, .hollows], learningRate: 0.05)
    guard case .surfaces(let data) = try Self.widget(dropped).kind else { throw WireError() }
    #expect(data.runners.map(\.rule) == ["sgd", "momentum", "rmsprop", "adam"])
    let gutter = data.surfaces[0]
    // Along the gutter gradient descent keeps 0.95 of the distance at each step, across it −0.25.
    for (step, place) in gutter.paths[0].prefix(20).enumerated() {
      let expected = zip([-1.9, 0.5], [0.95, -0.25]).map { start, factor in
        (0..<step).reduce(start) { place, _ in place * factor }
      }
      #expect(zip(place, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "step \(step)")
    }
    // Momentum's second step adds 0.9 of the first one.
    let first = 0.05 * -1.9
    #expect(abs(gutter.paths[1][2][0] - (-1.9 - first - (0.9 * first + 0.05 * (-1.9 - first)))) < 1e-6)
    // Adam's first step is one learning rate along both weights.
    #expect(zip(gutter.paths[3][1], [-1.85, 0.45]).allSatisfy { abs($0 - $1) < 1e-5 })
    // In the left hollow gradient descent stays; momentum rolls on into the right one.
    let ends = data.surfaces[1].paths.map { $0[60][0] }
    #expect(ends[0] < -0.5 && ends[1] > 0.5, "\(ends)")
    await #expect(processExitsWith: .failure) { _ = BallsToDrop([.saddle], learningRate: 2) }
  }

  @Test func `units that bend begin as a bump, and training comes closer`() async throws {
    let shown = UnitsToBend(toward: Curves.squiggle, over: 0...1)
    guard case .bends(let bends) = try Self.widget(shown).kind else { throw WireError() }
    #expect(bends.scenes.map(\.rule) == ["sigmoid", "relu", "none"])
    func error(_ network: Widget.Bends.Network) -> Double {
      zip(network.outputs, bends.target).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) / 101
    }
    let bump = bends.scenes[0].start
    #expect(bump.units.map { -$0[1] / $0[0] } == [0.25, 0.75] && bump.units[0][2] == -bump.units[1][2])
    // Half of the first sigmoid's weight where it bends, since the other one is still nearly 0 there.
    #expect(abs(bump.outputs[25] - bump.units[0][2] / 2) < 1e-3)
    #expect(abs(bends.target[50] - 1) < 1e-9)
    let errors = bends.scenes.map { error($0.found) }
    #expect(errors[0] < 1e-3 && errors[1] < 0.02 && errors[2] > 0.1, "\(errors)")
    for scene in bends.scenes {
      #expect(error(scene.found) < error(scene.start))
      for (part, limit) in scene.limits.enumerated() {
        #expect((scene.start.units + scene.found.units).allSatisfy { abs($0[part]) <= limit })
      }
    }
    // Without a bend the sum is a line: it curves nowhere.
    for outputs in [bends.scenes[2].start.outputs, bends.scenes[2].found.outputs] {
      for (index, middle) in outputs.enumerated().dropFirst().dropLast() {
        let curvature: Double = outputs[index - 1] - 2 * middle + outputs[index + 1]
        #expect(abs(curvature) < 1e-5)
      }
    }
    await #expect(processExitsWith: .failure) { _ = UnitsToBend(toward: { _ in 0 }, over: 0...1) }
  }

  @Test func `an open network has the engine's layers, and a picture of each class that it reads`()
    async throws
  {
    var rng = SplitMix64(seed: 5)
    let model = Sequential {
      Conv2D(inputChannels: 1, outputChannels: 3, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      GlobalMaxPool()
      Linear(inputs: 3, outputs: 2, using: &rng)
    }
    let features = Tensor.uniform([6, 1, 6, 6], from: 0, to: 1, using: &rng)
    let logits = withoutGradient { model(features, .inference) }
    let answers = logits.argmax().scalars
    // The third and the fifth are read wrongly.
    let labels = answers.enumerated().map { [2, 4].contains($0) ? 1 - $1 : $1 }
    let data = Dataset(
      values: features.scalars, sampleShape: [1, 6, 6], targets: labels, classNames: ["a", "b"])
    guard case .layers(let demo) = try Self.widget(NetworkMaps(model, like: data)).kind else {
      throw WireError()
    }
    #expect(
      demo.networks[0].layers.map(\.operation) == [.conv2D, .relu, .maxPool2D, .globalMaxPool, .linear])
    let chosen = ["a", "b"].enumerated().compactMap { label, _ in
      answers.indices.first { answers[$0] == label && labels[$0] == label }
    }.sorted()
    #expect(demo.examples.map(\.logits) == chosen.map { [logits[$0].scalars] })
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 5)
      let flat = Sequential { Linear(inputs: 4, outputs: 2, using: &rng) }
      _ = NetworkMaps(flat, like: Dataset(values: [0, 0, 0, 1], sampleShape: [1, 2, 2], targets: [0]))
    }
  }
}
