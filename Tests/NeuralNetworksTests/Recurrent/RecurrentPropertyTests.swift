import NeuralNetworks
import TestSupport
import Testing

struct RecurrentPropertyTests {
  func lstm(layers: Int = 2, bidirectional: Bool = true) -> LSTM {
    var rng = SplitMix64(seed: 5)
    return LSTM(inputs: 3, hidden: 5, layers: layers, bidirectional: bidirectional, using: &rng)
  }

  func gru(reset: GRUCell.Reset = .afterProduct, bidirectional: Bool = true) -> GRU {
    var rng = SplitMix64(seed: 6)
    return GRU(inputs: 3, hidden: 5, layers: 2, bidirectional: bidirectional, reset: reset, using: &rng)
  }

  func rnn(_ activation: RNNCell.Activation = .tanh) -> RNN {
    var rng = SplitMix64(seed: 7)
    return RNN(inputs: 3, hidden: 5, layers: 2, activation: activation, using: &rng)
  }

  private func input(_ shape: Shape, seed: UInt64 = 9) -> Tensor {
    var rng = SplitMix64(seed: seed)
    return .normal(shape, using: &rng)
  }

  // MARK: Gradients

  @Test func `gradients of all parameters, inputs and starts match finite differences`() {
    func check<Cell>(_ layer: RecurrentLayer<Cell>, lengths: [Int]?) {
      let start = layer.start(batch: 3)
      let inputs =
        [input([3, 4, 3])] + start.parts.indices.map { input(start.hidden.shape, seed: 20 + UInt64($0)) }
      checkGradients(layer, inputs) {
        let (outputs, last) = layer($0[0], from: Cell.State(parts: Array($0.dropFirst())), lengths: lengths)
        return .concatenated(([outputs] + last.parts).map { $0.flattened() })
      }
    }
    check(rnn(), lengths: nil)
    check(lstm(), lengths: [4, 2, 3])
    check(gru(), lengths: [1, 4, 2])
    check(gru(reset: .beforeProduct), lengths: [1, 4, 2])
  }

  @Test func `a state that alone enters the loss, and the same record sent back twice, give their gradients`()
  {
    let layer = lstm(layers: 1, bidirectional: false)
    let x = Parameter(input([2, 3, 3]))
    let y = layer(x.value, from: nil).last.cell.sum()
    y.backward()
    let once = x.gradient
    y.backward()
    expectClose(x.gradient ?? 0, (once ?? 0) * 2)
    x.gradient = nil
    layer.unrolled(x.value).last.cell.sum().backward()
    expectClose(once ?? 0, x.gradient ?? 0)
  }

  @Test func `what one loss sent through the last state does not reach the next loss of the same record`() {
    let layer = lstm(layers: 1, bidirectional: false)
    let x = Parameter(input([2, 3, 3]))
    let (outputs, last) = layer(x.value, from: nil)
    last.cell.sum().backward()
    x.gradient = nil
    outputs.sum().backward()
    let second = x.gradient
    x.gradient = nil
    layer(x.value, from: nil).outputs.sum().backward()
    expectClose(second ?? 0, x.gradient ?? 0)
  }

  // MARK: The fast path

  @Test func `sequences run as one operation each`() {
    func operation<Cell>(_ layer: RecurrentLayer<Cell>) -> String? {
      layer(input([2, 4, 3]), from: nil).outputs.node.map { "\($0.name)" }
    }
    #expect(operation(rnn()) == "rnn")
    #expect(operation(lstm(bidirectional: false)) == "lstm")
    #expect(operation(gru(bidirectional: false)) == "gru")
    #expect(operation(gru(reset: .beforeProduct, bidirectional: false)) == "concatenated")
  }

  @Test func `a single step of a cell is one operation that equals its equations`() {
    func check<Cell: RecurrentCell>(_ cell: Cell) {
      let x = input([4, 3])
      let state = Cell.State(
        parts: cell.start(batch: 4).parts.indices.map { input([4, 5], seed: 30 + UInt64($0)) })
      let (fast, slow) = (cell(x, state), cell.advance(state, projected: cell.project(x)))
      for (a, b) in zip(fast.parts, slow.parts) { expectClose(a, b) }
      #expect(fast.hidden.node.map { "\($0.name)" } == "last state")
    }
    check(rnn().cells[0])
    check(lstm().cells[0])
    check(gru().cells[0])
  }

  @Test func `a batch that several threads share gives what its sequences give alone`() {
    var rng = SplitMix64(seed: 8)
    let x = Tensor.normal([8, 20, 16], using: &rng)
    let layer = LSTM(inputs: 16, hidden: 64, using: &rng)
    let whole = layer(x, from: nil).outputs
    for index in 0..<8 { expectClose(layer(x[index..<index + 1], from: nil).outputs[0], whole[index]) }
  }

