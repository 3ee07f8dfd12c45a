/// Learns: changes parameters along their gradients.
///
///     let loss = crossEntropy(logits: model(x), labels: y)
///     loss.backward()
///     optimizer.step()
///
/// `backward()` adds to the gradients and `step()` uses them up: afterwards they are zero, so that nothing of one step
/// leaks into the next. To learn from several batches at once, call `backward()` for each and `step()` once.
/// A parameter without a gradient, because the loss does not depend on it or it is frozen, stays as it is.
public protocol Optimizer: AnyObject {
  /// The parameters that are learned.
  var parameters: [Parameter] { get }

  /// The length of a step. Schedules change it.
  var learningRate: Float { get set }

  /// Changes each parameter along its gradient and zeroes the gradients.
  func step()
}

extension Optimizer {
  /// Forgets the gradients without learning from them.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}
