import NeuralNetworks
import Testing

struct IdentityTests {
  @Test func `the identity start equals the loop of chapter 4, to the bit`() {
    var rng = SplitMix64(seed: 4)
    let reader = RNN(inputs: 3, hidden: 8, activation: .relu, using: &rng)
    reader.initializeIdentity(using: &rng)
    var byHandRng = SplitMix64(seed: 4)
    let byHand = RNN(inputs: 3, hidden: 8, activation: .relu, using: &byHandRng)
    let weights = byHand.cells[0].weights
    weights.state = .identity(8)
    weights.input = .normal([8, 3], standardDeviation: 0.1, using: &byHandRng)
    weights.inputBias?.value = .zeros([8])
    weights.stateBias?.value = .zeros([8])
    for (one, other) in zip(reader.namedParameters, byHand.namedParameters) {
      #expect(one.parameter.value.scalars == other.parameter.value.scalars, "\(one.name)")
    }
    #expect(rng.next() == byHandRng.next())
  }

  @Test func `without input a state stays as it is, in every layer and direction`() {
    var rng = SplitMix64(seed: 5)
    let reader = RNN(
      inputs: 2, hidden: 4, layers: 2, bidirectional: true, activation: .relu, bias: false, using: &rng)
    reader.initializeIdentity(deviation: 0.5, using: &rng)
    #expect(reader.cells.count == 4)
    for cell in reader.cells {
      let start = HiddenState(hidden: [[0, 1, 2, 3]])
      #expect(cell(.zeros([1, cell.inputs]), start).hidden.scalars == start.hidden.scalars)
    }
  }

  @Test func `the inputs' weights have the deviation that was asked for`() {
    var rng = SplitMix64(seed: 6)
    let reader = RNN(inputs: 50, hidden: 200, using: &rng)
    reader.initializeIdentity(deviation: 0.5, using: &rng)
    // The standard error of a deviation from 10 000 numbers is 0.5/√20000 = 0.0035.
    #expect(abs(reader.cells[0].weights.input.scalars.sampleStandardDeviation - 0.5) < 0.015)
  }
}
