/// What is beyond the edges of an image or a sequence.
public enum PaddingMode: Sendable {
  /// Zeros.
  case zeros
  /// The entries from the edge inward, without the edge itself: 3 2 | 1 2 3 4 | 3 2.
  case reflect
  /// The edge, again and again: 1 1 | 1 2 3 4 | 4 4.
  case replicate
  /// The entries from the other edge: 3 4 | 1 2 3 4 | 1 2.
  case circular
}

extension Tensor {
  /// With `before` entries in front and `after` at the end of an axis, which continue it as `mode` says.
  ///
  /// Reflection needs fewer new entries on each side than the axis has, and the circular mode no more. PyTorch's
  /// `functional.pad`, axis by axis. Gradient: `g`, added at the entries that were repeated.
  public func padded(axis: Int, before: Int, after: Int, mode: PaddingMode) -> Tensor {
    if mode == .zeros { return padded(axis: axis, before: before, after: after) }
    let count = shape[axis]
    let limit =
      switch mode {
      case .reflect: count - 1
      case .circular: count
      case .replicate, .zeros: count > 0 ? Shape.maximumSize : 0
      }
    precondition(
      before >= 0 && after >= 0 && before <= limit && after <= limit,
      "padded (\(mode)) expects counts from 0 to \(limit) along axis \(axis) of \(shape) but got \(before) and \(after)"
    )
    let numbers = (-before..<count + after).map { place in
      switch mode {
      case .circular: (place + count) % count
      case .reflect: place < 0 ? -place : place < count ? place : 2 * (count - 1) - place
      case .replicate, .zeros: Swift.min(Swift.max(place, 0), count - 1)
      }
    }
    return entries(numbers, axis: axis)
  }
}
