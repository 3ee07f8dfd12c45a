public import Tensors

extension Array where Element == LabeledSequence<Int> {
  /// The sequences as one-hot vectors, `[count, time, classes]`, with their labels: a batch for a network that reads vectors.
  ///
  ///     let (x, labels) = TemporalOrder.sequences(32, length: 50, using: &rng).oneHot(classes: 6)
  ///
  /// - Precondition: all sequences are of one length, and their tokens lie in `0..<classes`.
  public func oneHot(classes: Int) -> (inputs: Tensor, labels: [Int]) {
    (oneHotVectors(map(\.tokens), classes: classes), map(\.label))
  }
}

extension Array where Element == TaggedSequence<Int> {
  /// The sequences as one-hot vectors, `[count, time, classes]`, with their tags, `[count, time]`.
  ///
  /// - Precondition: all sequences are of one length, and their tokens lie in `0..<classes`.
  public func oneHot(classes: Int) -> (inputs: Tensor, tags: IntTensor) {
    (oneHotVectors(map(\.tokens), classes: classes), IntTensor(map(\.tags)))
  }
}

private func oneHotVectors(_ sequences: [[Int]], classes: Int) -> Tensor {
  let lengths = Set(sequences.map(\.count))
  precondition(
    lengths.count <= 1, "oneHot expects sequences of one length but got lengths \(lengths.sorted())")
  return .oneHot(IntTensor(sequences), classes: classes)
}