  @Test func `the fast path equals the cell's equations at odd sizes`() {
    for (hidden, lengths) in [
      (1, [5, 0, 2]), (7, [5, 0, 2]), (16, [5, 0, 2]), (33, [5, 0, 2]), (97, [4]), (187, [5]),
    ] {
      var rng = SplitMix64(seed: UInt64(hidden))
      let x = Tensor.normal([lengths.count, 5, 2], using: &rng)
      let layer = LSTM(inputs: 2, hidden: hidden, bidirectional: true, using: &rng)
      let fast = layer(x, from: nil, lengths: lengths)
      let slow = layer.unrolled(x, lengths: lengths)
      expectClose(fast.outputs, slow.outputs)
      expectClose(fast.last.cell, slow.last.cell)
    }
  }

  @Test func `a step leaves nothing in memory`() {
    let layer = lstm()
    let x = input([2, 4, 3])
    func step() {
      weighted(layer(x, from: nil).outputs).backward()
      layer.zeroGradients()
    }
    step()
    let before = MemoryUse.liveBytes
    withExtendedLifetime((layer, x)) {
      for _ in 0..<5 { step() }
      #expect(MemoryUse.liveBytes == before)
    }
  }

  // MARK: Time and batch

  @Test func `a sequence in two parts with the state carried equals the whole`() {
    func check<Cell>(_ layer: RecurrentLayer<Cell>) {
      let x = input([2, 7, 3])
      let whole = layer(x, from: nil)
      let first = layer(x.slice(axis: 1, 0..<3), from: nil)
      let second = layer(x.slice(axis: 1, 3..<7), from: first.last)
      expectClose(.concatenated([first.outputs, second.outputs], axis: 1), whole.outputs)
      for (a, b) in zip(second.last.parts, whole.last.parts) { expectClose(a, b) }
    }
    check(rnn(.relu))
    check(lstm(bidirectional: false))
    check(gru(bidirectional: false))
    check(gru(reset: .beforeProduct, bidirectional: false))
  }

  @Test func `sequences of different lengths give in a batch what they give alone`() {
    func check<Cell>(_ layer: RecurrentLayer<Cell>) {
      let x = input([3, 6, 3])
      let lengths = [2, 6, 3]
      let batch = layer(x, from: nil, lengths: lengths)
      for (index, length) in lengths.enumerated() {
        let alone = layer(x[index..<index + 1].slice(axis: 1, 0..<length), from: nil)
        expectClose(batch.outputs[index..<index + 1].slice(axis: 1, 0..<length), alone.outputs)
        #expect(batch.outputs[index].slice(axis: 0, length..<6).scalars.allSatisfy { $0 == 0 })
        for (a, b) in zip(batch.last.parts, alone.last.parts) {
          expectClose(a.slice(axis: 1, index..<index + 1), b)
        }
      }
    }
    check(rnn())
    check(lstm())
    check(gru())
    check(gru(reset: .beforeProduct))
  }

