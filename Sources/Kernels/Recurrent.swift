internal import CKernels

/// The extents of a batch of sequences that a recurrent cell runs over.
public struct SequenceLayout: Sendable {
  /// The numbers of sequences and of steps, and the width of a state.
  public let batch, time, hidden: Int
  /// The number of steps of each sequence; nil if all fill the time.
  public let lengths: [Int32]?
  /// Whether the last step is taken first.
  public let reversed: Bool

  /// The extents of a batch; `lengths` has an entry for each sequence.
  public init(batch: Int, time: Int, hidden: Int, lengths: [Int]?, reversed: Bool) {
    precondition(lengths == nil || lengths?.count == batch, "one length a sequence")
    self.batch = batch
    self.time = time
    self.hidden = hidden
    self.lengths = lengths?.map(Int32.init)
    self.reversed = reversed
  }

  /// The number of elements of one state of the whole batch.
  public var stateCount: Int { batch * hidden }

  /// Numbers of words, `[batch, time]`, in the order of the steps; −1 after a sequence's end.
  public func inSteps(_ words: [Int32]) -> [Int32] {
    (0..<time).flatMap { step in
      let time = reversed ? self.time - 1 - step : step
      return (0..<batch).map { row in
        lengths.map { time < $0[row] } ?? true ? words[row * self.time + time] : -1
      }
    }
  }

  func withC<Result>(
    _ words: WordContributions? = nil, _ body: (UnsafePointer<ck_sequence>) -> Result
  ) -> Result {
    func run(_ lengths: UnsafePointer<Int32>?, _ numbers: UnsafePointer<Int32>?) -> Result {
      var sequence = ck_sequence(
        batch: Int64(batch), time: Int64(time), hidden: Int64(hidden), lengths: lengths, reversed: reversed,
        words: numbers, contributions: words?.rows.pointer)
      return body(&sequence)
    }
    return Self.withPointer(lengths) { lengths in
      Self.withPointer(words?.words) { run(lengths, $0) }
    }
  }

  private static func withPointer<Result>(
    _ numbers: [Int32]?, _ body: (UnsafePointer<Int32>?) -> Result
  ) -> Result {
    numbers?.withUnsafeBufferPointer { body($0.baseAddress) } ?? body(nil)
  }

  func check(
    gates: Storage, count: Int, words: WordContributions? = nil, weight: Storage, hiddens: Storage,
    outputs: Storage
  ) {
    precondition(gates.count == time * stateCount * count && weight.count == count * hidden * hidden)
    precondition(hiddens.count == (time + 1) * stateCount && outputs.count == time * stateCount)
    guard let words else { return }
    precondition(words.words.count == batch * time && words.rows.count % (count * hidden) == 0)
  }
}

/// The contributions of words to the gates of their steps.
public struct WordContributions {
  /// The word at each place, `[batch, time]`: a row of `rows`.
  public let words: [Int32]
  /// Each word's contribution, `[words, gates · hidden]`.
  public let rows: Storage

  /// The contributions of `words`, whose numbers are rows of `rows`.
  public init(words: [Int32], rows: Storage) {
    self.words = words
    self.rows = rows
  }
}

/// Whole sequences through recurrent cells. Steps are stored one after the other in the order in which they are
/// taken; `hiddens` and `cells` begin with the start state. In the forward pass `gates` holds the inputs' contributions,
/// unless `words` are given.
extension Kernel {
  /// `[batch, time, width]` in the order of the steps: `[time, batch, width]`.
  public static func toSteps(_ layout: SequenceLayout, _ x: Storage, width: Int, into steps: Storage) {
    precondition(x.count == layout.batch * layout.time * width && steps.count == x.count)
    layout.withC { sequence in
      share(layout.time, each: layout.batch * width) {
        ck_to_steps(
          sequence, Int64($0.lowerBound), Int64($0.upperBound), x.pointer, steps.pointer, Int64(width))
      }
    }
  }

  /// Copies time-major steps back to batch-major order; with `adding`, adds them to `x` instead.
  public static func fromSteps(
    _ layout: SequenceLayout, _ steps: Storage, width: Int, into x: Storage, adding: Bool
  ) {
    precondition(x.count == layout.batch * layout.time * width && steps.count == x.count)
    layout.withC { sequence in
      share(layout.time, each: layout.batch * width) {
        ck_from_steps(
          sequence, Int64($0.lowerBound), Int64($0.upperBound), steps.pointer, x.pointer, Int64(width), adding
        )
      }
    }
  }

