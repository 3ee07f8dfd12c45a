package import Kernels

/// The operands of the operations on whole sequences: inputs, weights and the start, for one layer and direction.
///
/// Shapes: `inputWeight` is `[gates · hidden, inputs]`, `hiddenWeight` `[gates · hidden, hidden]`, the biases
/// `[gates · hidden]`, each part of `start` `[batch, hidden]`.
///
/// When inputs are words, W·x is computed once for each word that occurs and looked up at each step. Gradients of equal words
/// are summed before they are propagated to W and to the embedding table.
///
/// `lengths` has the number of steps of each sequence: after its end, outputs are 0 and the state stays. `reversed` takes
/// the last step first, so that a shorter sequence starts at its own end.
public struct RecurrentSequence {
  /// The inputs of all steps.
  public private(set) var inputs: SequenceInputs
  /// W of all gates, `[gates · hidden, inputs]`.
  public private(set) var inputWeight: Tensor
  /// U of all gates, `[gates · hidden, hidden]`.
  public private(set) var hiddenWeight: Tensor
  /// The biases that are added to W·x, `[gates · hidden]`.
  public private(set) var inputBias: Tensor?
  /// The biases that are added to U·h, `[gates · hidden]`.
  public private(set) var hiddenBias: Tensor?
  /// The parts of the state before the first step, each `[batch, hidden]`.
  public private(set) var start: [Tensor]
  package let layout: SequenceLayout
  package let gates: Int
  /// The width of an input.
  package let width: Int
  /// The words that occur, if inputs are words.
  let words: BatchWords?

  /// A sequence with its weights; traps if their shapes do not fit.
  public init(
    _ inputs: SequenceInputs, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor?,
    hiddenBias: Tensor?, start: [Tensor], lengths: [Int]? = nil, reversed: Bool = false
  ) {
    let shape = inputs.shape
    precondition(shape.rank == 3 && shape[1] > 0, "a sequence is [batch, time, inputs] but got \(shape)")
    if case .words(let words, let table, _) = inputs {
      precondition(table.rank == 2, "a sequence expects a table of [words, inputs] but got \(table.shape)")
      words.checkRange("a sequence", below: table.shape[0])
      self.words = BatchWords(words.elements, of: table.shape[0])
    } else {
      words = nil
    }
    let hidden = hiddenWeight.shape[1]
    let rows = hiddenWeight.shape[0]
    width = shape[2]
    gates = hidden == 0 ? 0 : rows / hidden
    precondition(
      inputWeight.shape == [rows, width],
      "a sequence expects input weights of [\(rows), \(width)] but got \(inputWeight.shape)")
    for bias in [inputBias, hiddenBias] {
      precondition(
        bias == nil || bias?.shape == [rows],
        "a sequence expects biases of [\(rows)] but got \(bias?.shape ?? [])")
    }
    for part in start {
      precondition(
        part.shape == [shape[0], hidden],
        "a sequence expects a start of [\(shape[0]), \(hidden)] but got \(part.shape)")
    }
    self.inputs = inputs
    self.inputWeight = inputWeight
    self.hiddenWeight = hiddenWeight
    self.inputBias = inputBias
    self.hiddenBias = hiddenBias
    self.start = start
    layout = SequenceLayout(
      batch: shape[0], time: shape[1], hidden: hidden, lengths: lengths, reversed: reversed)
  }
  /// The same numbers without a record.
  func detached() -> RecurrentSequence {
    var copy = self
    copy.inputs = inputs.detached()
    copy.inputWeight = inputWeight.detached()
    copy.hiddenWeight = hiddenWeight.detached()
    copy.inputBias = inputBias?.detached()
    copy.hiddenBias = hiddenBias?.detached()
    copy.start = start.map { $0.detached() }
    return copy
  }
}
