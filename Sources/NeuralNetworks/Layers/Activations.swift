/// max(0, x), element by element.
public struct ReLU: Layer {
  /// A layer without options.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.relu() }
}

/// x where positive, else slope · x: a unit that is never quite off.
public struct LeakyReLU: Layer {
  /// The slope where x is negative.
  public let slope: Float
  /// A layer with this slope where x is negative.
  public init(slope: Float = 0.01) { self.slope = slope }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.leakyReLU(slope: slope) }
}

/// x where positive, else α(eˣ − 1).
public struct ELU: Layer {
  /// α: the function is above −α.
  public let alpha: Float
  /// A layer with this α.
  public init(alpha: Float = 1) { self.alpha = alpha }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }
}

/// x · Φ(x), with Φ the normal distribution function; `approximate` uses the formula with tanh.
public struct GELU: Layer {
  /// Whether the formula with tanh is used instead of Φ.
  public let approximate: Bool
  /// A layer; `approximate` uses the formula with tanh.
  public init(approximate: Bool = false) { self.approximate = approximate }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.gelu(approximate: approximate) }
}

/// x · σ(x), element by element.
public struct SiLU: Layer {
  /// A layer without options.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.silu() }
}

/// ln(1 + eˣ), element by element.
public struct Softplus: Layer {
  /// A layer without options.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softplus() }
}

/// σ(x) = 1 / (1 + e⁻ˣ), element by element.
public struct Sigmoid: Layer {
  /// A layer without options.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent, element by element.
public struct Tanh: Layer {
  /// A layer without options.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.tanh() }
}

/// Positive numbers that sum to 1 along an axis.
public struct Softmax: Layer {
  /// The axis along which the numbers sum to 1.
  public let axis: Int
  /// Softmax along an axis, by default the last.
  public init(axis: Int = -1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// Joins all axes from `axis` on into one: images become vectors for a dense layer.
public struct Flatten: Layer {
  /// The first of the axes that are joined.
  public let axis: Int
  /// Keeps the axes in front of `axis`; by default, only the batch's.
  public init(from axis: Int = 1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.flattened(from: axis) }
}
