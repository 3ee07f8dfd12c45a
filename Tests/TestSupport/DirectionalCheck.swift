public import Tensors

/// One row of the op table: an operation and inputs to try it with.
public struct OpCase: Sendable, CustomStringConvertible {
  public let name: String
  public let inputs: [Shape]
  /// Numbers that keep clear of kinks and poles.
  public let draw: @Sendable (Shape, inout SplitMix64) -> Tensor
  public let run: @Sendable ([Tensor]) -> Tensor

  public init(
    _ name: String, _ inputs: [Shape],
    draw: @escaping @Sendable (Shape, inout SplitMix64) -> Tensor = Draw.smooth,
    run: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.name = name
    self.inputs = inputs
    self.draw = draw
    self.run = run
  }

  public var description: String { name }
}

/// Inputs for gradient checks.
public enum Draw {
  /// Standard normal numbers, for functions that are smooth everywhere.
  @Sendable public static func smooth(_ shape: Shape, _ rng: inout SplitMix64) -> Tensor {
    .normal(shape, using: &rng)
  }

  /// Numbers between ½ and 2, for logarithms, roots and divisors.
  @Sendable public static func positive(_ shape: Shape, _ rng: inout SplitMix64) -> Tensor {
    .uniform(shape, from: 0.5, to: 2, using: &rng)
  }

  /// Numbers of either sign with |x| ≥ 0.1, for functions with a kink at 0.
  @Sendable public static func awayFromZero(_ shape: Shape, _ rng: inout SplitMix64) -> Tensor {
    let x = Tensor.uniform(shape, from: -2, to: 2, using: &rng)
    return x + x.sign() * 0.1
  }

  /// Numbers of which any two differ by at least 0.1, in random order, for maxima.
  @Sendable public static func distinct(_ shape: Shape, _ rng: inout SplitMix64) -> Tensor {
    let count = shape.elementCount
    let values = (0..<count).map { (Float($0) - Float(count) / 2) * 0.1 + 0.05 }
    return Tensor(values.shuffled(using: &rng), shape: shape)
  }
}

/// A gradient held against finite differences along one random direction.
///
///     ⟨∇L, v⟩ ≈ (L(x + εv) − L(x − εv)) / 2ε        with L = ⟨w, f(x)⟩ summed in double precision, w random
public struct DirectionalCheck: CustomStringConvertible {
  public let analytic: Double
  public let numeric: Double
  /// The size of the terms that make up the derivative, for the tolerance.
  public let scale: Double

  /// Whether the two agree to 2·10⁻³ of the greater of them (or of a small part of the terms' size).
  public var passes: Bool {
    (analytic - numeric).magnitude <= 2e-3 * max(analytic.magnitude, numeric.magnitude, 0.05 * scale)
  }

  public var description: String { "analytic \(analytic), numeric \(numeric), scale \(scale)" }

  public init(_ op: OpCase, seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let inputs = op.inputs.map { op.draw($0, &rng) }
    self.init(inputs, using: &rng, of: op.run)
  }

  public init(
    _ inputs: [Tensor], using rng: inout SplitMix64, step: Float = 1e-2, of function: ([Tensor]) -> Tensor
  ) {
    let weights = Tensor.normal(function(inputs).shape, using: &rng)
    var directions = inputs.map { Tensor.normal($0.shape, using: &rng) }
    let length = directions.reduce(0.0) { $0 + Double($1.norm) * Double($1.norm) }.squareRoot()
    directions = directions.map { $0 * Float(1 / Swift.max(length, 1e-12)) }
    let gradients = valueAndGradients(at: inputs) { (function($0) * weights).sum() }.gradients
    var total = 0.0
    var size = 0.0
    for (gradient, direction) in zip(gradients, directions) {
      total += dot(gradient, direction)
      size += Double(gradient.norm) * Double(direction.norm)
    }
    func loss(_ distance: Float) -> Double {
      dot(function(zip(inputs, directions).map { $0 + $1 * distance }), weights)
    }
    analytic = total
    // Of two step widths the difference of order h² cancels.
    let (near, far) = (
      (loss(step) - loss(-step)) / (2 * Double(step)), (loss(2 * step) - loss(-2 * step)) / (4 * Double(step))
    )
    numeric = (4 * near - far) / 3
    scale = size
  }
}

/// ⟨a, b⟩ in double precision.
public func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
