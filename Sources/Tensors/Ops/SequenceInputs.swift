/// The inputs of a batch of sequences.
public enum SequenceInputs {
  /// Vectors, `[batch, time, inputs]`.
  case vectors(Tensor)
  /// Words, `[batch, time]`, whose vectors are rows of a table, `[words, inputs]`; the row `frozenRow` gets no gradient.
  case words(IntTensor, table: Tensor, frozenRow: Int?)

  /// Words whose vectors are rows of `table`; the vectors themselves if too few words occur twice for that to be faster.
  package init(_ words: IntTensor, in table: Tensor, frozenRow: Int?) {
    words.checkRange("a sequence", below: table.shape[0])
    let repeatOften = BatchWords.repeatOften(words.elements, of: table.shape[0])
    self =
      repeatOften
      ? .words(words, table: table, frozenRow: frozenRow)
      : .vectors(table.gathered(words, frozenRow: frozenRow))
  }

  /// The vectors, looked up if inputs are words: `[batch, time, inputs]`.
  public var vectors: Tensor {
    switch self {
    case .vectors(let x): x
    case .words(let words, let table, let frozenRow): table.gathered(words, frozenRow: frozenRow)
    }
  }

  /// The tensor that gets the gradient: the vectors or the table.
  var operand: Tensor {
    switch self {
    case .vectors(let x): x
    case .words(_, let table, _): table
    }
  }

  /// The vectors' shape, `[batch, time, inputs]`.
  public var shape: Shape {
    switch self {
    case .vectors(let x): x.shape
    case .words(let words, let table, _): Shape(Array(words.shape) + table.shape.dropFirst())
    }
  }

  func detached() -> SequenceInputs {
    switch self {
    case .vectors(let x): .vectors(x.detached())
    case .words(let words, let table, let frozenRow):
      .words(words, table: table.detached(), frozenRow: frozenRow)
    }
  }
}
