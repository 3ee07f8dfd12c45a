internal import Kernels

extension GRUCell {
  /// The steps of a decoder that attends before each: its states, each with the context that it has read beside it.
  ///
  ///     c_t = attention(h_{t−1}; keys, values)      h_t = cell([x_t; c_t], h_{t−1})      y_t = [h_t; c_t]
  ///
  /// Shapes: `x` is `[batch, T, width]`, and the cell's inputs have this width and that of a value together; `prepared` are
  /// keys that went through `attention.prepare`, `values` `[batch, S, E]`, a mask is as in `Attention`, the result
  /// `[batch, T, hidden + E]`.
  ///
  /// One sequence with additive attention takes all steps in one operation where nothing is recorded, with the same bits.
  /// Reference: Bahdanau, Cho & Bengio (2015).
  public func attending(
    _ x: Tensor, with attention: some Attention, prepared: Tensor, values: Tensor, mask: Tensor? = nil,
    from start: HiddenState? = nil
  ) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[1] > 0,
      "attending expects [batch, time, width] with 1 step or more but got \(x.shape)")
    let start = start ?? self.start(batch: x.shape[0])
    let read = attendingReader(
      x, attention, prepared: prepared, values: values, mask: mask, start, readsContext: true)
    return read?.outputs
      ?? attendingUnrolled(x, with: attention, prepared: prepared, values: values, mask: mask, from: start)
  }

  /// The same, step by step in a loop over its layers: the reference for the fast path.
  public func attendingUnrolled(
    _ x: Tensor, with attention: some Attention, prepared: Tensor, values: Tensor, mask: Tensor? = nil,
    from start: HiddenState
  ) -> Tensor {
    var state = start
    var outputs: [Tensor] = []
    for t in 0..<x.shape[1] {
      let query = state.hidden.expandedDimensions(axis: 1)
      let context = attention.attend(query, prepared: prepared, values: values, mask: mask).context
        .squeezed(axis: 1)
      state = self(.concatenated([x.entry(t, axis: 1), context], axis: 1), state)
      outputs.append(.concatenated([state.hidden, context], axis: 1))
    }
    return .stacked(outputs, axis: 1)
  }

  /// The states with their contexts, `[1, T, hidden + E]`, and the attention, `[1, T, S]`, in one operation; nil if results
  /// are recorded, or if there is more than one sequence, a mask or another cell or attention than the operation has.
  ///
  /// With `readsContext` it attends before each step, otherwise after it.
  package func attendingReader(
    _ x: Tensor, _ attention: any Attention, prepared: Tensor, values: Tensor, mask: Tensor?,
    _ start: HiddenState, readsContext: Bool
  ) -> (outputs: Tensor, weights: Tensor)? {
    guard !Recording.isOn, mask == nil, reset == .afterProduct,
      let attention = attention as? AdditiveAttention
    else { return nil }
    let (time, width, keyWidth) = (x.shape[1], x.shape[2], attention.score.inputs)
    guard values.rank == 3, values.shape[1] > 0, prepared.shape == [1, values.shape[1], keyWidth] else {
      return nil
    }
    let (keys, valueWidth) = (values.shape[1], values.shape[2])
    let read = readsContext ? width + valueWidth : width
    guard x.shape[0] == 1, values.shape[0] == 1, inputs == read, attention.query.inputs == hidden,
      start.hidden.elementCount == hidden, readsContext || time == 1
    else { return nil }
    let reader = AttendingReader(
      AttendingReader.Layout(
        inputs: width, hidden: hidden, keys: keys, keyWidth: keyWidth, valueWidth: valueWidth,
        readsContext: readsContext),
      input: StepwiseDecoder.Linear(weight: weights.input.storage, bias: weights.inputBias?.value.storage),
      state: StepwiseDecoder.Linear(weight: weights.state.storage, bias: weights.stateBias?.value.storage),
      query: attention.query.decoderLinear, score: attention.score.weight.storage,
      prepared: prepared.storage, values: values.storage)
    let found = Tensor.zeros([1, time, keys])
    let outputs = Tensor.build([1, time, hidden + valueWidth]) {
      reader.read(x.storage, from: start.hidden.storage, time: time, into: $0, weights: found.storage)
    }
    return (outputs, found)
  }
}
