internal import Kernels

extension RecurrentSequence {
  /// A whole sequence through the plain recurrent cell, in one operation.
  ///
  ///     h' = tanh(W·x + b + U·h + c)
  ///
  /// With `relu`, the rectifier replaces tanh. `outputs` is `[batch, time, hidden]`, `last` the state after
  /// each sequence's last step.
  ///
  /// Gradient: backwards through the steps for the products, then one matrix product for each weight.
  public func rnn(relu: Bool = false) -> (outputs: Tensor, last: Tensor) {
    check("rnn", gates: 1, parts: 1)
    let products = inputProducts(bias: biasSum)
    let gates = products.gates
    let hiddens = states(from: 0)
    let outputs = Tensor.build([layout.batch, layout.time, layout.hidden]) {
      Kernel.rnnForward(
        layout, relu: relu, words: products.words, gates: gates, weight: hiddenWeight.storage,
        hiddens: hiddens, into: $0)
    }
    let (y, last) = recorded(
      "rnn", outputs: outputs, last: [last(of: hiddens)], hiddens: hiddens, vectors: products.vectors
    ) { [layout, weight = hiddenWeight.storage] g, last in
      let slopes = Storage(uninitialized: g.count)
      Kernel.rnnBackward(
        layout, relu: relu, hiddens: hiddens, weight: weight, g, gates: slopes, hidden: last[0])
      return SequenceGradients(inputProducts: slopes, stateProducts: slopes, start: last)
    }
    return (y, last[0])
  }

  /// A whole sequence through the long short-term memory, in one operation.
  ///
  ///     i, f, g, o = σ, σ, tanh, σ of (W·x + b + U·h + d)      c' = f·c + i·g      h' = o·tanh(c')
  ///
  /// `outputs` is `[batch, time, hidden]`; the last states are those after each sequence's last step.
  public func lstm() -> (outputs: Tensor, hidden: Tensor, cell: Tensor) {
    check("lstm", gates: 4, parts: 2)
    let products = inputProducts(bias: biasSum)
    let gates = products.gates
    let (hiddens, cells) = (states(from: 0), states(from: 1))
    let outputs = Tensor.build([layout.batch, layout.time, layout.hidden]) {
      Kernel.lstmForward(
        layout, words: products.words, gates: gates, weight: hiddenWeight.storage, hiddens: hiddens,
        cells: cells, into: $0)
    }
    let (y, last) = recorded(
      "lstm", outputs: outputs, last: [last(of: hiddens), last(of: cells)], hiddens: hiddens,
      vectors: products.vectors
    ) { [layout, weight = hiddenWeight.storage] g, last in
      let slopes = Storage(uninitialized: gates.count)
      Kernel.lstmBackward(
        layout, gates: gates, cells: cells, weight: weight, g, into: slopes, hidden: last[0], cell: last[1])
      return SequenceGradients(inputProducts: slopes, stateProducts: slopes, start: last)
    }
    return (y, last[0], last[1])
  }

  /// A whole sequence through the gated recurrent unit that resets after the product, in one operation.
  ///
  ///     r, z = σ(W·x + b + U·h + d)      n = tanh(W·x + b + r·(U·h + d))      h' = (1 − z)·n + z·h
  ///
  /// `outputs` is `[batch, time, hidden]`, `last` the state after each sequence's last step.
  public func gru() -> (outputs: Tensor, last: Tensor) {
    check("gru", gates: 3, parts: 1)
    let inputProducts = inputProducts(bias: inputBias)
    let gates = inputProducts.gates
    let hiddens = states(from: 0)
    let candidates = Storage(uninitialized: layout.time * layout.stateCount)
    let outputs = Tensor.build([layout.batch, layout.time, layout.hidden]) {
      Kernel.gruForward(
        layout, words: inputProducts.words, gates: gates, weight: hiddenWeight.storage,
        bias: hiddenBias?.storage, candidates: candidates, hiddens: hiddens, into: $0)
    }
    let (y, last) = recorded(
      "gru", outputs: outputs, last: [last(of: hiddens)], hiddens: hiddens, vectors: inputProducts.vectors
    ) { [layout, weight = hiddenWeight.storage] g, last in
      let slopes = Storage(uninitialized: gates.count)
      let products = Storage(uninitialized: gates.count)
      Kernel.gruBackward(
        layout, gates: gates, candidates: candidates, hiddens: hiddens, weight: weight, g, into: slopes,
        products: products, hidden: last[0])
      return SequenceGradients(inputProducts: slopes, stateProducts: products, start: last)
    }
    return (y, last[0])
  }

  private func check(_ op: String, gates: Int, parts: Int) {
    precondition(
      hiddenWeight.shape[0] == gates * layout.hidden,
      "\(op) expects state weights of [\(gates * layout.hidden), \(layout.hidden)] but got \(hiddenWeight.shape)"
    )
    precondition(start.count == parts, "\(op) expects a start of \(parts) parts but got \(start.count)")
  }
}
