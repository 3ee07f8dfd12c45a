import NeuralNetworks

/// A case's model with its data. The same row makes the same numbers each time.
package struct BenchmarkModel {
  package enum Task {
    /// The loss of the batch; `clips` says whether a step clips the gradients to the global norm 1.
    case training(loss: () -> Tensor, clips: Bool = false)
    /// A forward pass, or tokens that are generated.
    case inference(() -> Void)
  }

  package let parameters: [Parameter]
  package let task: Task

  init(_ model: some Module, _ task: Task) {
    parameters = model.parameters
    self.task = task
  }

  /// Nil for cases that load data: they have no model.
  package init?(_ row: CaseRow) {
    switch row.family {
    case .dense: self = .dense(row)
    case .cnn: self = .convolutional(row)
    case .rnn: self = .recurrent(row) { RNN(inputs: $0, hidden: $1, using: &$2) }
    case .lstm: self = .recurrent(row) { LSTM(inputs: $0, hidden: $1, using: &$2) }
    case .gru: self = .recurrent(row) { GRU(inputs: $0, hidden: $1, using: &$2) }
    case .seq2seq: self = .translation(row)
    case .gpt: self = row.mode == .generate ? .generation(row) : .languageModel(row)
    case .csv, .idx: return nil
    }
  }
}

extension IntTensor {
  /// Words or classes that are drawn at random.
  static func drawn(_ shape: Shape, below bound: Int, using rng: inout SplitMix64) -> IntTensor {
    IntTensor((0..<shape.elementCount).map { _ in Int.random(in: 0..<bound, using: &rng) }, shape: shape)
  }
}
