internal import Kernels

extension Tensor {
  /// f of each element; its slope is computed from its input or its output.
  ///
  /// Gradient: `g · f′`.
  @inline(__always)
  func mapped(_ name: StaticString, _ function: Kernel.Unary) -> Tensor {
    let y = Tensor.build(shape) { Kernel.unary(function, storage, into: $0) }
    let saved = function.slopeReadsOutput ? y.storage : storage
    return y.recorded(name, from: self) { g in
      Tensor.build(g.shape) { Kernel.unaryGradient(function, g.storage, saved: saved, into: $0) }
    }
  }

  /// −x of each element.
  public static prefix func - (x: Tensor) -> Tensor { x.mapped("negate", .negate) }

  /// eˣ of each element.
  public func exp() -> Tensor { mapped("exp", .exp) }

  /// The natural logarithm of each element; −∞ at 0 and NaN below.
  public func log() -> Tensor { mapped("log", .log) }

  /// The square root of each element.
  public func squareRoot() -> Tensor { mapped("squareRoot", .sqrt) }

  /// x² of each element.
  public func squared() -> Tensor { mapped("squared", .square) }

  /// 1 / x of each element.
  public func reciprocal() -> Tensor { mapped("reciprocal", .reciprocal) }

  /// |x| of each element; the slope at 0 is taken as 0.
  public func absolute() -> Tensor { mapped("absolute", .absolute) }

  /// −1, 0 or 1: the sign of each element; no gradient flows through.
  public func sign() -> Tensor { detached().mapped("sign", .sign) }

  /// The sine of each element, in radians.
  public func sine() -> Tensor { mapped("sine", .sine) }

  /// The cosine of each element, in radians.
  public func cosine() -> Tensor { mapped("cosine", .cosine) }

  /// x to a constant power, element by element.
  public func power(_ exponent: Float) -> Tensor {
    exponent == 2 ? squared() : mapped("power", .power(exponent))
  }

  /// Each element moved to the nearest number of `range`; the slope is 1 inside, the ends included, and 0 outside.
  public func clamped(to range: ClosedRange<Float>) -> Tensor {
    mapped("clamped", .clamp(range.lowerBound, range.upperBound))
  }
}

/// The activation functions.
extension Tensor {
  /// max(0, x): the rectified linear unit. The slope at 0 is taken as 0.
  public func relu() -> Tensor { mapped("relu", .relu) }

  /// x where positive, else slope · x.
  public func leakyReLU(slope: Float = 0.01) -> Tensor { mapped("leakyReLU", .leakyReLU(slope: slope)) }

  /// σ(x) = 1 / (1 + e⁻ˣ), between 0 and 1.
  public func sigmoid() -> Tensor { mapped("sigmoid", .sigmoid) }

  /// The hyperbolic tangent, between −1 and 1.
  public func tanh() -> Tensor { mapped("tanh", .tanh) }

  /// ln(1 + eˣ): a smooth ReLU.
  public func softplus() -> Tensor { mapped("softplus", .softplus) }

  /// x · σ(x): the sigmoid-weighted linear unit, also called swish.
  public func silu() -> Tensor { mapped("silu", .silu) }

  /// x · Φ(x), with Φ the normal distribution function: the Gaussian error linear unit.
  ///
  /// The approximation is ½x(1 + tanh(√(2/π)(x + 0.044715x³))), as early transformers computed it.
  /// Reference: Hendrycks & Gimpel (2016).
  public func gelu(approximate: Bool = false) -> Tensor {
    if approximate { return mapped("gelu", .geluTanh) }
    guard isRecorded, Recording.isOn else { return mapped("gelu", .gelu) }
    let slope = Storage(uninitialized: elementCount)
    let y = Tensor.build(shape) { Kernel.gelu(storage, into: $0, slope: slope) }
    return y.recorded("gelu", from: self) { g in
      Tensor.build(g.shape) { Kernel.binary(.multiply, g.storage, slope, into: $0) }
    }
  }

  /// x where positive, else α(eˣ − 1). Reference: Clevert, Unterthiner & Hochreiter (2015).
  public func elu(alpha: Float = 1) -> Tensor { mapped("elu", .elu(alpha: alpha)) }
}
