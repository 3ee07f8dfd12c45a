package import Kernels

/// What the operations on whole sequences are given: inputs, weights and the start, for one layer and direction.
///
/// Shapes: `inputWeight` is `[gates · hidden, inputs]`, `hiddenWeight` `[gates · hidden, hidden]`, the biases
/// `[gates · hidden]`, each part of `start` `[batch, hidden]`.
///
/// Of words, W·x is computed once each, however often they stand in the sequences, and looked up; its gradients are added
/// up for each word before they go on to W and to the table.
///
/// `lengths` says how many steps each sequence has: after its end, outputs are 0 and the state stays. `reversed` takes
/// the last step first, so that a shorter sequence starts at its own end.
public struct RecurrentSequence {
  /// The inputs of all steps.
  public let inputs: SequenceInputs
  /// W of all gates, `[gates · hidden, inputs]`.
  public let inputWeight: Tensor
  /// U of all gates, `[gates · hidden, hidden]`.
  public let hiddenWeight: Tensor
  /// The biases that are added to W·x, `[gates · hidden]`.
  public let inputBias: Tensor?
  /// The biases that are added to U·h, `[gates · hidden]`.
  public let hiddenBias: Tensor?
  /// The parts of the state before the first step, each `[batch, hidden]`.
  public let start: [Tensor]
  package let layout: SequenceLayout
  package let gates: Int
  /// How wide an input is.
  package let width: Int

