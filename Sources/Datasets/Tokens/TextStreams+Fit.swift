public import NeuralNetworks

/// Trains a recurrent network on a long text, piece by piece, with a state that is carried from each piece into the next:
/// truncated backpropagation through time.
///
///     let streams = TextStreams(text, streams: 64, length: 16)
///     let plan = LearningRateSchedule.oneCycle(peak: 0.03, over: 10 * streams.count)
///     fit(Adam(model), streams, epochs: 10, options: [.clipping(norm: 1), .schedule(plan)]) { piece, state in
///       let (logits, last) = model(piece.inputs, from: state)
///       return (crossEntropy(logits: logits, labels: piece.targets), last)
///     }
///
/// Each epoch reads all pieces in their order and begins without a state. The gradient stops where a piece begins.
///
/// - Parameters:
///   - options: As for `fit` over steps, of which there are `epochs * streams.count`. A run that is resumed inside an epoch begins
///     there without a state. `accumulating` is refused, since each piece needs the state of the one before.
///   - loss: Returns a single number for a piece, and the state after it; `state` is nil at the beginning of an epoch.
/// - Returns: What happened, as for `fit` over steps.
@discardableResult
public func fit<State: RecurrentState>(
  _ optimizer: some Optimizer, _ streams: TextStreams, epochs: Int, options: [FitOption] = [],
  loss: (_ piece: TextStreams.Piece, _ state: State?) -> (loss: Tensor, last: State)
) -> History {
  precondition(epochs >= 0, "fit expects 0 epochs or more but got \(epochs)")
  for case .accumulating(let batches) in options {
    precondition(batches == 1, "fit over text streams expects no accumulation but got \(batches) batches")
  }
  let pieces = Array(streams)
  var state: State?
  return fit(optimizer, steps: epochs * pieces.count, options: options) { step in
    let place = step % pieces.count
    let (loss, last) = loss(pieces[place], place == 0 ? nil : state)
    state = last.detached()
    return loss
  }
}