  @Test func `what padding holds changes no result and no gradient, not even NaN`() {
    func check<Cell>(_ layer: RecurrentLayer<Cell>, _ run: (Tensor, [Int]) -> Tensor) {
      let x = input([2, 4, 3])
      let spoiled = Tensor.where(Tensor([1, 1, 0, 0, 1, 1, 1, 1], shape: [2, 4, 1]), x, else: Tensor(.nan))
      let results = [x, spoiled].map { x in
        layer.zeroGradients()
        let y = run(x, [2, 4])
        y.sum().backward()
        return [y] + layer.parameters.map { $0.gradient ?? 0 }
      }
      for (a, b) in zip(results[0], results[1]) { #expect(a.equals(b)) }
    }
    let (lstm, gru) = (lstm(), gru())
    check(lstm) { lstm($0, from: nil, lengths: $1).outputs }
    check(lstm) { lstm.unrolled($0, lengths: $1).outputs }
    check(gru) { gru($0, from: nil, lengths: $1).outputs }
  }

  @Test func `both directions of the flipped sequence are the flipped directions with exchanged weights`() {
    let layer = gru()
    let one = RecurrentLayer(inputs: 3, bidirectional: true, cell: { _ in layer.cells[0] })
    let x = input([2, 5, 3])
    func flipped(_ x: Tensor) -> Tensor { .stacked((0..<5).reversed().map { x.entry($0, axis: 1) }, axis: 1) }
    let y = one(x, from: nil).outputs.split(into: 2, alongAxis: -1)
    let z = one(flipped(x), from: nil).outputs.split(into: 2, alongAxis: -1)
    expectClose(flipped(z[0]), y[1])
    expectClose(flipped(z[1]), y[0])
  }

  // MARK: How layers are called

  @Test func `a call gives outputs and last state, and in a Sequential the outputs alone`() {
    var rng = SplitMix64(seed: 1)
    let x = input([2, 4, 3])
    let layer = GRU(inputs: 3, hidden: 5, using: &rng)
    let (outputs, last) = layer(x)
    #expect(outputs.shape == [2, 4, 5] && last.hidden.shape == [1, 2, 5])
    #expect(outputs.entry(-1, axis: 1).equals(last.hidden[-1]))
    let head = Linear(inputs: 5, outputs: 2, using: &rng)
    let model = Sequential {
      layer
      head
    }
    #expect(model(x).equals(head(layer(x).outputs)))
    #expect(model.namedParameters.prefix(2).map(\.name) == ["0.weight_ih_l0", "0.weight_hh_l0"])
  }

  // MARK: Dropout between layers

  @Test func `training drops what one layer gives the next, and nothing else`() {
    var (rng, again) = (SplitMix64(seed: 1), SplitMix64(seed: 1))
    let layer = LSTM(inputs: 3, hidden: 5, layers: 2, bidirectional: true, dropout: 0.4, using: &rng)
    let drop = Dropout(rate: 0.4, using: &again)
    let x = input([4, 6, 3])
    let parts = [0, 1].map { place in
      RecurrentLayer(inputs: place == 0 ? 3 : 10, bidirectional: true) { [cells = layer.cells] width in
        cells[width == 3 ? 0 : 2]
      }
    }
    // The second direction has weights of its own; here both share the first's.
    for place in [0, 2] {
      for (mine, other) in zip(
        layer.cells[place].weights.parameters, layer.cells[place + 1].weights.parameters)
      {
        other.value = mine.value
      }
    }
    let lower = parts[0](x, from: nil)
    let (outputs, last) = layer(x, .training)
    let upper = parts[1](drop(lower.outputs, .training), from: nil)
    #expect(outputs.equals(upper.outputs))
    #expect(last.hidden[0..<2].equals(lower.last.hidden) && last.cell[2..<4].equals(upper.last.cell))
    #expect(layer(x, .inference).outputs.equals(parts[1](lower.outputs, from: nil).outputs))
    #expect(!layer(x, .training).outputs.equals(outputs), "every step drops others")
    let model = Sequential { layer }
    #expect(model(x, .inference).equals(layer(x, .inference).outputs))
  }

  @Test func `dropout asks for a mode and for a second layer`() async {
    expectMessage(
      "GRU drops in training: call it with a mode",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = GRU(inputs: 3, hidden: 5, layers: 2, dropout: 0.1, using: &rng)(.zeros([2, 4, 3]), from: nil)
      })
    expectMessage(
      "dropout between recurrent layers expects 2 or more layers but got 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = RNN(inputs: 3, hidden: 5, dropout: 0.1, using: &rng)
      })
  }

  // MARK: Custom cells

  /// h' = h + x: the state is the sum of the inputs so far.
  private struct Adder: RecurrentCell {
    var inputs: Int { 2 }
    var hidden: Int { 2 }
    func project(_ x: Tensor) -> Tensor { x }
    func advance(_ state: HiddenState, projected: Tensor) -> HiddenState {
      HiddenState(hidden: state.hidden + projected)
    }
  }

  @Test func `a custom cell runs over sequences in both directions`() {
    let layer = RecurrentLayer(inputs: 2, bidirectional: true) { _ in Adder() }
    let (outputs, last) = layer([[[1, 10], [2, 20], [3, 30]]], from: nil, lengths: [2])
    #expect(outputs.equals([[[1, 10, 3, 30], [3, 30, 2, 20], [0, 0, 0, 0]]]))
    #expect(last.hidden.equals([[[3, 30]], [[3, 30]]]))
  }

  // MARK: Misuse

  @Test func `a wrong width, start or length traps with the layer's name and both shapes`() async {
    expectMessage(
      "LSTM expects [batch, time, 3] with 1 step or more but got [2, 4, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = LSTM(inputs: 3, hidden: 5, using: &rng)(.zeros([2, 4, 2]), from: nil)
      })
    expectMessage(
      "GRU expects a start of [2, 2, 5] but got [[1, 2, 5]]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        let layer = GRU(inputs: 3, hidden: 5, layers: 2, using: &rng)
        _ = layer(.zeros([2, 4, 3]), from: .zeros([1, 2, 5]))
      })
    expectMessage(
      "RNN expects 2 lengths in 0 … 4 but got [5, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = RNN(inputs: 3, hidden: 5, using: &rng)(.zeros([2, 4, 3]), from: nil, lengths: [5, 1])
      })
    expectMessage(
      "LSTMCell expects [batch, 3] but got [2, 4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = LSTMCell(inputs: 3, hidden: 5, using: &rng)(.zeros([2, 4]))
      })
  }
}
