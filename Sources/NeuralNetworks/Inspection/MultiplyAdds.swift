/// How many products an operation adds up.
enum MultiplyAdds {
  /// The count for an operation by its name and shapes; 0 for one that treats elements one by one.
  static func count(_ operation: String, _ inputs: [Shape], _ output: Shape) -> Int {
    switch operation {
    case "linear":
      output.elementCount * (inputs.first?.last ?? 0)
    case "matmul":
      inputs.count < 2 ? 0 : output.elementCount * depth(inputs[0], inputs[1], output)
    case _ where operation.hasPrefix("conv"):
      // Each output sees one filter: the weights of one of the output channels.
      inputs.count < 2 ? 0 : output.elementCount * inputs[1].dropFirst().reduce(1, *)
    case "scaledDotProductAttention":
      inputs.count < 3 ? 0 : attention(queries: inputs[0], keys: inputs[1], values: inputs[2])
    case "selfAttention":
      // Two sums over all pairs of positions, each as wide as the model.
      output.elementCount * output[1] * 2
    case "rnn", "lstm", "gru":
      inputs.count < 3 ? 0 : sequence(inputs[0], input: inputs[1], state: inputs[2], output)
    case "additiveScores":
      inputs.count < 3 ? 0 : output.elementCount * inputs[2].elementCount
    default: 0
    }
  }

  /// All gates' weights for every input, of `[batch, time, width]` or of a table `[words, width]`, and for the state at every
  /// step of every sequence.
  private static func sequence(_ x: Shape, input: Shape, state: Shape, _ output: Shape) -> Int {
    x.dropLast().reduce(1, *) * input.elementCount + output.dropLast().reduce(1, *) * state.elementCount
  }

  /// The length of the sums of a matrix product: of n·k and k·m elements become n·m, however they are stored.
  private static func depth(_ left: Shape, _ right: Shape, _ output: Shape) -> Int {
    let sizes = [left, right, output].map { $0.suffix(2).reduce(1, *) }
    guard sizes[2] > 0 else { return 0 }
    return Int(Double(sizes[0] * sizes[1] / sizes[2]).squareRoot().rounded())
  }

  /// Every query with every key, then the values by their weights.
  private static func attention(queries: Shape, keys: Shape, values: Shape) -> Int {
    let (steps, width) = (keys[-2], max(1, queries[-1]))
    return queries.elementCount * steps + queries.elementCount / width * steps * values[-1]
  }
}
