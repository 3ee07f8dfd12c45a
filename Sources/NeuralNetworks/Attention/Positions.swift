private import Platform

/// How a transformer knows the order of its tokens, which attention alone does not see.
public enum PositionEncoding: Sendable {
  /// Not at all.
  case none
  /// Waves of falling frequency, added to the tokens' vectors.
  case sinusoidal
  /// A learned vector for each position, added to the tokens' vectors.
  case learned
  /// Queries and keys are rotated by their positions.
  case rotary
}

/// Waves of falling frequency: each position gets a vector of its own, even positions beyond all training texts.
///
///     P[t, 2i] = sin(t / 10000^(2i / D))      P[t, 2i + 1] = cos(t / 10000^(2i / D))
///
/// Reference: Vaswani et al. (2017).
public struct SinusoidalPositions: Module {
  /// The width of a position's vector.
  public let dimensions: Int

  /// Waves for vectors of this width.
  public init(dimensions: Int) {
    precondition(dimensions >= 0, "SinusoidalPositions expects dimensions of 0 or more but got \(dimensions)")
    self.dimensions = dimensions
  }

  /// The vectors of `positions`: `[positions.count, dimensions]`.
  public func callAsFunction(_ positions: Range<Int>) -> Tensor {
    let values = positions.flatMap { position in
      (0..<dimensions).map { column in
        let angle = Double(position) / pow(10000, Double(column / 2 * 2) / Double(dimensions))
        return Float(column % 2 == 0 ? sin(angle) : cos(angle))
      }
    }
    return Tensor(values, shape: [positions.count, dimensions])
  }
}

/// A learned vector for each position below `count`.
///
/// `weight` is `[count, dimensions]` and starts as N(0, 0.02²). Reference: Radford et al. (2018).
public struct LearnedPositions: Module {
  /// The number of positions.
  public let count: Int
  /// The width of a position's vector.
  public let dimensions: Int
  /// The vectors, `[count, dimensions]`.
  @Parameter public var weight: Tensor

  /// Vectors for `count` positions, drawn from `generator`.
  public init(count: Int, dimensions: Int, using generator: inout some RandomNumberGenerator) {
    self.count = count
    self.dimensions = dimensions
    _weight = Parameter(.normal([count, dimensions], standardDeviation: 0.02, using: &generator))
  }

  /// The vectors of `positions`: `[positions.count, dimensions]`; traps if one has no vector.
  public func callAsFunction(_ positions: Range<Int>) -> Tensor {
    precondition(
      positions.lowerBound >= 0 && positions.upperBound <= count,
      "LearnedPositions expects positions below \(count) but got \(positions)")
    return positions == 0..<count ? weight : weight[positions]
  }
}

/// Rotates queries and keys by angles that grow with their positions, so that a score depends only on the distance.
///
///     (a, b) ↦ (a·cos φ − b·sin φ, b·cos φ + a·sin φ)      φ = t / 10000^(2i / width)
///
/// A pair (a, b) is element i and element i + width/2, as in GPT-NeoX and Llama; the paper pairs adjacent
/// elements, which is equivalent up to the order of weights. Reference: Su et al., "RoFormer" (2021).
public struct RotaryPositions: Module {
  /// The width of a head: width/2 pairs.
  public let width: Int

  /// Rotates heads of this width, which must be even.
  public init(width: Int) {
    precondition(width >= 0 && width % 2 == 0, "RotaryPositions expects an even width but got \(width)")
    self.width = width
  }

  /// `x`, `[…, time, width]`, rotated; its first position is `start`.
  public func callAsFunction(_ x: Tensor, from start: Int) -> Tensor {
    precondition(x.shape.last == width, "RotaryPositions expects […, time, \(width)] but got \(x.shape)")
    let (time, half) = (x.shape[-2], width / 2)
    let angles = (start..<start + time).flatMap { position in
      (0..<half).map { Double(position) / pow(10000, Double(2 * $0) / Double(width)) }
    }
    let cosines = Tensor(angles.map { Float(cos($0)) }, shape: [time, half])
    let sines = Tensor(angles.map { Float(sin($0)) }, shape: [time, half])
    let (a, b) = (x.slice(axis: -1, 0..<half), x.slice(axis: -1, half..<width))
    return .concatenated([a * cosines - b * sines, b * cosines + a * sines], axis: -1)
  }
}
