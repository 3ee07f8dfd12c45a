internal import Kernels

extension Tensor {
  /// Each row along the last axis with mean 0 and variance 1, then scaled and shifted.
  ///
  ///     y = (x − mean) / √(variance + ε) · gain + shift
  ///
  /// Shapes: `self` is `[…, n]`, `gain` and `shift` `[n]`. The variance is divided by n.
  /// Reference: Ba, Kiros & Hinton (2016).
  public func layerNorm(gain: Tensor? = nil, shift: Tensor? = nil, epsilon: Float = 1e-5) -> Tensor {
    rowNorm("layerNorm", gain, shift, epsilon, centered: true)
  }

  /// Each row along the last axis divided by its root mean square, then scaled: y = x / √(mean x² + ε) · gain.
  ///
  /// Reference: Zhang & Sennrich (2019).
  public func rmsNorm(gain: Tensor? = nil, epsilon: Float = 1e-5) -> Tensor {
    rowNorm("rmsNorm", gain, nil, epsilon, centered: false)
  }

  private func rowNorm(
    _ name: StaticString, _ gain: Tensor?, _ shift: Tensor?, _ epsilon: Float, centered: Bool
  ) -> Tensor {
    precondition(rank > 0 && shape[-1] > 0, "\(name) expects […, features] but got \(shape)")
    let columns = shape[-1]
    for part in [gain, shift] {
      precondition(
        part == nil || part?.shape == [columns], "\(name) expects a gain and shift of [\(columns)]")
    }
    precondition(shift == nil || gain != nil, "\(name) expects a gain where it is given a shift")
    let rows = elementCount / columns
    let mean = centered ? Storage(uninitialized: rows) : nil
    let rstd = Storage(uninitialized: rows)
    let y = Tensor.build(shape) {
      Kernel.rowNorm(
        storage, gain: gain?.storage, shift: shift?.storage, epsilon: epsilon, columns: columns, into: $0,
        mean: mean, rstd: rstd)
    }
    return y.recorded(name, from: [self, gain, shift].compactMap { $0 }) {
      [x = storage, gain = gain?.storage, hasShift = shift != nil] g, inputs in
      func zeros(_ wanted: Bool) -> Tensor? { wanted ? Tensor.zeros([columns]) : nil }
      let gainGradient = zeros(gain != nil && inputs.needs(1))
      let shiftGradient = zeros(hasShift && inputs.needs(2))
      let out = inputs.needs(0) ? Storage(uninitialized: g.elementCount) : nil
      Kernel.rowNormGradient(
        g.storage, x, gain: gain, columns: columns, mean: mean, rstd: rstd, into: out,
        addingGain: gainGradient?.storage, addingShift: shiftGradient?.storage)
      if let out { inputs.add(0) { Tensor(g.shape, out) } }
      if let gainGradient { inputs.add(1) { gainGradient } }
      if let shiftGradient { inputs.add(2) { shiftGradient } }
    }
  }

  /// Mean and variance of each channel (axis 1) over the batch and all positions, as `[channels]`; the variance is
  /// divided by the count. No gradient flows through.
  public func channelMoments() -> (mean: Tensor, variance: Tensor) {
    let layout = channelLayout("channelMoments")
    let mean = Tensor([layout.channels], Storage(uninitialized: layout.channels))
    let variance = Tensor([layout.channels], Storage(uninitialized: layout.channels))
    Kernel.channelMoments(storage, layout, mean: mean.storage, variance: variance.storage)
    return (mean, variance)
  }

  /// Each channel (axis 1) normalized with given moments, then scaled and shifted.
  ///
  ///     y = (x − mean) / √(variance + ε) · gain + shift
  ///
  /// With `momentsAreOfBatch`, mean and variance are those of this tensor and the gradient flows through them;
  /// otherwise they are constants. Reference: Ioffe & Szegedy (2015).
  public func channelNorm(
    mean: Tensor, variance: Tensor, gain: Tensor, shift: Tensor, epsilon: Float = 1e-5,
    momentsAreOfBatch: Bool
  ) -> Tensor {
    let layout = channelLayout("channelNorm")
    for part in [mean, variance, gain, shift] {
      precondition(
        part.shape == [layout.channels],
        "channelNorm expects parts of [\(layout.channels)] but got \(part.shape)")
    }
    let rstd = (variance.detached() + epsilon).squareRoot().reciprocal()
    let center = mean.detached()
    let scale = gain.detached() * rstd
    let y = detached().channelAffine(center: center, scale, shift, layout)
    return y.recorded("channelNorm", from: self, gain, shift) { [x = detached()] g, inputs in
      let (sum, product) = g.channelSums(with: x, center: center, layout)
      // Σ g·x̂ with x̂ = (x − mean) · rstd
      let tilt = product * rstd
      inputs.add(0) {
        let zero = Tensor.zeros(scale.shape)
        guard momentsAreOfBatch else { return g.channelAffine(center: zero, scale, zero, layout) }
        let count = Float(layout.samples * layout.positions)
        // scale · (g − mean g − x̂ · mean(g·x̂)), as one affine function of g and one of x
        let slope = -scale * tilt * rstd / count
        let level = -scale * sum / count
        return g.channelAffine(center: zero, scale, level, layout)
          + x.channelAffine(center: center, slope, zero, layout)
      }
      inputs.add(1) { tilt }
      inputs.add(2) { sum }
    }
  }

  private func channelLayout(_ name: StaticString) -> ChannelLayout {
    precondition(rank >= 2, "\(name) expects [batch, channels, …] but got \(shape)")
    let positions = shape.dropFirst(2).reduce(1, *)
    return ChannelLayout(samples: shape[0], channels: shape[1], positions: positions)
  }

  /// (x − center) · scale + shift: the difference first, whose digits a large `center · scale` would take.
  private func channelAffine(
    center: Tensor, _ scale: Tensor, _ shift: Tensor, _ layout: ChannelLayout
  ) -> Tensor {
    Tensor.build(shape) {
      Kernel.channelAffine(
        storage, layout, center: center.storage, scale: scale.storage, shift: shift.storage, into: $0)
    }
  }

  private func channelSums(
    with x: Tensor, center: Tensor, _ layout: ChannelLayout
  ) -> (sum: Tensor, product: Tensor) {
    let sum = Tensor([layout.channels], Storage(uninitialized: layout.channels))
    let product = Tensor([layout.channels], Storage(uninitialized: layout.channels))
    Kernel.channelSums(
      storage, x.storage, layout, center: center.storage, sum: sum.storage, product: product.storage)
    return (sum, product)
  }
}
