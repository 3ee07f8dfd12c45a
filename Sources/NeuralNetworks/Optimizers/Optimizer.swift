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

  /// The parameters that have a gradient, with their positions.
  package var pending: [(index: Int, parameter: Parameter, gradient: Tensor)] {
    parameters.enumerated().compactMap { index, parameter in
      guard !parameter.isFrozen, let gradient = parameter.gradient else { return nil }
      return (index, parameter, gradient)
    }
  }
}

/// √Σg² over all gradients, as one vector.
public func globalGradientNorm(_ parameters: [Parameter]) -> Float {
  var total = 0.0
  for parameter in parameters {
    guard let gradient = parameter.gradient else { continue }
    let norm = Double(gradient.norm)
    total += norm * norm
  }
  return Float(total.squareRoot())
}

/// Scales all gradients by one factor so that their global norm is at most `maximum`; returns the norm before.
///
/// Call it between `backward()` and `step()`. Reference: Pascanu, Mikolov & Bengio (2013).
@discardableResult
public func clipByGlobalNorm(_ parameters: [Parameter], to maximum: Float) -> Float {
  precondition(maximum > 0, "clipByGlobalNorm expects a norm above 0 but got \(maximum)")
  let norm = globalGradientNorm(parameters)
  let factor = maximum / (norm + 1e-6)
  if factor < 1 {
    for parameter in parameters { parameter.gradient = parameter.gradient.map { $0 * factor } }
  }
  return norm
}
