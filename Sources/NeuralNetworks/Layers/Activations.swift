/// max(0, x), element by element.
public struct ReLU: Layer {
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.relu() }
}

/// x where positive, else slope · x: a unit that is never quite off.
public struct LeakyReLU: Layer {
  public let slope: Float
  public init(slope: Float = 0.01) { self.slope = slope }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.leakyReLU(slope: slope) }
}

/// x where positive, else α(eˣ − 1).
public struct ELU: Layer {
  public let alpha: Float
  public init(alpha: Float = 1) { self.alpha = alpha }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }
}

/// x · Φ(x), with Φ the normal distribution function; `approximate` takes the formula with tanh.
public struct GELU: Layer {
  public let approximate: Bool
  public init(approximate: Bool = false) { self.approximate = approximate }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.gelu(approximate: approximate) }
}

/// x · σ(x), element by element.
public struct SiLU: Layer {
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.silu() }
}

/// ln(1 + eˣ), element by element.
public struct Softplus: Layer {
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softplus() }
}

/// σ(x) = 1 / (1 + e⁻ˣ), element by element.
public struct Sigmoid: Layer {
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent, element by element.
public struct Tanh: Layer {
  public init() {}
  public func callAsFunction(_ x: Tensor) -> Tensor { x.tanh() }
}

/// Positive numbers that sum to 1 along an axis.
public struct Softmax: Layer {
  public let axis: Int
  public init(axis: Int = -1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// A function as a layer without parameters.
///
///     Sequential { Lambda { $0 * 2 } }
public struct Lambda: Layer {
  private let function: (Tensor) -> Tensor
  public init(_ function: @escaping (Tensor) -> Tensor) { self.function = function }
  public func callAsFunction(_ x: Tensor) -> Tensor { function(x) }
}

/// All axes from `axis` on in one: images become vectors on their way to a dense layer.
public struct Flatten: Layer {
  public let axis: Int
  public init(from axis: Int = 1) { self.axis = axis }
  public func callAsFunction(_ x: Tensor) -> Tensor { x.flattened(from: axis) }
}
