/// strength · Σ|w| over all parameters: added to a loss, it drives weights to exactly 0.
public func l1Penalty(_ parameters: [Parameter], strength: Float) -> Tensor {
  penalty(parameters, strength) { $0.absolute() }
}

/// strength / 2 · Σw² over all parameters: added to a loss, it keeps weights small; its gradient is strength · w.
public func l2Penalty(_ parameters: [Parameter], strength: Float) -> Tensor {
  penalty(parameters, strength / 2) { $0.squared() }
}

private func penalty(_ parameters: [Parameter], _ factor: Float, _ size: (Tensor) -> Tensor) -> Tensor {
  parameters.reduce(Tensor(0)) { $0 + size($1.value).sum() } * factor
}
