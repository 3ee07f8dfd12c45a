extension OpCase {
  /// Whole sequences, with lengths and backwards in time. Outputs and last states enter the loss together.
  static let recurrent = [
    OpCase("additiveScores", [[2, 3, 5], [2, 4, 5], [5]]) {
      additiveScores(queries: $0[0], keys: $0[1], weight: $0[2])
    },
    OpCase("matmul with vectors", [[1, 5], [5, 7], [7, 1], [1, 3]]) {
      $0[0].matmul($0[1]).matmul($0[2]).matmul($0[3])
    },
    OpCase("matmul with transposed vectors", [[5, 1], [7, 5], [1, 7], [3, 1]]) {
      $0[0].matmul($0[1], transposingSelf: true, transposingOther: true)
        .matmul($0[2], transposingOther: true).matmul($0[3], transposingOther: true)
    },
    OpCase("rnn", [[2, 3, 2], [3, 2], [3, 3], [3], [3], [2, 3]]) {
      let (outputs, last) = sequence($0, parts: 1, lengths: [2, 3]).rnn()
      return .concatenated([outputs.flattened(), last.flattened()])
    },
    OpCase("lstm", [[2, 3, 2], [12, 2], [12, 3], [12], [12], [2, 3], [2, 3]]) {
      let (outputs, hidden, cell) = sequence($0, parts: 2, lengths: [3, 1]).lstm()
      return .concatenated([outputs, hidden, cell].map { $0.flattened() })
    },
    OpCase("gru", [[2, 3, 2], [9, 2], [9, 3], [9], [9], [2, 3]]) {
      let (outputs, last) = sequence($0, parts: 1, lengths: [2, 3]).gru()
      return .concatenated([outputs.flattened(), last.flattened()])
    },
    OpCase("lstm of words", [[4, 2], [12, 2], [12, 3], [12], [12], [2, 3], [2, 3]]) {
      let (outputs, hidden, cell) = sequence($0, words: [2, 0, 2, 3, 1, 0], parts: 2, lengths: [3, 1]).lstm()
      return .concatenated([outputs, hidden, cell].map { $0.flattened() })
    },
    OpCase("gru of words", [[4, 2], [9, 2], [9, 3], [9], [9], [2, 3]]) {
      let (outputs, last) = sequence($0, words: [2, 0, 2, 3, 1, 0], parts: 1, lengths: [2, 3]).gru()
      return .concatenated([outputs.flattened(), last.flattened()])
    },
  ]

  /// Inputs are the first tensor, or its rows at `words`, two sequences of three words each.
  private static func sequence(
    _ inputs: [Tensor], words: [Int]? = nil, parts: Int, lengths: [Int]
  ) -> RecurrentSequence {
    let words = words.map { IntTensor($0, shape: [2, 3]) }
    return RecurrentSequence(
      words.map { .words($0, table: inputs[0], frozenRow: nil) } ?? .vectors(inputs[0]),
      inputWeight: inputs[1], hiddenWeight: inputs[2], inputBias: inputs[3], hiddenBias: inputs[4],
      start: Array(inputs[5..<5 + parts]), lengths: lengths, reversed: true)
  }
}
