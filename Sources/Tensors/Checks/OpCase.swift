/// One row of the op table: an operation and inputs to try it with.
///
///     for op in OpCase.all { print(op.name, DirectionalCheck(op, seed: 1).passes) }
///
/// The gradient tests and the chapter on gradients use the same rows.
public struct OpCase: Sendable, CustomStringConvertible {
  /// Its name in tables and messages.
  public let name: String
  /// The shapes of the operation's inputs.
  public let inputs: [Shape]
  /// Draws numbers that keep clear of kinks and poles.
  public let draw: @Sendable (Shape, inout SplitMix64) -> Tensor
  /// The operation.
  public let run: @Sendable ([Tensor]) -> Tensor

  /// A row; inputs are standard normal unless `draw` is given.
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

/// Inputs for gradient checks that keep clear of kinks and poles.
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

  /// Numbers that differ from each other by at least 0.1, in random order, for maxima.
  @Sendable public static func distinct(_ shape: Shape, _ rng: inout SplitMix64) -> Tensor {
    let count = shape.elementCount
    let values = (0..<count).map { (Float($0) - Float(count) / 2) * 0.1 + 0.05 }
    return Tensor(rng.permutation(of: count).map { values[$0] }, shape: shape)
  }
}
