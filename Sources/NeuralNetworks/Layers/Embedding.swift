/// A table of vectors, one for each word: `[…]` of word numbers to `[…, dimensions]`.
///
/// `weight` is `[vocabularySize, dimensions]` and starts as N(0, 1), as in PyTorch. The vector of `paddingIndex` starts
/// at 0 and is not learned.
public struct Embedding: Module {
  /// The number of words, and the width of their vectors.
  public let vocabularySize, dimensions: Int
  /// The number of the padding word, whose vector is not learned.
  public let paddingIndex: Int?
  /// The vectors, `[vocabularySize, dimensions]`.
  @Parameter public var weight: Tensor

  /// Vectors drawn from `generator`.
  public init(
    vocabularySize: Int, dimensions: Int, paddingIndex: Int? = nil, initializer: Initializer = .normal(),
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      paddingIndex.map { $0 >= 0 && $0 < vocabularySize } ?? true,
      "Embedding expects a padding index below \(vocabularySize) but got \(paddingIndex ?? 0)")
    self.vocabularySize = vocabularySize
    self.dimensions = dimensions
    self.paddingIndex = paddingIndex
    let fan = Fan(inputs: vocabularySize, outputs: dimensions)
    var start = initializer.draw([vocabularySize, dimensions], fan, using: &generator)
    if let paddingIndex {
      let kept = Tensor.ones([vocabularySize]) - Tensor.oneHot([paddingIndex], classes: vocabularySize)[0]
      start = start * kept.expandedDimensions(axis: 1)
    }
    _weight = Parameter(start)
  }

  /// A table of given vectors.
  public init(weight: Tensor, paddingIndex: Int? = nil) {
    precondition(weight.rank == 2, "Embedding expects [vocabulary, dimensions] but got \(weight.shape)")
    vocabularySize = weight.shape[0]
    dimensions = weight.shape[1]
    self.paddingIndex = paddingIndex
    _weight = Parameter(weight)
  }

  /// The vectors of `words`: shape `words.shape + [dimensions]`.
  public func callAsFunction(_ words: IntTensor) -> Tensor {
    weight.gathered(words, frozenRow: paddingIndex)
  }
}
