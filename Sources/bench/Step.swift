import NeuralNetworks

/// A case ready to run: what is timed, usually one training step.
struct Step {
  /// How many numbers the model's matrices have: the peers' models must have as many. Vectors are left out, since some
  /// libraries add two biases where one is enough.
  var weights = 0
  /// What is timed.
  let run: () -> Void
  /// The loss as it is now, for training.
  var loss: (() -> Float)?

  /// Forward, loss, backward and Adam, with the gradients clipped to the global norm 1 where `clips` says so.
  static func training(_ model: some Module, clips: Bool = false, _ loss: @escaping () -> Tensor) -> Step {
    let parameters = model.parameters
    let optimizer = Adam(parameters, learningRate: 1e-3)
    return Step(
      weights: count(parameters),
      run: {
        loss().backward()
        if clips { clipByGlobalNorm(parameters, to: 1) }
        optimizer.step()
      }, loss: { withoutGradient { loss().scalar } })
  }

  /// A forward pass without a gradient.
  static func inference(_ model: some Module, _ output: @escaping () -> Tensor) -> Step {
    Step(weights: count(model.parameters), run: { withoutGradient { _ = output() } })
  }

  static func count(_ parameters: [Parameter]) -> Int {
    parameters.map(\.value.shape).filter { $0.rank > 1 }.map(\.elementCount).reduce(0, +)
  }
}

extension CaseRow {
  /// Makes the model and its data. The same row makes the same numbers each time.
  func build() -> Step {
    switch family {
    case .dense: Step.dense(self)
    case .cnn: Step.convolutional(self)
    case .rnn: Step.recurrent(self) { RNN(inputs: $0, hidden: $1, using: &$2) }
    case .lstm: Step.recurrent(self) { LSTM(inputs: $0, hidden: $1, using: &$2) }
    case .gru: Step.recurrent(self) { GRU(inputs: $0, hidden: $1, using: &$2) }
    case .seq2seq: Step.translation(self)
    case .gpt: mode == .generate ? Step.generation(self) : Step.languageModel(self)
    case .csv: Step.readingTable(self)
    case .idx: Step.readingImages(self)
    }
  }
}

extension IntTensor {
  /// Words or classes that are drawn at random.
  static func drawn(_ shape: Shape, below bound: Int, using rng: inout SplitMix64) -> IntTensor {
    IntTensor((0..<shape.elementCount).map { _ in Int.random(in: 0..<bound, using: &rng) }, shape: shape)
  }
}
