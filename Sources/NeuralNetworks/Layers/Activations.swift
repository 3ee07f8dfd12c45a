/// max(0, x), element by element.
public struct ReLU: Layer {
  /// The layer.
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
  /// How far the function goes below 0.
  public let alpha: Float
  /// A layer that goes down to −α.
  public init(alpha: Float = 1) { self.alpha = alpha }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }
}

/// x · Φ(x), with Φ the normal distribution function; `approximate` takes the formula with tanh.
public struct GELU: Layer {
  /// Whether tanh takes the place of Φ.
  public let approximate: Bool
  /// The layer; `approximate` takes the formula with tanh.
  public init(approximate: Bool = false) { self.approximate = approximate }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.gelu(approximate: approximate) }
}

/// x · σ(x), element by element.
public struct SiLU: Layer {
  /// The layer.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.silu() }
}

/// ln(1 + eˣ), element by element.
public struct Softplus: Layer {
  /// The layer.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softplus() }
}

/// σ(x) = 1 / (1 + e⁻ˣ), element by element.
public struct Sigmoid: Layer {
  /// The layer.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent, element by element.
public struct Tanh: Layer {
  /// The layer.
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.tanh() }
}

/// Positive numbers that sum to 1 along an axis.
public struct Softmax: Layer {
  /// The axis along which the numbers sum to 1.
  public let axis: Int
  /// Softmax along an axis, the last where none is given.
  public init(axis: Int = -1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// All axes from `axis` on in one: images become vectors on their way to a dense layer.
public struct Flatten: Layer {
  /// The first of the axes that become one.
  public let axis: Int
  /// Keeps the axes in front of `axis`, the batch's where nothing else is said.
  public init(from axis: Int = 1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.flattened(from: axis) }
}
