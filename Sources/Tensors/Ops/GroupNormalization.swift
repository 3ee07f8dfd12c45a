extension Tensor {
  /// Each group of channels of each sample with mean 0 and variance 1, then each channel scaled and shifted.
  ///
  ///     y = (x − mean) / √(variance + ε) · gain + shift
  ///
  /// Shapes: `self` is `[batch, channels, …]`, `gain` and `shift` `[channels]`, and `groups` divides the channels: one group
  /// normalizes all of a sample together, and as many groups as channels give instance normalization. The variance is
  /// divided by the count. Reference: Wu & He (2018).
  public func groupNorm(
    groups: Int, gain: Tensor? = nil, shift: Tensor? = nil, epsilon: Float = 1e-5
  ) -> Tensor {
    precondition(
      rank >= 2 && groups > 0 && shape[1] > 0 && shape[1] % groups == 0,
      "groupNorm expects [batch, channels, …] with channels in \(groups) groups but got \(shape)")
    let channels = shape[1]
    for part in [gain, shift] {
      precondition(
        part == nil || part?.shape == [channels], "groupNorm expects a gain and shift of [\(channels)]")
    }
    let size = channels / groups * shape.dropFirst(2).reduce(1, *)
    var y = reshaped(to: [shape[0] * groups, size] as Shape).layerNorm(epsilon: epsilon).reshaped(to: shape)
    let column = Shape([channels] + Array(repeating: 1, count: rank - 2))
    if let gain { y = y * gain.reshaped(to: column) }
    if let shift { y = y + shift.reshaped(to: column) }
    return y
  }
}
