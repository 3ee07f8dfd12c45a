internal import Kernels

/// The gradients that a cell's backward pass computes: of the products of the inputs and of the state, step by step, and
/// of the start.
struct SequenceGradients {
  /// `[time, batch, gates · hidden]`, of W·x + b.
  let inputProducts: Storage
  /// `[time, batch, gates · hidden]`, of U·h + d; the same storage where both products are only added.
  let stateProducts: Storage
  /// `[batch, hidden]` for each part of the start.
  let start: [Storage]
}

/// The name of an operand of a sequence.
private enum Slot: Equatable {
  case inputs, inputWeight, hiddenWeight, start(Int), inputBias, hiddenBias
}

/// The gradients of a sequence's operands, by name.
private struct OperandGradients {
  let gradients: InputGradients
  /// The operands in the order in which the node lists them.
  let slots: [Slot]

  func needs(_ slot: Slot) -> Bool { slots.firstIndex(of: slot).map(gradients.needs) ?? false }

  func add(_ slot: Slot, _ gradient: () -> Tensor) {
    if let index = slots.firstIndex(of: slot) { gradients.add(index, gradient) }
  }

  func addInPlace(_ slot: Slot, _ update: (_ storage: Storage, _ fresh: Bool) -> Void) {
    if let index = slots.firstIndex(of: slot) { gradients.addInPlace(index, update) }
  }
}

extension RecurrentSequence {
  /// Every operand that there is.
  private var operands: [(slot: Slot, tensor: Tensor)] {
    let biases = [inputBias.map { (Slot.inputBias, $0) }, hiddenBias.map { (Slot.hiddenBias, $0) }]
    return [(.inputs, inputs.operand), (.inputWeight, inputWeight), (.hiddenWeight, hiddenWeight)]
      + start.enumerated().map { (.start($0), $1) } + biases.compactMap { $0 }
  }

  /// Outputs and last states with the record of how they were made.
  ///
  /// Each last state is a node of its own that hands its gradient to the outputs' pullback. That pullback runs once,
  /// after every operation that uses the outputs or a last state has sent its gradient. `backward` gets the outputs'
  /// gradient and, to be overwritten, those of the last states.
  func recorded(
    _ name: StaticString, outputs: Tensor, last: [Tensor], hiddens: Storage, vectors: Storage,
    backward: @escaping (_ g: Storage, _ last: [Storage]) -> SequenceGradients
  ) -> (outputs: Tensor, last: [Tensor]) {
    let arrived = ArrivedGradients(count: last.count)
    let operands = operands
    let sequence = detached()
    let outputs = outputs.recorded(
      name, from: operands.map(\.tensor), multiplyAdds: multiplyAdds
    ) { [slots = operands.map(\.slot)] g, inputs in
      let found = backward(g.storage, arrived.take(shape: [sequence.layout.batch, sequence.layout.hidden]))
      let gradients = OperandGradients(gradients: inputs, slots: slots)
      sequence.add(found, hiddens: hiddens, vectors: vectors, to: gradients)
    }
    let states = last.enumerated().map { index, state in
      state.recorded("last state", from: [outputs]) { g, inputs in
        arrived.add(g, to: index)
        inputs.addInPlace(0) { storage, fresh in if fresh { Kernel.fill(storage, with: 0) } }
      }
    }
    return (outputs, states)
  }

  /// Adds one matrix product over all steps for each weight, and one sum for each bias. `vectors` are what was
  /// multiplied with W.
  private func add(
    _ found: SequenceGradients, hiddens: Storage, vectors: Storage, to gradients: OperandGradients
  ) {
    let slopes = slopes(found)
    gradients.addInPlace(.inputWeight) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: width, depth: vectorCount, leftTransposed: true)
      Kernel.multiply(product, slopes, vectors, into: storage, adding: !fresh)
    }
    gradients.addInPlace(.hiddenWeight) { storage, fresh in
      let product = MatrixProduct(rows: columns, columns: layout.hidden, depth: rows, leftTransposed: true)
      let earlier = Storage(hiddens, range: 0..<rows * layout.hidden)
      Kernel.multiply(product, found.stateProducts, earlier, into: storage, adding: !fresh)
    }
    for (part, storage) in found.start.enumerated() {
      gradients.add(.start(part)) { Tensor([layout.batch, layout.hidden], storage) }
    }
    addBiases(found, slopes, to: gradients)
    if gradients.needs(.inputs) { addInputs(slopes, to: gradients) }
  }

  /// The gradient of the products of all vectors with W, a row each; a word's is the sum over its places.
  private func slopes(_ found: SequenceGradients) -> Storage {
    guard let words else { return found.inputProducts }
    let sums = Storage(uninitialized: vectorCount * columns)
    Kernel.fill(sums, with: 0)
    Kernel.scatterAdd(found.inputProducts, rows: layout.inSteps(words.places), width: columns, into: sums)
    return sums
  }

  /// Where both biases are only added, they have one gradient, which is summed once.
  private func addBiases(_ found: SequenceGradients, _ slopes: Storage, to gradients: OperandGradients) {
    func sum(_ slopes: Storage, count: Int) -> Tensor { Tensor([count, columns], slopes).sum(axis: 0) }
    guard found.stateProducts === found.inputProducts else {
      gradients.add(.inputBias) { sum(slopes, count: vectorCount) }
      gradients.add(.hiddenBias) { sum(found.stateProducts, count: rows) }
      return
    }
    guard gradients.needs(.inputBias) || gradients.needs(.hiddenBias) else { return }
    let sum = sum(slopes, count: vectorCount)
    gradients.add(.inputBias) { sum }
    gradients.add(.hiddenBias) { sum }
  }

  /// Adds the gradient of the vectors or of the table; `slopes` is overwritten.
  private func addInputs(_ slopes: Storage, to gradients: OperandGradients) {
    let product = MatrixProduct(rows: vectorCount, columns: width, depth: columns)
    switch inputs {
    case .vectors(let x):
      let inSteps = Storage(uninitialized: x.elementCount)
      Kernel.multiply(product, slopes, inputWeight.storage, into: inSteps)
      gradients.addInPlace(.inputs) { Kernel.fromSteps(layout, inSteps, width: width, into: $0, adding: !$1) }
    case .words(_, _, let frozenRow):
      if let row = frozenRow.flatMap(position(of:)) {
        Kernel.fill(Storage(slopes, range: row * columns..<(row + 1) * columns), with: 0)
      }
      gradients.addInPlace(.inputs) { storage, fresh in
        guard let rows = words?.rows else {
          return Kernel.multiply(product, slopes, inputWeight.storage, into: storage, adding: !fresh)
        }
        let vectors = Storage(uninitialized: rows.count * width)
        Kernel.multiply(product, slopes, inputWeight.storage, into: vectors)
        if fresh { Kernel.fill(storage, with: 0) }
        Kernel.scatterAdd(vectors, rows: rows, width: width, into: storage)
      }
    }
  }

  /// The place of a row of the table among those that are multiplied; nil if it isn't.
  private func position(of row: Int) -> Int? {
    guard let rows = words?.rows else { return row }
    return rows.firstIndex(of: Int32(row))
  }
}

/// The gradients of last states, which wait for the outputs' pullback.
private final class ArrivedGradients {
  private var gradients: [Tensor?]

  init(count: Int) { gradients = Array(repeating: nil, count: count) }

  func add(_ g: Tensor, to index: Int) { gradients[index] = g }

  /// Removes the gradients and returns copies that may be overwritten; 0 where none has arrived.
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