  /// A sequence with its weights; traps where their shapes do not fit.
  public init(
    _ inputs: SequenceInputs, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor?,
    hiddenBias: Tensor?, start: [Tensor], lengths: [Int]? = nil, reversed: Bool = false
  ) {
    let shape = inputs.shape
    precondition(shape.rank == 3 && shape[1] > 0, "a sequence is [batch, time, inputs] but got \(shape)")
    if case .words(let words, let table, _) = inputs {
      precondition(table.rank == 2, "a sequence expects a table of [words, inputs] but got \(table.shape)")
      words.checkRange("a sequence", below: table.shape[0])
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
}

/// What goes back from a sequence: the gradients of the products of the inputs and of the state, step by step, and of
/// the start.
package struct SequenceGradients {
  /// `[time, batch, gates · hidden]`, of W·x + b.
  let inputProducts: Storage
  /// `[time, batch, gates · hidden]`, of W·h + b; the same where both are only added.
  let stateProducts: Storage
  /// `[batch, hidden]` for each part of the start.
  let start: [Storage]
}

/// What the inputs of a sequence contribute to its gates.
struct InputProducts {
  /// What was multiplied with W: the inputs in the order of the steps, `[time, batch, inputs]`, or the table of words.
  let vectors: Storage
  /// What each word contributes, where inputs are words.
  let words: WordContributions?
  /// `[time, batch, gates · hidden]`: W·x + b of all steps, or, with words, to be written.
  let gates: Storage
}

extension RecurrentSequence {
  private var rows: Int { layout.time * layout.batch }
  private var columns: Int { gates * layout.hidden }
  /// How many vectors are multiplied with W: one a step of each sequence, or one a word.
  private var vectorCount: Int {
    guard case .words(_, let table, _) = inputs else { return rows }
    return table.shape[0]
  }

  /// Each gate's weights for every vector, and for the state at every step of every sequence.
  private var multiplyAdds: Int { vectorCount * inputWeight.elementCount + rows * hiddenWeight.elementCount }

  /// The inputs' W·x + b in one product.
  func inputProducts(bias: Tensor?) -> InputProducts {
    func products(of vectors: Storage) -> Storage {
      let products = Storage(uninitialized: vectorCount * columns)
      let product = MatrixProduct(rows: vectorCount, columns: columns, depth: width, rightTransposed: true)
      Kernel.multiply(product, vectors, inputWeight.storage, into: products, bias: bias?.storage)
      return products
    }
    switch inputs {
    case .vectors(let x):
      let steps = Storage(uninitialized: x.elementCount)
      Kernel.toSteps(layout, x.storage, width: width, into: steps)
      return InputProducts(vectors: steps, words: nil, gates: products(of: steps))
    case .words(let words, let table, _):
      let contributions = WordContributions(words: words.elements, rows: products(of: table.storage))
      return InputProducts(
        vectors: table.storage, words: contributions, gates: Storage(uninitialized: rows * columns))
    }
  }

  /// Both biases in one, where they are only ever added.
  var biasSum: Tensor? {
    guard let inputBias, let hiddenBias else { return (inputBias ?? hiddenBias)?.detached() }
    return inputBias.detached() + hiddenBias.detached()
  }

  /// States of all steps with the start in front: `[time + 1, batch, hidden]`.
  func states(from part: Int) -> Storage {
    let states = Storage(uninitialized: (layout.time + 1) * layout.stateCount)
    Kernel.copy(start[part].storage, into: Storage(states, range: 0..<layout.stateCount))
    return states
  }

  /// The states after the last step, `[batch, hidden]`.
  func last(of states: Storage) -> Tensor {
    let end = states.count
    return Tensor(
      [layout.batch, layout.hidden], Storage(states, range: end - layout.stateCount..<end))
  }

  /// Outputs and last states with the record of how they were made.
  ///
  /// The last states are nodes of their own that pass their gradients to the outputs' pullback aside: it runs once,
  /// after everything that used either has sent its part. `backward` gets the outputs' gradient and the storage, to be
  /// overwritten, of each last state's.
  func recorded(
    _ name: StaticString, outputs: Tensor, last: [Tensor], hiddens: Storage, vectors: Storage,
    backward: @escaping (_ g: Storage, _ last: [Storage]) -> SequenceGradients
  ) -> (outputs: Tensor, last: [Tensor]) {
    let arrived = ArrivedGradients(count: last.count)
    let operands =
      [inputs.operand, inputWeight, hiddenWeight] + start + [inputBias, hiddenBias].compactMap { $0 }
    let sequence = detached
    let outputs = outputs.recorded(name, from: operands, multiplyAdds: multiplyAdds) { g, inputs in
      let found = backward(g.storage, arrived.take(shape: [sequence.layout.batch, sequence.layout.hidden]))
      sequence.add(found, hiddens: hiddens, vectors: vectors, to: inputs)
    }
    let states = last.enumerated().map { index, state in
      state.recorded("last state", from: [outputs]) { g, inputs in
        arrived.add(g, to: index)
        inputs.addInPlace(0) { storage, fresh in if fresh { Kernel.fill(storage, with: 0) } }
      }
    }
    return (outputs, states)
  }

  private var detached: RecurrentSequence {
    RecurrentSequence(self)
  }

  private init(_ recorded: RecurrentSequence) {
    inputs = recorded.inputs.detached()
    inputWeight = recorded.inputWeight.detached()
    hiddenWeight = recorded.hiddenWeight.detached()
    inputBias = recorded.inputBias?.detached()
    hiddenBias = recorded.hiddenBias?.detached()
    start = recorded.start.map { $0.detached() }
    layout = recorded.layout
    gates = recorded.gates
    width = recorded.width
  }

  /// The gradient of the products of all `vectors` with W, a row each: of a word, the sum over its places.
  private func slopes(_ found: SequenceGradients) -> Storage {
    guard case .words(let words, _, _) = inputs else { return found.inputProducts }
    let sums = Storage(uninitialized: vectorCount * columns)
    Kernel.fill(sums, with: 0)
    Kernel.scatterAdd(found.inputProducts, rows: layout.inSteps(words.elements), width: columns, into: sums)
    return sums
  }

  /// One product over all steps for each matrix, one sum for each bias; the inputs had these `vectors`.
  private func add(
    _ found: SequenceGradients, hiddens: Storage, vectors: Storage, to gradients: InputGradients
  ) {
    let hidden = layout.hidden
    let slopes = slopes(found)
    gradients.addInPlace(1) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: width, depth: vectorCount, leftTransposed: true)
      Kernel.multiply(product, slopes, vectors, into: storage, adding: !fresh)
    }
    gradients.addInPlace(2) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: hidden, depth: rows, leftTransposed: true)
      let earlier = Storage(hiddens, range: 0..<rows * hidden)
      Kernel.multiply(product, found.stateProducts, earlier, into: storage, adding: !fresh)
    }
    for (part, storage) in found.start.enumerated() {
      gradients.add(3 + part) { Tensor([layout.batch, hidden], storage) }
    }
    let sharesSlopes = found.stateProducts === found.inputProducts
    let stateSlopes = sharesSlopes ? (slopes, vectorCount) : (found.stateProducts, rows)
    let biases = [inputBias.map { _ in (slopes, vectorCount) }, hiddenBias.map { _ in stateSlopes }]
    var sum: (slopes: Storage, tensor: Tensor)?
    for (index, (slopes, count)) in biases.compactMap({ $0 }).enumerated()
    where gradients.needs(3 + start.count + index) {
      if sum?.slopes !== slopes { sum = (slopes, Tensor([count, columns], slopes).sum(axis: 0)) }
      if let sum { gradients.add(3 + start.count + index) { sum.tensor } }
    }
    if gradients.needs(0) { addInputs(slopes, to: gradients) }
  }

  /// The gradient of the vectors or of the table, from that of their products, which is used up.
  private func addInputs(_ slopes: Storage, to gradients: InputGradients) {
    let product = MatrixProduct(rows: vectorCount, columns: width, depth: columns)
    switch inputs {
    case .vectors(let x):
      let inSteps = Storage(uninitialized: x.elementCount)
      Kernel.multiply(product, slopes, inputWeight.storage, into: inSteps)
      gradients.addInPlace(0) { Kernel.fromSteps(layout, inSteps, width: width, into: $0, adding: !$1) }
    case .words(_, _, let frozenRow):
      if let frozenRow {
        Kernel.fill(Storage(slopes, range: frozenRow * columns..<(frozenRow + 1) * columns), with: 0)
      }
      gradients.addInPlace(0) { storage, fresh in
        Kernel.multiply(product, slopes, inputWeight.storage, into: storage, adding: !fresh)
      }
    }
  }
}

/// The gradients of last states that wait for the outputs' pullback.
private final class ArrivedGradients {
  private var gradients: [Tensor?]

  init(count: Int) { gradients = Array(repeating: nil, count: count) }

  func add(_ g: Tensor, to index: Int) { gradients[index] = g }

  /// Copies that may be overwritten, 0 where nothing has arrived; none wait any more.
  func take(shape: Shape) -> [Storage] {
    defer { gradients = Array(repeating: nil, count: gradients.count) }
    return gradients.map { gradient in
      Tensor.build(shape) { storage in
        if let gradient {
          Kernel.copy(gradient.storage, into: storage)
        } else {
          Kernel.fill(storage, with: 0)
        }
      }.storage
    }
  }
}
