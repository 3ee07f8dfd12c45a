import NeuralNetworks
import Testing

struct SummaryTests {
  @Test func `a dense network's summary follows the formulas`() {
    let sizes = [2, 16, 8, 3]
    let summary = dense(sizes).summary(input: [64, 2])
    #expect(summary.rows.map(\.name) == ["0", "1", "2", "3", "4"])
    #expect(summary.rows.map(\.layer) == ["Linear", "Tanh", "Linear", "Tanh", "Linear"])
    #expect(summary.rows.map(\.output) == [[64, 16], [64, 16], [64, 8], [64, 8], [64, 3]])
    let pairs = zip(sizes, sizes.dropFirst())
    #expect(summary.parameterCount == pairs.reduce(0) { $0 + ($1.0 + 1) * $1.1 })
    #expect(summary.rows.map(\.parameterCount).reduce(0, +) == summary.parameterCount)
    #expect(summary.multiplyAdds == 64 * pairs.reduce(0) { $0 + $1.0 * $1.1 })
    #expect(summary.rows[0].parameters.map(\.description) == ["weight [16, 2]", "bias [16]"])
    #expect(summary.rows[0].gradients.isEmpty)
  }

  @Test func `a summary reads as a table`() {
    #expect(
      dense([2, 3, 1]).summary(input: [4, 2]).description == """
        layer     output  parameters              count  multiply-adds
        0 Linear  [4, 3]  weight [3, 2] bias [3]      9             24
        1 Tanh    [4, 3]                              0              0
        2 Linear  [4, 1]  weight [1, 3] bias [1]      4             12
        total                                        13             36
        """)
  }

  @Test func `the way back has the shapes of the way there, and the parameters keep their gradients`() {
    let model = dense([2, 3, 1])
    model.parameters[0].gradient = .ones([3, 2])
    let summary = model.summary(input: [4, 2], backward: true)
    #expect(
      summary.rows.map { $0.gradients.map(\.description) } == [
        ["output [4, 3]", "weight [3, 2]", "bias [3]", "input [4, 2]"],
        ["output [4, 3]", "input [4, 3]"],
        ["output [4, 1]", "weight [1, 3]", "bias [1]", "input [4, 3]"],
      ])
    #expect(model.parameters[0].gradient?.scalars == Array(repeating: 1, count: 6))
    #expect(model.parameters[1].gradient == nil)
  }

  @Test func `sequences in sequences are numbered by their path, and a shared layer counts once`() {
    var rng = SplitMix64(seed: 1)
    let shared = Linear(inputs: 4, outputs: 4, using: &rng)
    let model = Sequential {
      shared
      Sequential {
        Tanh()
        shared
      }
    }
    let summary = model.summary(input: [2, 4])
    #expect(summary.rows.map(\.name) == ["0", "1.0", "1.1"])
    #expect(summary.rows.map(\.parameterCount) == [20, 0, 0])
    #expect(summary.parameterCount == 20)
    #expect(summary.multiplyAdds == 64)
  }

  @Test func `a custom module is listed operation by operation`() {
    var rng = SplitMix64(seed: 1)
    let model = Residual(
      hidden: Linear(inputs: 4, outputs: 6, using: &rng), output: Linear(inputs: 6, outputs: 4, using: &rng))
    let summary = model.summary(input: [5, 4], backward: true)
    #expect(summary.rows.map(\.layer) == ["linear", "relu", "linear", "+"])
    #expect(summary.rows.map(\.name) == ["hidden", "", "output", ""])
    #expect(summary.rows.map(\.multiplyAdds) == [120, 0, 120, 0])
    #expect(summary.rows[2].parameters.map(\.description) == ["weight [4, 6]", "bias [4]"])
    #expect(summary.rows[3].gradients.map(\.description) == ["output [5, 4]", "input [5, 4]"])
    let traced = model.summary { model(.ones([5, 4])).softmax() }
    #expect(traced.rows.map(\.layer).last == "softmax")
    #expect(traced.parameterCount == 4 * 6 + 6 + 6 * 4 + 4)
  }

  @Test func `the work of matrix products does not depend on how their operands are stored`() {
    let w = Tensor.ones([3, 7, 5])
    let model = Sequential {
      Lambda { x in x.matmul(w) }
      Lambda { x in x.matmul(w, transposingOther: true) }
    }
    #expect(model.summary(input: [3, 2, 7]).rows.map(\.multiplyAdds) == [3 * 2 * 7 * 5, 3 * 2 * 7 * 5])
  }

  @Test func `the work of recurrent layers and of attention is counted in their fused operations`() {
    var rng = SplitMix64(seed: 1)
    // [batch, time, inputs] of 2, 7, 3; each gate has a matrix for the input and one for the state.
    let rows = Sequential {
      RNN(inputs: 3, hidden: 5, using: &rng)
      LSTM(inputs: 5, hidden: 4, using: &rng)
      GRU(inputs: 4, hidden: 6, layers: 2, using: &rng)
    }.summary(input: [2, 7, 3]).rows
    #expect(
      rows.map(\.multiplyAdds) == [
        14 * 5 * (3 + 5), 14 * 16 * (5 + 4), 14 * 18 * (4 + 6) + 14 * 18 * (6 + 6),
      ])
    // Words: of a table of five vectors of 3, the one that occurs is multiplied once for all of its 2 · 7 places.
    let layer = RNN(inputs: 3, hidden: 4, using: &rng)
    let embedding = Embedding(vocabularySize: 5, dimensions: 3, using: &rng)
    let words = IntTensor(Array(repeating: 1, count: 14), shape: [2, 7])
    #expect(layer.summary { layer(words, in: embedding).outputs }.multiplyAdds == 4 * 3 + 14 * 4 * 4)
    let attention = AdditiveAttention(queryWidth: 3, keyWidth: 4, hidden: 6, using: &rng)
    let keys = Tensor.ones([2, 5, 4])
    let summary = attention.summary { attention(.ones([2, 7, 3]), keys: keys).context }
    // Queries and keys are mapped to 6 units; then a score for each pair, and the mean of the values.
    #expect(summary.multiplyAdds == 14 * 3 * 6 + 10 * 4 * 6 + 2 * 7 * 5 * 6 + 2 * 7 * 5 * 4)
  }

  private func dense(_ sizes: [Int]) -> Sequential {
    var rng = SplitMix64(seed: 1)
    return Sequential {
      for index in 1..<sizes.count {
        if index > 1 { Tanh() }
        Linear(inputs: sizes[index - 1], outputs: sizes[index], using: &rng)
      }
    }
  }
}

private struct Residual: Layer {
  let hidden: Linear
  let output: Linear
  func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x).relu()) + x }
}
