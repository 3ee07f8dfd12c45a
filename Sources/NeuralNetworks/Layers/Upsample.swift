/// Makes images `[batch, channels, height, width]` larger by a whole factor, without weights: see `Tensor.upsample2D`.
public struct Upsample2D: Layer {
  /// The factors of height and width.
  public let factor: Size2D
  /// How new pixels are made of old ones.
  public let mode: UpsamplingMode
  /// Whether the centers of the corner pixels stay where they are.
  public let aligningCorners: Bool

  /// A layer with this factor; `2` doubles both sizes.
  public init(factor: Size2D, mode: UpsamplingMode = .nearest, aligningCorners: Bool = false) {
    (self.factor, self.mode, self.aligningCorners) = (factor, mode, aligningCorners)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.upsample2D(by: factor, mode: mode, aligningCorners: aligningCorners)
  }
}
