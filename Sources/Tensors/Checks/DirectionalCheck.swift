/// A gradient compared with finite differences along one random direction.
///
///     ⟨∇L, v⟩ ≈ (L(x + εv) − L(x − εv)) / 2ε        with L = ⟨w, f(x)⟩ summed in double precision, w random
public struct DirectionalCheck: CustomStringConvertible {
  /// The derivative from the gradient: ⟨∇L, v⟩.
  public let analytic: Double
  /// The derivative from differences of the values.
  public let numeric: Double
  /// The size of the terms that make up the derivative, for the tolerance.
  public let scale: Double

  /// The difference of the two, relative to the greater of them (or to a small part of the terms' size).
  public var difference: Double {
    (analytic - numeric).magnitude / max(analytic.magnitude, numeric.magnitude, 0.05 * scale, 1e-300)
  }

  /// Whether `difference` is at most 2·10⁻³.
  public var passes: Bool {
    difference <= 2e-3
  }

  public var description: String { "analytic \(analytic), numeric \(numeric), scale \(scale)" }

  /// The check of an operation at inputs and along a direction that follow from `seed`.
  public init(_ op: OpCase, seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let inputs = op.inputs.map { op.draw($0, &rng) }
    self.init(inputs, using: &rng, of: op.run)
  }

  /// The check of a function at some inputs, along a direction drawn from `rng`; `step` is ε.
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
    // Two step widths cancel the error of order h².
    let (near, far) = (
      (loss(step) - loss(-step)) / (2 * Double(step)), (loss(2 * step) - loss(-2 * step)) / (4 * Double(step))
    )
    numeric = (4 * near - far) / 3
    scale = size
  }
}

/// ⟨a, b⟩ in double precision.
package func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
