/// √Σg²: the norm of all gradients as one vector.
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
  // A norm that is NaN makes all gradients NaN, as in PyTorch, rather than leaving them as they are.
  if !(factor >= 1) {
    for parameter in parameters { parameter.gradient = parameter.gradient.map { $0 * factor } }
  }
  return norm
}

/// Clamps each element of each gradient to −maximum … maximum.
public func clipByValue(_ parameters: [Parameter], to maximum: Float) {
  precondition(maximum > 0, "clipByValue expects a bound above 0 but got \(maximum)")
  for parameter in parameters {
    parameter.gradient = parameter.gradient.map { $0.clamped(to: -maximum...maximum) }
  }
}
