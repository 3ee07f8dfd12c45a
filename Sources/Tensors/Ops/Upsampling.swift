/// How images are made larger.
public enum UpsamplingMode: Sendable {
  /// Each new pixel is the nearest old one.
  case nearest
  /// Each new pixel is the mean of the four around its place, weighted by how near they are.
  case bilinear
}

extension Tensor {
  /// Images `[batch, channels, height, width]` in another size: PyTorch's `functional.interpolate`.
  ///
  /// Pixels are squares, and the old and new images cover the same area: the center of new pixel i is at
  /// (i + ½) · old / new − ½ among the old ones, and at an edge at the edge's pixel. With `aligningCorners`, the centers of
  /// the corner pixels coincide instead: i · (old − 1) / (new − 1); it is for the bilinear mode. Gradient: each old pixel
  /// gets `g` by its weights.
  public func upsample2D(
    to size: Size2D, mode: UpsamplingMode = .nearest, aligningCorners: Bool = false
  ) -> Tensor {
    precondition(rank == 4, "upsample2D expects [batch, channels, height, width] but got \(shape)")
    precondition(
      size.height > 0 && size.width > 0 && shape[2] > 0 && shape[3] > 0,
      "upsample2D expects sizes above 0 but got \(size) for \(shape)")
    precondition(
      mode == .bilinear || !aligningCorners, "upsample2D can align corners only in the bilinear mode")
    func resized(_ x: Tensor, _ axis: Int, _ count: Int) -> Tensor {
      x.shape[axis] == count ? x : x.resampled(axis, count, mode, aligningCorners)
    }
    return resized(resized(self, 2, size.height), 3, size.width)
  }

  /// Images `[batch, channels, height, width]` whose sizes are multiplied by whole numbers.
  public func upsample2D(
    by factor: Size2D, mode: UpsamplingMode = .nearest, aligningCorners: Bool = false
  ) -> Tensor {
    precondition(rank == 4, "upsample2D expects [batch, channels, height, width] but got \(shape)")
    precondition(
      factor.height > 0 && factor.width > 0, "upsample2D expects factors above 0 but got \(factor)")
    let size = Size2D(height: shape[2] * factor.height, width: shape[3] * factor.width)
    return upsample2D(to: size, mode: mode, aligningCorners: aligningCorners)
  }

  private func resampled(
    _ axis: Int, _ count: Int, _ mode: UpsamplingMode, _ aligningCorners: Bool
  ) -> Tensor {
    let old = shape[axis]
    if mode == .nearest {
      let scale = Float(old) / Float(count)
      return entries((0..<count).map { Swift.min(Int(Float($0) * scale), old - 1) }, axis: axis)
    }
    let scale =
      aligningCorners ? (count > 1 ? Float(old - 1) / Float(count - 1) : 0) : Float(old) / Float(count)
    let places = (0..<count).map { place in
      aligningCorners ? Float(place) * scale : Swift.max(0, (Float(place) + 0.5) * scale - 0.5)
    }
    let lower = places.map { Swift.min(Int($0), old - 1) }
    let upper = lower.map { Swift.min($0 + 1, old - 1) }
    let share = zip(places, lower).map { Swift.min(1, $0 - Float($1)) }
    let weights = Tensor(share, shape: axis == 2 ? [count, 1] : [count])
    return entries(lower, axis: axis) * (1 - weights) + entries(upper, axis: axis) * weights
  }
}
