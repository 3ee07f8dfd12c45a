import BenchmarkModels
import NeuralNetworks

/// A case ready to run: what is timed, usually one training step.
struct Step {
  /// The number of elements in the model's matrices, which the peers' models must have too. Vectors are left out, since
  /// some libraries add two biases where one is enough.
  var weights = 0
  /// What is timed.
  let run: () -> Void
  /// The current loss, for training.
  var loss: (() -> Float)?
}

extension Step {
  /// In training: forward, loss, backward and Adam.
  init(_ model: BenchmarkModel) {
    let parameters = model.parameters
    weights = parameters.map(\.value.shape).filter { $0.rank > 1 }.map(\.elementCount).reduce(0, +)
    switch model.task {
    case .inference(let infer): run = { withoutGradient { infer() } }
    case .training(let tensor, let clips):
      let optimizer = Adam(parameters, learningRate: 1e-3)
      run = {
        tensor().backward()
        if clips { clipByGlobalNorm(parameters, to: 1) }
        optimizer.step()
      }
      loss = { withoutGradient { tensor().scalar } }
    }
  }
}

extension CaseRow {
  /// Makes the model, or the file, and the data of the case.
  func build() -> Step {
    guard let model = BenchmarkModel(self) else {
      return family == .csv ? .readingTable(self) : .readingImages(self)
    }
    return Step(model)
  }
}
