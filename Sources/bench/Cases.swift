import NeuralNetworks

/// A model with its data: what is timed, usually one training step.
struct Case: Sendable {
  let name: String
  /// How many additions and multiplications a step's matrix products have: a training step counts three times the
  /// forward pass. Nil where arithmetic is not what takes the time.
  let operations: Double?
  /// Whether it is a training step.
  var isTraining: Bool { operations != nil }
  /// Makes the model and returns its step.
  let build: @Sendable () -> () -> Void

  /// A training step whose forward pass has so many multiply-adds.
  init(name: String, forward multiplyAdds: Int, build: @escaping @Sendable () -> () -> Void) {
    self.init(name: name, operations: 6 * Double(multiplyAdds), build: build)
  }

  init(name: String, operations: Double? = nil, build: @escaping @Sendable () -> () -> Void) {
    (self.name, self.operations, self.build) = (name, operations, build)
  }

  static let all = [mlpMoons, mlpDigits, cnn28] + sequences + inference + loading

  /// A step: forward, loss, backward, Adam.
  static func step(_ model: some Module, _ loss: @escaping () -> Tensor) -> () -> Void {
    let optimizer = Adam(model, learningRate: 1e-3)
    return {
      loss().backward()
      optimizer.step()
    }
  }

  /// Two inputs, two hidden layers of 16 with tanh, one output; batch 64.
  static let mlpMoons = Case(name: "mlp-moons", forward: 64 * (2 * 16 + 16 * 16 + 16)) {
    var rng = SplitMix64(seed: 0)
    let model = Sequential {
      Linear(inputs: 2, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 1, using: &rng)
    }
    let x = Tensor.normal([64, 2], using: &rng)
    let y = Tensor.uniform([64, 1], using: &rng).isGreater(than: 0.5)
    return step(model) { binaryCrossEntropy(logits: model(x), targets: y) }
  }

  /// 64 inputs, a hidden layer of 128 with ReLU, ten classes; batch 64.
  static let mlpDigits = Case(name: "mlp-digits", forward: 64 * (64 * 128 + 128 * 10)) {
    var rng = SplitMix64(seed: 0)
    let model = Sequential {
      Linear(inputs: 64, outputs: 128, using: &rng)
      ReLU()
      Linear(inputs: 128, outputs: 10, using: &rng)
    }
    let x = Tensor.normal([64, 64], using: &rng)
    let y = IntTensor((0..<64).map { $0 * 7 % 10 })
    return step(model) { crossEntropy(logits: model(x), labels: y) }
  }
}

extension Case {
  /// Two convolutions with pooling and a dense layer on 28 × 28 images; batch 32.
  static let cnn28 = Case(name: "cnn-28", forward: 32 * (784 * 72 + 196 * 16 * 72 + 7840)) {
    var rng = SplitMix64(seed: 0)
    let model = convolutional(using: &rng)
    let x = Tensor.normal([32, 1, 28, 28], using: &rng)
    let y = IntTensor((0..<32).map { $0 * 7 % 10 })
    return step(model) { crossEntropy(logits: model(x), labels: y) }
  }

  static func convolutional(using rng: inout SplitMix64) -> Sequential {
    Sequential {
      Conv2D(inputChannels: 1, outputChannels: 8, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Conv2D(inputChannels: 8, outputChannels: 16, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Flatten()
      Linear(inputs: 784, outputs: 10, using: &rng)
    }
  }
}
