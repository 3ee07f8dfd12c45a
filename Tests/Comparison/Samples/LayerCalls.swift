import NeuralNetworks

/// Layers with weights: the sample has a tensor with the name of each parameter.
func layers(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "layerNorm":
    return [
      c.x.layerNorm(gain: c.optional("weight"), shift: c.optional("bias"), epsilon: c.number("eps") ?? 1e-5)
    ]
  case "rmsNorm":
    return [c.x.rmsNorm(gain: c.optional("weight"), epsilon: c.number("eps") ?? 1e-5)]
  case "batchNorm":
    return [batchNorm(c)]
  case "rnn":
    return recurrent(c, HiddenState.self) { c, generator in
      RNN(
        inputs: c.ints("sizes")[0], hidden: c.ints("sizes")[1], layers: c.int("layers") ?? 1,
        bidirectional: c.flag("bidirectional"), activation: c.flag("relu") ? .relu : .tanh,
        bias: c.flag("bias"), using: &generator)
    }
  case "gru":
    return recurrent(c, HiddenState.self) { c, generator in
      GRU(
        inputs: c.ints("sizes")[0], hidden: c.ints("sizes")[1], layers: c.int("layers") ?? 1,
        bidirectional: c.flag("bidirectional"), bias: c.flag("bias"), using: &generator)
    }
  case "lstm":
    return recurrent(c, LSTMState.self) { c, generator in
      LSTM(
        inputs: c.ints("sizes")[0], hidden: c.ints("sizes")[1], layers: c.int("layers") ?? 1,
        bidirectional: c.flag("bidirectional"), bias: c.flag("bias"), using: &generator)
    }
  default: return nil
  }
}

private func batchNorm(_ c: Call) -> Tensor {
  let norm = c.load(
    BatchNorm(
      channels: c["weight"].shape[0], epsilon: c.number("eps") ?? 1e-5,
      momentum: c.number("momentum") ?? 0.1))
  let moments = c.numbers("mean").map { Float($0) }
  if !moments.isEmpty {
    norm.runningMean = Tensor(moments)
    norm.runningVariance = Tensor(c.numbers("variance").map { Float($0) })
  }
  return norm(c.x, c.flag("training") ? .training : .inference)
}

/// A recurrent network with the sample's weights. PyTorch allows time first and no batch axis, while the engine takes
/// `[batch, time, features]`, so the sample's axes are moved there and back.
private func recurrent<Cell: RecurrentCell>(
  _ c: Call, _ state: Cell.State.Type, _ make: (Call, inout SplitMix64) -> RecurrentLayer<Cell>
) -> [Tensor] {
  var generator = SplitMix64(seed: 1)
  let network = c.load(make(c, &generator))
  let alone = c.x.rank == 2
  let timeFirst = c.flag("timeFirst") && !alone
  func batched(_ x: Tensor, _ axis: Int) -> Tensor { alone ? x.expandedDimensions(axis: axis) : x }
  let parts = ["h", "c"].compactMap(c.optional).map { batched($0, 1) }
  let x = timeFirst ? c.x.transposed(0, 1) : batched(c.x, 0)
  let (outputs, last) = network(x, from: parts.isEmpty ? nil : Cell.State(parts: parts))
  let y = timeFirst ? outputs.transposed(0, 1) : alone ? outputs.squeezed(axis: 0) : outputs
  return [y] + last.parts.map { alone ? $0.squeezed(axis: 1) : $0 }
}
