package import Kernels

/// What the operations on whole sequences are given: inputs, weights and the start, for one layer and direction.
///
/// Shapes: `x` is `[batch, time, inputs]`, `inputWeight` `[gates · hidden, inputs]`, `hiddenWeight`
/// `[gates · hidden, hidden]`, the biases `[gates · hidden]`, each part of `start` `[batch, hidden]`.
///
/// `lengths` says how many steps each sequence has: after its end, outputs are 0 and the state stays. `reversed` takes
/// the last step first, so that a shorter sequence starts at its own end.
public struct RecurrentSequence {
  /// The inputs of all steps, `[batch, time, inputs]`.
  public let x: Tensor
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
  package let inputs: Int

  /// A sequence with its weights; traps where their shapes do not fit.
  public init(
    _ x: Tensor, inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor?, hiddenBias: Tensor?,
    start: [Tensor], lengths: [Int]? = nil, reversed: Bool = false
  ) {
    precondition(x.rank == 3 && x.shape[1] > 0, "a sequence is [batch, time, inputs] but got \(x.shape)")
    let hidden = hiddenWeight.shape[1]
    let rows = hiddenWeight.shape[0]
    inputs = x.shape[2]
    gates = hidden == 0 ? 0 : rows / hidden
    precondition(
      inputWeight.shape == [rows, inputs],
      "a sequence expects input weights of [\(rows), \(inputs)] but got \(inputWeight.shape)")
    for bias in [inputBias, hiddenBias] {
      precondition(
        bias == nil || bias?.shape == [rows],
        "a sequence expects biases of [\(rows)] but got \(bias?.shape ?? [])")
    }
    for part in start {
      precondition(
        part.shape == [x.shape[0], hidden],
        "a sequence expects a start of [\(x.shape[0]), \(hidden)] but got \(part.shape)")
    }
    self.x = x
    self.inputWeight = inputWeight
    self.hiddenWeight = hiddenWeight
    self.inputBias = inputBias
    self.hiddenBias = hiddenBias
    self.start = start
    layout = SequenceLayout(
      batch: x.shape[0], time: x.shape[1], hidden: hidden, lengths: lengths, reversed: reversed)
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

extension RecurrentSequence {
  private var rows: Int { layout.time * layout.batch }
  private var columns: Int { gates * layout.hidden }

  /// The inputs in the order of the steps, `[time, batch, inputs]`.
  func steps() -> Storage {
    let steps = Storage(uninitialized: x.elementCount)
    Kernel.toSteps(layout, x.storage, width: inputs, into: steps)
    return steps
  }

  /// W·x + b for all steps in one product: `[time, batch, gates · hidden]`.
  func inputProducts(_ steps: Storage, bias: Tensor?) -> Storage {
    let products = Storage(uninitialized: rows * columns)
    let product = MatrixProduct(rows: rows, columns: columns, depth: inputs, rightTransposed: true)
    Kernel.multiply(product, steps, inputWeight.storage, into: products, bias: bias?.storage)
    return products
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
    _ name: StaticString, outputs: Tensor, last: [Tensor], hiddens: Storage, steps: Storage,
    backward: @escaping (_ g: Storage, _ last: [Storage]) -> SequenceGradients
  ) -> (outputs: Tensor, last: [Tensor]) {
    let arrived = ArrivedGradients(count: last.count)
    let operands = [x, inputWeight, hiddenWeight] + start + [inputBias, hiddenBias].compactMap { $0 }
    let sequence = detached
    let outputs = outputs.recorded(name, from: operands) { g, inputs in
      let found = backward(g.storage, arrived.take(shape: [sequence.layout.batch, sequence.layout.hidden]))
      sequence.add(found, hiddens: hiddens, steps: steps, to: inputs)
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
    x = recorded.x.detached()
    inputWeight = recorded.inputWeight.detached()
    hiddenWeight = recorded.hiddenWeight.detached()
    inputBias = recorded.inputBias?.detached()
    hiddenBias = recorded.hiddenBias?.detached()
    start = recorded.start.map { $0.detached() }
    layout = recorded.layout
    gates = recorded.gates
    inputs = recorded.inputs
  }

  /// One product over all steps for each matrix, one sum for each bias.
  private func add(
    _ found: SequenceGradients, hiddens: Storage, steps: Storage, to gradients: InputGradients
  ) {
    let hidden = layout.hidden
    if gradients.needs(0) {
      let slopes = Storage(uninitialized: x.elementCount)
      Kernel.multiply(
        MatrixProduct(rows: rows, columns: inputs, depth: columns), found.inputProducts, inputWeight.storage,
        into: slopes)
      gradients.addInPlace(0) {
        Kernel.fromSteps(layout, slopes, width: inputs, into: $0, adding: !$1)
      }
    }
    gradients.addInPlace(1) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: inputs, depth: rows, leftTransposed: true)
      Kernel.multiply(product, found.inputProducts, steps, into: storage, adding: !fresh)
    }
    gradients.addInPlace(2) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: hidden, depth: rows, leftTransposed: true)
      let earlier = Storage(hiddens, range: 0..<rows * hidden)
      Kernel.multiply(product, found.stateProducts, earlier, into: storage, adding: !fresh)
    }
    for (part, storage) in found.start.enumerated() {
      gradients.add(3 + part) { Tensor([layout.batch, hidden], storage) }
    }
    let biases = [inputBias.map { _ in found.inputProducts }, hiddenBias.map { _ in found.stateProducts }]
    var sum: (products: Storage, tensor: Tensor)?
    for (index, products) in biases.compactMap({ $0 }).enumerated()
    where gradients.needs(3 + start.count + index) {
      if sum?.products !== products { sum = (products, Tensor([rows, columns], products).sum(axis: 0)) }
      if let sum { gradients.add(3 + start.count + index) { sum.tensor } }
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
