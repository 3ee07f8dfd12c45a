import Platform

/// A small, fast random-number generator: the same seed gives the same stream on every machine.
///
/// Each step adds a constant to the state and mixes the sum, so every seed is a good one, even 0.
/// Reference: Steele, Lea & Flood, "Fast splittable pseudorandom number generators" (2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  /// Where the stream is: a generator with this number as its seed gives the rest of it.
  public private(set) var state: UInt64

  /// A seed that is written as a number: any that has 64 bits, with or without a sign.
  public struct Literal: ExpressibleByIntegerLiteral, Sendable {
    fileprivate let bits: UInt64

    public init(integerLiteral number: StaticBigInt) {
      precondition(
        number.bitWidth <= 64 || number.bitWidth == 65 && number.signum() > 0,
        "a seed has at most 64 bits, but this one has \(number.bitWidth - (number.signum() > 0 ? 1 : 0))")
      bits = UInt64(number[0])
    }
  }

  /// A stream of numbers; the same seed gives the same stream on every machine.
  public init(seed: Literal) {
    state = seed.bits
  }

  /// A stream of numbers; the same seed gives the same stream on every machine.
  @_disfavoredOverload
  public init(seed: UInt64) {
    state = seed
  }

  /// A stream of numbers from a seed of any integer type: the bits of its value, so that −1 is the same as `UInt64.max`.
  @_disfavoredOverload
  public init(seed: some BinaryInteger) {
    state = UInt64(truncatingIfNeeded: seed)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A generator with a stream of its own, so that one part of the work doesn't shift the numbers of another.
  public mutating func split() -> SplitMix64 {
    SplitMix64(seed: next())
  }
}

extension RandomNumberGenerator {
  /// A number drawn uniformly from `[0, 1)`, from the upper 53 bits of one step.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number drawn uniformly from `[lower, upper)`.
  public mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
    precondition(
      (upper - lower).isFinite && lower <= upper,
      "uniform expects finite bounds, the lower one first, but got \(lower) and \(upper)")
    let number = lower + (upper - lower) * uniform()
    // The sum may have been rounded to the upper bound.
    return number < upper ? number : max(lower, upper.nextDown)
  }

  /// A number drawn from the normal distribution with mean 0 and standard deviation 1.
  ///
  /// The polar method makes a normal number from two uniform ones inside the unit circle. The second normal number that
  /// it could make isn't kept, so that the stream depends only on the state. Reference: Marsaglia & Bray (1964).
  public mutating func normal() -> Double {
    while true {
      let u = uniform(-1, 1)
      let v = uniform(-1, 1)
      let s = u * u + v * v
      if s > 0 && s < 1 {
        return u * (-2 * log(s) / s).squareRoot()
      }
    }
  }
}
