/// A recurrent network over sequences: a cell at every step, in layers on top of each other and in both directions.
///
///     let lstm = LSTM(inputs: 32, hidden: 128, using: &rng)
///     let (outputs, last) = lstm(x)                      // from a state of zeros
///     let (more, _) = lstm(y, from: last)                // goes on where x ended
///     let (read, _) = lstm(words, in: embedding)         // as lstm(embedding(words)), faster
///     let answer = output(last.hidden[-1])               // the top layer's state
///
/// Shapes: `x` is `[batch, time, inputs]`, `outputs` `[batch, time, hidden · directions]`: the top layer's states,
/// those of the forward direction first. A state's parts are `[layers · directions, batch, hidden]`, in the order
/// layer 0 forward, layer 0 backward, layer 1 forward, … Both as in PyTorch with `batch_first`.
///
/// With `dropout`, training drops elements between layers, as in PyTorch; the mode must then be given:
/// `lstm(x, .training)`.
///
/// With `lengths`, sequences may be shorter than the batch: after its end, a sequence's outputs are 0 whatever its
/// padding holds, the last state is that at its end, and the backward direction starts there. In a `Sequential` the
/// layer passes its outputs on.
public struct RecurrentLayer<Cell: RecurrentCell>: Layer {
  /// The cells: layer 0 forward, layer 0 backward, layer 1 forward, …
  public let cells: [Cell]
  /// The number of layers on top of each other.
  public let layers: Int
  /// 1, or 2 if sequences are also read backwards.
  public let directions: Int
  /// The width of an input.
  public let inputs: Int
  /// The width of a state of one direction.
  public let hidden: Int
  /// The dropout between layers, if any.
  public let dropout: Dropout?

  /// Layers of the cells that `makeCell` returns for a width of inputs, with `dropout` between them.
  public init(
    inputs: Int, layers: Int = 1, bidirectional: Bool = false, dropout: Dropout? = nil,
    cell makeCell: (_ inputs: Int) -> Cell
  ) {
    precondition(layers > 0, "a recurrent layer expects 1 layer or more but got \(layers)")
    precondition(
      dropout == nil || layers > 1, "dropout between recurrent layers expects 2 or more layers but got 1")
    let directions = bidirectional ? 2 : 1
    var cells: [Cell] = []
    for layer in 0..<layers {
      let width = layer == 0 ? inputs : cells[0].hidden * directions
      for _ in 0..<directions { cells.append(makeCell(width)) }
    }
    self.cells = cells
    self.layers = layers
    self.directions = directions
    self.inputs = inputs
    self.dropout = dropout
    hidden = cells[0].hidden
  }

  /// The outputs for `x`, and the state after the last step of each sequence.
  public func callAsFunction(
    _ x: Tensor, _ mode: Mode? = nil, from start: Cell.State? = nil, lengths: [Int]? = nil
  ) -> (outputs: Tensor, last: Cell.State) {
    pass(.vectors(x), mode, start, lengths)
  }

  /// The outputs for words whose vectors are in `embedding`, and the state after the last step of each sequence: the
  /// result of the call with `embedding(words)`.
  ///
  /// `words` is `[batch, time]`. Where words occur often enough, each one's contribution to the gates is computed once for all
  /// of its places, and so are its gradients, which is faster.
  public func callAsFunction(
    _ words: IntTensor, in embedding: Embedding, _ mode: Mode? = nil, from start: Cell.State? = nil,
    lengths: [Int]? = nil
  ) -> (outputs: Tensor, last: Cell.State) {
    pass(
      SequenceInputs(words, in: embedding.weight, frozenRow: embedding.paddingIndex), mode, start, lengths)
  }

  private func pass(
    _ inputs: SequenceInputs, _ mode: Mode?, _ start: Cell.State?, _ lengths: [Int]?
  ) -> (outputs: Tensor, last: Cell.State) {
    run(inputs, mode, start, lengths) { cell, inputs, start, reversed in
      cell.fused(inputs, from: start, lengths: lengths, reversed: reversed)
        ?? cell.unrolled(inputs.vectors, from: start, lengths: lengths, reversed: reversed)
    }
  }

  /// The same as the call, step by step in a loop over the cell's own equations: slower, and the reference for the fast
  /// path.
  public func unrolled(
    _ x: Tensor, _ mode: Mode? = nil, from start: Cell.State? = nil, lengths: [Int]? = nil
  ) -> (outputs: Tensor, last: Cell.State) {
    run(.vectors(x), mode, start, lengths) { cell, inputs, start, reversed in
      cell.unrolled(inputs.vectors, from: start, lengths: lengths, reversed: reversed)
    }
  }

