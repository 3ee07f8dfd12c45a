internal import CKernels

/// A gated recurrent unit that attends to encoded states by additive scores, without a tensor for each result of its parts.
///
/// It takes the steps of one sequence; its numbers have the bits that the layers one by one give.
package struct AttendingReader {
  /// The sizes of what it reads and computes.
  package struct Layout {
    /// The widths of an input and of the state, the number of encoded states, and the widths of their keys and values.
    var inputs, hidden, keys, keyWidth, valueWidth: Int
    /// Whether a step attends with the state before it and reads the context beside its input. Otherwise it attends with
    /// the state that it has computed.
    var readsContext: Bool

    package init(inputs: Int, hidden: Int, keys: Int, keyWidth: Int, valueWidth: Int, readsContext: Bool) {
      (self.inputs, self.hidden, self.keys) = (inputs, hidden, keys)
      (self.keyWidth, self.valueWidth, self.readsContext) = (keyWidth, valueWidth, readsContext)
    }
  }

  private let layout: Layout
  private let input, state, query: StepwiseDecoder.Linear
  private let score, prepared, values: Storage

  /// - Parameters:
  ///   - input, state: the gates' weights, `[3 · hidden, …]`.
  ///   - query: from a state to `keyWidth` units; `score`, `[keyWidth]`, from these to a number.
  ///   - prepared, values: what is attended to, `[keys, keyWidth]` and `[keys, valueWidth]`.
  package init(
    _ layout: Layout, input: StepwiseDecoder.Linear, state: StepwiseDecoder.Linear,
    query: StepwiseDecoder.Linear, score: Storage, prepared: Storage, values: Storage
  ) {
    let read = layout.inputs + (layout.readsContext ? layout.valueWidth : 0)
    input.check(inputs: read, outputs: 3 * layout.hidden)
    state.check(inputs: layout.hidden, outputs: 3 * layout.hidden)
    query.check(inputs: layout.hidden, outputs: layout.keyWidth)
    precondition(layout.keys > 0 && score.count == layout.keyWidth)
    precondition(prepared.count == layout.keys * layout.keyWidth)
    precondition(values.count == layout.keys * layout.valueWidth)
    self.layout = layout
    (self.input, self.state, self.query) = (input, state, query)
    (self.score, self.prepared, self.values) = (score, prepared, values)
  }

  /// Takes a step from `start`, `[hidden]`, for each row of `x`, `[time, inputs]`. A row of `out` becomes the step's state and
  /// context, `[time, hidden + valueWidth]`, and a row of `weights` its attention, `[time, keys]`.
  package func read(_ x: Storage, from start: Storage, time: Int, into out: Storage, weights: Storage) {
    precondition(x.count == time * layout.inputs && start.count == layout.hidden)
    precondition(out.count == time * (layout.hidden + layout.valueWidth))
    precondition(weights.count == time * layout.keys)
    var c = ck_reader(
      inputs: Int64(layout.inputs), hidden: Int64(layout.hidden), keys: Int64(layout.keys),
      score_width: Int64(layout.keyWidth), value_width: Int64(layout.valueWidth),
      reads_context: layout.readsContext, input: input.c, state: state.c, query: query.c,
      score: score.pointer, prepared: prepared.pointer, values: values.pointer, memory: nil)
    let memory = Storage(uninitialized: Int(ck_reader_memory(&c)))
    c.memory = memory.pointer
    withExtendedLifetime((self, memory)) {
      ck_read(&c, Int64(time), x.pointer, start.pointer, out.pointer, weights.pointer)
    }
  }
}
