import Datasets
import NeuralNetworks
import Tensors
import Testing

@Suite struct TextStreamsFitTests {
  private let text = (0..<90).map { ($0 * $0 / 3) % 5 }
  private let streams: TextStreams

  init() { streams = TextStreams(text, streams: 3, length: 7) }

  private func network() -> (LSTM, Linear) {
    var rng = SplitMix64(seed: 5)
    return (LSTM(inputs: 5, hidden: 6, using: &rng), Linear(inputs: 6, outputs: 5, using: &rng))
  }

  @Test func `the losses equal the loop of chapter 4, to the bit`() {
    let (reader, output) = network()
    let optimizer = Adam(reader.parameters + output.parameters, learningRate: 0.05)
    let history = fit(optimizer, streams, epochs: 3, options: [.clipping(norm: 1)]) { piece, state in
      let (states, last) = reader(.oneHot(piece.inputs, classes: 5), from: state)
      return (crossEntropy(logits: output(states), labels: piece.targets), last)
    }
    let (byHand, handOutput) = network()
    let pieces = Array(streams)
    var state: LSTMState?
    let expected = fit(
      Adam(byHand.parameters + handOutput.parameters, learningRate: 0.05), steps: 3 * pieces.count,
      options: [.clipping(norm: 1)]
    ) { step in
      let piece = pieces[step % pieces.count]
      let (states, last) = byHand(
        .oneHot(piece.inputs, classes: 5), from: step % pieces.count == 0 ? nil : state)
      state = last.detached()
      return crossEntropy(logits: handOutput(states), labels: piece.targets)
    }
    #expect(pieces.count > 2 && history.losses == expected.losses)
  }

  @Test func `the state comes from the piece before, without its gradient, and not from the epoch before`() {
    let (reader, output) = network()
    var starts: [[Float]?] = []
    var ends: [[Float]] = []
    let recorded = Parameter([1])
    fit(Adam(reader.parameters + output.parameters, learningRate: 0.01), streams, epochs: 2) {
      (piece, state: LSTMState?) in
      starts.append(state?.cell.scalars)
      let (states, last) = reader(.oneHot(piece.inputs, classes: 5), from: state)
      ends.append(last.cell.scalars)
      let marked = last.mapped { $0 * recorded.value }
      return (crossEntropy(logits: output(states), labels: piece.targets), marked)
    }
    #expect(starts.count == 2 * streams.count)
    for place in starts.indices {
      #expect(starts[place] == (place % streams.count == 0 ? nil : ends[place - 1]))
    }
    // Had a loss reached back into the piece before, this parameter would have a gradient.
    #expect(recorded.gradient == nil)
  }

  @Test func `accumulation is refused`() async {
    await #expect(processExitsWith: .failure) {
      let parameter = Parameter([1])
      fit(
        SGD([parameter], learningRate: 0.1), TextStreams(Array(0..<9), streams: 1, length: 2), epochs: 1,
        options: [.accumulating(batches: 2)]
      ) { _, state in (parameter.value.sum(), state ?? HiddenState.zeros([1])) }
    }
  }
}