  /// Only the outputs, for networks that are called with one tensor.
  public func callAsFunction(_ x: Tensor) -> Tensor { self(x, from: nil).outputs }

  /// Only the outputs, in the given mode.
  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { self(x, mode, from: nil).outputs }

  /// A state of zeros.
  public func start(batch: Int) -> Cell.State { .zeros([layers * directions, batch, hidden]) }

  private func run(
    _ inputs: SequenceInputs, _ mode: Mode?, _ start: Cell.State?, _ lengths: [Int]?,
    pass: (Cell, SequenceInputs, Cell.State, _ reversed: Bool) -> (outputs: Tensor, last: Cell.State)
  ) -> (outputs: Tensor, last: Cell.State) {
    check(inputs.shape, start, lengths)
    let start = start ?? self.start(batch: inputs.shape[0])
    var inputs = inputs
    var last: [Cell.State] = []
    for layer in 0..<layers {
      if layer > 0, let drop = dropout?.choice(mode, for: name) {
        inputs = .vectors(inputs.vectors.dropout(rate: drop.rate, seed: drop.seed))
      }
      let passes = (0..<directions).map { direction in
        let index = layer * directions + direction
        return pass(cells[index], inputs, start.mapped { $0[index] }, direction == 1)
      }
      inputs = .vectors(
        directions == 1 ? passes[0].outputs : .concatenated(passes.map(\.outputs), axis: -1))
      last += passes.map(\.last)
    }
    let state = last.count == 1 ? last[0].mapped { $0.expandedDimensions(axis: 0) } : .stacked(last)
    return (inputs.vectors, state)
  }

  private func check(_ shape: Shape, _ start: Cell.State?, _ lengths: [Int]?) {
    precondition(
      shape.rank == 3 && shape[2] == inputs && shape[1] > 0,
      "\(name) expects [batch, time, \(inputs)] with 1 step or more but got \(shape)")
    let (batch, time) = (shape[0], shape[1])
    if let start {
      let expected: Shape = [layers * directions, batch, hidden]
      precondition(
        start.parts.allSatisfy { $0.shape == expected },
        "\(name) expects a start of \(expected) but got \(start.parts.map(\.shape))")
    }
    if let lengths {
      precondition(
        lengths.count == batch && lengths.allSatisfy { $0 >= 0 && $0 <= time },
        "\(name) expects \(batch) lengths in 0 … \(time) but got \(lengths)")
    }
  }

  private var name: String {
    let cell = String(describing: Cell.self)
    return cell.hasSuffix("Cell") ? String(cell.dropLast(4)) : cell
  }

  /// PyTorch's names: `weight_ih_l0`, …, `bias_hh_l1_reverse`.
  public var components: [Component] {
    cells.enumerated().flatMap { index, cell in
      let suffix = "_l\(index / directions)" + (index % directions == 1 ? "_reverse" : "")
      return cell.components.map { Component(name: $0.name + suffix, part: $0.part) }
    }
  }
}

extension RecurrentCell {
  /// The cell at every step of a sequence: a loop in which each state becomes the next.
  ///
  /// `x` is `[batch, time, inputs]`, `outputs` `[batch, time, hidden]`; `start` and `last` as for one step.
  public func unrolled(
    _ x: Tensor, from start: State, lengths: [Int]? = nil, reversed: Bool = false
  ) -> (outputs: Tensor, last: State) {
    let projected = project(lengths.map { x.zeroed(after: $0) } ?? x)  // [batch, time, width], in one product
    var state = start
    var outputs: [Tensor] = []
    for step in 0..<x.shape[1] {
      let time = reversed ? x.shape[1] - 1 - step : step
      var next = advance(state, projected: projected.entry(time, axis: 1))
      var output = next.hidden
      if let lengths {
        let isInside = Tensor(lengths.map { time < $0 ? 1 : 0 }, shape: [lengths.count, 1])
        next = State(parts: zip(next.parts, state.parts).map { .where(isInside, $0, else: $1) })
        output = .where(isInside, output, else: 0)
      }
      outputs.append(output)
      state = next
    }
    return (.stacked(reversed ? outputs.reversed() : outputs, axis: 1), state)
  }
}

extension Tensor {
  /// `[batch, time, …]` with zeros after each sequence's end: padding must not reach a gradient, not even NaN.
  func zeroed(after lengths: [Int]) -> Tensor {
    let isInside = lengths.flatMap { length in (0..<shape[1]).map { $0 < length ? Float(1) : 0 } }
    return .where(Tensor(isInside, shape: [shape[0], shape[1], 1]), self, else: 0)
  }
}
