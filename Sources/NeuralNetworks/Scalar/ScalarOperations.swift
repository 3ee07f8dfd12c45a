private import Platform

// The C functions under other names: inside `Scalar`, `exp` is the method.
private func raised(_ x: Double, _ n: Double) -> Double { pow(x, n) }
private func exponential(_ x: Double) -> Double { exp(x) }
private func logarithm(_ x: Double) -> Double { log(x) }
private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

// Each operation states its value and, for each operand, the local derivative.
extension Scalar {
  /// The sum. Gradient: 1 for both.
  public static func + (a: Scalar, b: Scalar) -> Scalar {
    Scalar(a.value + b.value, from: "+", Edge(parent: a, derivative: 1), Edge(parent: b, derivative: 1))
  }

  /// The difference. Gradient: 1 and −1.
  public static func - (a: Scalar, b: Scalar) -> Scalar {
    Scalar(a.value - b.value, from: "−", Edge(parent: a, derivative: 1), Edge(parent: b, derivative: -1))
  }

  /// The product. Gradient: b for a, and a for b.
  public static func * (a: Scalar, b: Scalar) -> Scalar {
    Scalar(
      a.value * b.value, from: "×", Edge(parent: a, derivative: b.value), Edge(parent: b, derivative: a.value)
    )
  }

  /// The quotient. Gradient: 1/b for a, and −a/b² for b.
  public static func / (a: Scalar, b: Scalar) -> Scalar {
    let quotient = a.value / b.value
    return Scalar(
      quotient, from: "÷", Edge(parent: a, derivative: 1 / b.value),
      Edge(parent: b, derivative: -quotient / b.value))
  }

  /// The negative. Gradient: −1.
  public static prefix func - (a: Scalar) -> Scalar {
    Scalar(-a.value, from: "−", Edge(parent: a, derivative: -1))
  }

  public static func += (a: inout Scalar, b: Scalar) { a = a + b }

  /// The number to a power that is a constant: derivative `n · xⁿ⁻¹`, and 0 everywhere if the power is 0.
  public func power(_ exponent: Double) -> Scalar {
    let slope = exponent == 0 ? 0 : exponent * raised(value, exponent - 1)
    let name = Int(exactly: exponent).map { "^\($0)" } ?? "^\(exponent)"
    return made(name, raised(value, exponent), slope, isFlat: exponent == 0)
  }

  /// e to the number; it is its own derivative.
  public func exp() -> Scalar {
    let y = exponential(value)
    return made("exp", y, y)
  }

  /// The natural logarithm: derivative `1 / x`.
  public func log() -> Scalar { made("log", logarithm(value), 1 / value) }

  /// The hyperbolic tangent: derivative `1 − y²`.
  public func tanh() -> Scalar {
    let y = hyperbolicTangent(value)
    return made("tanh", y, 1 - y * y)
  }

  /// The number if it is positive, else 0: derivative 1 or 0 (0 at the kink).
  public func relu() -> Scalar {
    // Written so that NaN passes both ways.
    made("ReLU", value < 0 ? 0 : value, value <= 0 ? 0 : 1, isFlat: value <= 0)
  }

  /// `1 / (1 + e⁻ˣ)`: derivative `y (1 − y)`.
  public func sigmoid() -> Scalar {
    let y = 1 / (1 + exponential(-value))
    return made("σ", y, y * (1 - y))
  }

  private func made(
    _ operation: String, _ value: Double, _ derivative: Double, isFlat: Bool = false
  ) -> Scalar {
    Scalar(value, from: operation, Edge(parent: self, derivative: derivative, isFlat: isFlat))
  }
}

extension Scalar: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
  public convenience init(floatLiteral value: Double) { self.init(value) }
  public convenience init(integerLiteral value: Int) { self.init(Double(value)) }

  public var description: String {
    (name.isEmpty ? "" : name + ": ") + "\(value), gradient \(gradient)"
  }
}
