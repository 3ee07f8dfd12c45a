import NeuralNetworks
import TestSupport
import Testing

/// Recurrent layers compared with PyTorch's results: `Tests/Fixtures/recurrent.py`.
struct RecurrentFixtureTests {
  static let cases: [Fixture] = (try? Fixture.load("recurrent")) ?? []
  static let layers = cases(of: .layer)
  static let cells = cases(of: .cell)
  static let curves = cases(of: .curve)

  private enum Part: String { case layer, cell, curve }
  private enum Kind: String { case rnn = "RNN", lstm = "LSTM", gru = "GRU" }

  private static func cases(of part: Part) -> [Fixture] { cases.filter { $0.choice("part") == part } }

  @Test func `the fixtures are there`() {
    #expect(Self.layers.count == 29 && Self.cells.count == 3 && Self.curves.count == 3)
  }

  @Test("layers compute what PyTorch computes, fused and step by step", arguments: layers)
  func layer(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let (inputs, hidden, layers) = (fixture.int("inputs"), fixture.int("hidden"), fixture.int("layers"))
    let (both, bias) = (fixture.flag("bidirectional"), fixture.flag("bias"))
    switch fixture.choice("kind", of: Kind.self) {
    case .rnn:
      compare(
        RNN(
          inputs: inputs, hidden: hidden, layers: layers, bidirectional: both,
          activation: fixture.flag("relu") ? .relu : .tanh, bias: bias, using: &rng), fixture)
    case .lstm:
      compare(
        LSTM(
          inputs: inputs, hidden: hidden, layers: layers, bidirectional: both, bias: bias, using: &rng),
        fixture)
    case .gru:
      compare(
        GRU(
          inputs: inputs, hidden: hidden, layers: layers, bidirectional: both,
          reset: fixture.flag("before") ? .beforeProduct : .afterProduct, bias: bias, using: &rng),
        fixture)
    }
  }

  private func compare<Cell>(_ layer: RecurrentLayer<Cell>, _ fixture: Fixture) {
    layer.load(fixture.group("parameter"))
    let lengths = fixture.ints("lengths").isEmpty ? nil : fixture.ints("lengths")
    for unrolled in [false, true] {
      layer.zeroGradients()
      let x = Parameter(fixture["x"])
      let parts = firstState(fixture)
      let start = parts.isEmpty ? nil : Cell.State(parts: parts.map(\.value))
      let (outputs, last) =
        unrolled
        ? layer.unrolled(x.value, from: start, lengths: lengths)
        : layer(x.value, from: start, lengths: lengths)
      expectClose(outputs, fixture["outputs"], "outputs")
      compare(last.parts, fixture)
      weighted([outputs] + last.parts).backward()
      compareGradients(of: layer, x, parts, fixture)
    }
  }

  private static let stateParts = ["hidden", "cell"]

  private func firstState(_ fixture: Fixture) -> [Parameter] {
    Self.stateParts.compactMap { fixture.tensors["start.\($0)"] }.map { Parameter($0) }
  }

  private func compare(_ last: [Tensor], _ fixture: Fixture) {
    for (name, part) in zip(Self.stateParts, last) {
      expectClose(part, fixture["last.\(name)"], "last \(name)")
    }
  }

  private func compareGradients(
    of module: some Module, _ x: Parameter, _ start: [Parameter], _ fixture: Fixture
  ) {
    module.expectGradients(fixture.group("gradient"))
    expectGradient(x.gradient ?? 0, fixture["gradient_x"], "x")
    for (name, part) in zip(Self.stateParts, start) {
      expectGradient(part.gradient ?? 0, fixture["gradient_start.\(name)"], "start \(name)")
    }
  }

  @Test("cells compute what PyTorch computes", arguments: cells)
  func cell(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    switch fixture.choice("kind", of: Kind.self) {
    case .rnn: compare(RNNCell(inputs: 3, hidden: 5, using: &rng), fixture)
    case .lstm: compare(LSTMCell(inputs: 3, hidden: 5, using: &rng), fixture)
    case .gru: compare(GRUCell(inputs: 3, hidden: 5, using: &rng), fixture)
    }
  }

  private func compare<Cell: RecurrentCell>(_ cell: Cell, _ fixture: Fixture) {
    cell.load(fixture.group("parameter"))
    let x = Parameter(fixture["x"])
    let parts = firstState(fixture)
    let last = cell(x.value, Cell.State(parts: parts.map(\.value)))
    compare(last.parts, fixture)
    weighted(last.parts).backward()
    compareGradients(of: cell, x, parts, fixture)
  }

  @Test("a hundred training steps take PyTorch's course", arguments: curves)
  func curve(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    switch fixture.choice("kind", of: Kind.self) {
    case .rnn: compareCurve(RNN(inputs: 2, hidden: 8, using: &rng), fixture)
    case .lstm: compareCurve(LSTM(inputs: 2, hidden: 8, using: &rng), fixture)
    case .gru: compareCurve(GRU(inputs: 2, hidden: 8, using: &rng), fixture)
    }
  }

  private func compareCurve<Cell>(_ layer: RecurrentLayer<Cell>, _ fixture: Fixture) {
    layer.load(fixture.group("parameter"))
    let head = Linear(weight: fixture["head.weight"], bias: fixture["head.bias"])
    let optimizer = Adam(layer.parameters + head.parameters, learningRate: 1e-2)
    let losses = (0..<100).map { _ in
      let loss = meanSquaredError(head(layer(fixture["x"], from: nil).last.hidden[-1]), fixture["y"])
      loss.backward()
      optimizer.step()
      return loss.scalar
    }
    expectClose(Tensor(losses), fixture["losses"], rtol: 1e-4, atol: 1e-4)
  }
}
