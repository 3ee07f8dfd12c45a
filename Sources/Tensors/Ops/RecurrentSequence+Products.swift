internal import Kernels

/// The contributions of a sequence's inputs to its gates.
struct InputProducts {
  /// The vectors that were multiplied with W: the inputs in the order of the steps, `[time, batch, inputs]`, or the
  /// words' table.
  let vectors: Storage
  /// The words' products, if inputs are words.
  let words: WordContributions?
  /// `[time, batch, gates · hidden]`: W·x + b of all steps; with words, not written yet.
  let gates: Storage
}

extension RecurrentSequence {
  /// The number of steps of all sequences together.
  var rows: Int { layout.time * layout.batch }
  /// The width of all gates together.
  var columns: Int { gates * layout.hidden }
  /// The number of vectors that are multiplied with W: one for each step of each sequence, or one for each word that occurs.
  package var vectorCount: Int {
    guard case .words(_, let table, _) = inputs else { return rows }
    return words?.rows?.count ?? table.shape[0]
  }

  /// The work: each gate's weights for every vector, and for the state at every step of every sequence.
  var multiplyAdds: Int { vectorCount * inputWeight.elementCount + rows * hiddenWeight.elementCount }

  /// The inputs' W·x + b in one product.
  func inputProducts(bias: Tensor?) -> InputProducts {
    func products(of vectors: Storage) -> Storage {
      let products = Storage(uninitialized: vectorCount * columns)
      let product = MatrixProduct(rows: vectorCount, columns: columns, depth: width, rightTransposed: true)
      Kernel.multiply(product, vectors, inputWeight.storage, into: products, bias: bias?.storage)
      return products
    }
    guard case .words(_, let table, _) = inputs, let words else {
      let x = inputs.vectors
      let steps = Storage(uninitialized: x.elementCount)
      Kernel.toSteps(layout, x.storage, width: width, into: steps)
      return InputProducts(vectors: steps, words: nil, gates: products(of: steps))
    }
    let vectors = self.vectors(of: table)
    return InputProducts(
      vectors: vectors, words: WordContributions(words: words.places, rows: products(of: vectors)),
      gates: Storage(uninitialized: rows * columns))
  }

  /// The vectors of the words that occur, or the whole table.
  private func vectors(of table: Tensor) -> Storage {
    guard let rows = words?.rows else { return table.storage }
    let vectors = Storage(uninitialized: rows.count * width)
    Kernel.gather(table.storage, rows: rows, width: width, into: vectors)
    return vectors
  }

  /// The sum of both biases, for cells that only add them.
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
}