  /// h' = tanh(gate + W·h), or with the rectifier instead of tanh; `gates` is overwritten.
  public static func rnnForward(
    _ layout: SequenceLayout, relu: Bool, words: WordContributions?, gates: Storage, weight: Storage,
    hiddens: Storage, into outputs: Storage
  ) {
    layout.check(gates: gates, count: 1, words: words, weight: weight, hiddens: hiddens, outputs: outputs)
    layout.withC(words) {
      ck_rnn_forward($0, relu, gates.pointer, weight.pointer, hiddens.pointer, outputs.pointer)
    }
  }

  /// Fills the gates' gradient; `hidden` is the last state's gradient on entry and the start's on return.
  public static func rnnBackward(
    _ layout: SequenceLayout, relu: Bool, hiddens: Storage, weight: Storage, _ g: Storage, gates: Storage,
    hidden: Storage
  ) {
    layout.check(gates: gates, count: 1, weight: weight, hiddens: hiddens, outputs: g)
    precondition(hidden.count == layout.stateCount)
    layout.withC {
      ck_rnn_backward(
        $0, relu, hiddens.pointer, weight.pointer, g.pointer, gates.pointer, hidden.pointer)
    }
  }

  /// The equations of the long short-term memory; `gates` becomes i, f, g, o.
  public static func lstmForward(
    _ layout: SequenceLayout, words: WordContributions?, gates: Storage, weight: Storage, hiddens: Storage,
    cells: Storage, into outputs: Storage
  ) {
    layout.check(gates: gates, count: 4, words: words, weight: weight, hiddens: hiddens, outputs: outputs)
    precondition(cells.count == hiddens.count)
    layout.withC(words) {
      ck_lstm_forward(
        $0, gates.pointer, weight.pointer, hiddens.pointer, cells.pointer, outputs.pointer)
    }
  }

  /// Fills the gates' gradient; `hidden` and `cell` are the last state's gradients on entry and the start's on return.
  public static func lstmBackward(
    _ layout: SequenceLayout, gates: Storage, cells: Storage, weight: Storage, _ g: Storage,
    into gatesGradient: Storage, hidden: Storage, cell: Storage
  ) {
    layout.check(gates: gates, count: 4, weight: weight, hiddens: cells, outputs: g)
    precondition(gatesGradient.count == gates.count)
    precondition(hidden.count == layout.stateCount && cell.count == layout.stateCount)
    layout.withC {
      ck_lstm_backward(
        $0, gates.pointer, cells.pointer, weight.pointer, g.pointer, gatesGradient.pointer, hidden.pointer,
        cell.pointer)
    }
  }

  /// The equations of the gated recurrent unit; `gates` becomes r, z, n and `candidates` the state's part of n.
  public static func gruForward(
    _ layout: SequenceLayout, words: WordContributions?, gates: Storage, weight: Storage, bias: Storage?,
    candidates: Storage, hiddens: Storage, into outputs: Storage
  ) {
    layout.check(gates: gates, count: 3, words: words, weight: weight, hiddens: hiddens, outputs: outputs)
    precondition(candidates.count == outputs.count && bias?.count ?? 3 * layout.hidden == 3 * layout.hidden)
    let products = Storage(uninitialized: 3 * layout.stateCount)
    layout.withC(words) {
      ck_gru_forward(
        $0, gates.pointer, weight.pointer, bias?.pointer, products.pointer, candidates.pointer,
        hiddens.pointer, outputs.pointer)
    }
  }

  /// Fills the gradients of the inputs' products (`gates`) and of the state's; `hidden` as in `rnnBackward`.
  public static func gruBackward(
    _ layout: SequenceLayout, gates: Storage, candidates: Storage, hiddens: Storage, weight: Storage,
    _ g: Storage, into gatesGradient: Storage, products: Storage, hidden: Storage
  ) {
    layout.check(gates: gates, count: 3, weight: weight, hiddens: hiddens, outputs: g)
    precondition(gatesGradient.count == gates.count && products.count == gates.count)
    precondition(candidates.count == g.count && hidden.count == layout.stateCount)
    layout.withC {
      ck_gru_backward(
        $0, gates.pointer, candidates.pointer, hiddens.pointer, weight.pointer, g.pointer,
        gatesGradient.pointer, products.pointer, hidden.pointer)
    }
  }
}
