/// Changes parameters along their gradients, to learn.
///
///     let loss = crossEntropy(logits: model(x), labels: y)
///     loss.backward()
///     optimizer.step()
///
/// `backward()` adds to the gradients; `step()` uses them and then zeroes them, so that no gradient of one step enters
/// the next. To learn from several batches at once, call `backward()` for each and `step()` once. A parameter without a
/// gradient, because the loss does not depend on it or because it is frozen, does not change.
public protocol Optimizer: AnyObject {
  /// The parameters that are learned.
  var parameters: [Parameter] { get }

  /// The learning rate. Schedules change it.
  var learningRate: Float { get set }

  /// Changes each parameter along its gradient and zeroes the gradients.
  func step()

  /// What the optimizer remembers of its steps, and the settings that may change on the way. Setting it lets the optimizer
  /// go on as the one that it comes from, with the same bits; `Checkpoint` writes it to a file. Traps if it is the state
  /// of another kind of optimizer, or of other parameters.
  var state: OptimizerState { get set }
}

extension Optimizer {
  /// Sets the gradients to nil without learning from them.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}
