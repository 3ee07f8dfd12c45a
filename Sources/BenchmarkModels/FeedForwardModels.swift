import NeuralNetworks

/// Dense and convolutional networks.
extension BenchmarkModel {
  static func dense(_ row: CaseRow) -> BenchmarkModel {
    let (batch, widths) = (row["batch"], row.list("widths"))
    let (inputs, outputs) = (widths[0], widths[widths.count - 1])
    var rng = SplitMix64(seed: 0)
    let model = dense(widths, using: &rng)
    let x = Tensor.normal([batch, inputs], using: &rng)
    if row.mode == .infer { return BenchmarkModel(model, .inference { _ = model(x) }) }
    if outputs == 1 {
      let y = Tensor.uniform([batch, 1], using: &rng).isGreater(than: 0.5)
      return BenchmarkModel(
        model, .training { binaryCrossEntropy(logits: model(x), targets: y) })
    }
    let y = IntTensor.drawn([batch], below: outputs, using: &rng)
    return BenchmarkModel(model, .training { crossEntropy(logits: model(x), labels: y) })
  }

  private static func dense(_ widths: [Int], using rng: inout SplitMix64) -> Sequential {
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      if !layers.isEmpty { layers.append(widths.last == 1 ? Tanh() : ReLU()) }
      layers.append(Linear(inputs: inputs, outputs: outputs, using: &rng))
    }
    return Sequential(layers)
  }

  static func convolutional(_ row: CaseRow) -> BenchmarkModel {
    let (batch, side, planes) = (row["batch"], row["side"], row.list("planes"))
    var rng = SplitMix64(seed: 0)
    let model = convolutional(
      side: side, planes: planes, kernel: row["kernel"], classes: row["classes"], using: &rng)
    let x = Tensor.normal([batch, planes[0], side, side], using: &rng)
    if row.mode == .infer { return BenchmarkModel(model, .inference { _ = model(x) }) }
    let y = IntTensor.drawn([batch], below: row["classes"], using: &rng)
    return BenchmarkModel(model, .training { crossEntropy(logits: model(x), labels: y) })
  }

  package static func convolutional(
    side: Int, planes: [Int], kernel: Int, classes: Int, using rng: inout SplitMix64
  ) -> Sequential {
    var layers: [any Layer] = []
    var side = side
    for (inputs, outputs) in zip(planes, planes.dropFirst()) {
      layers.append(
        Conv2D(
          inputChannels: inputs, outputChannels: outputs, kernelSize: square(kernel),
          padding: square(kernel / 2), using: &rng))
      layers += [ReLU(), MaxPool2D(kernelSize: 2)]
      side /= 2
    }
    layers += [
      Flatten(), Linear(inputs: planes[planes.count - 1] * side * side, outputs: classes, using: &rng),
    ]
    return Sequential(layers)
  }

  private static func square(_ side: Int) -> Size2D { Size2D(height: side, width: side) }
}
