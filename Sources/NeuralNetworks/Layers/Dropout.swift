/// In training each element is zeroed with probability `rate` and the others are scaled by 1 / (1 − rate), so that the
/// expectation is unchanged; in inference it is the identity.
///
/// The layer draws from a stream of its own, split off the generator that it is made with.
/// Reference: Srivastava et al. (2014).
public struct Dropout: ModeDependentLayer {
  /// The probability that an element is zeroed.
  public let rate: Float
  private let stream: RandomStream

  /// Drops with probability `rate`; the seed of the layer's own stream is drawn from `generator`.
  public init(rate: Float, using generator: inout some RandomNumberGenerator) {
    self.rate = rate
    stream = RandomStream(of: "Dropout", dropping: rate, using: &generator)
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    switch mode {
    case .training: x.dropout(rate: rate, seed: stream.nextSeed())
    case .inference: x
    }
  }

  /// The rate and the seed of the next choice, for an operation that drops inside; traps if the mode is missing.
  func choice(_ mode: Mode?, for owner: String) -> (rate: Float, seed: UInt64) {
    guard let mode else {
      preconditionFailure(
        "\(owner) drops in training: call it with a mode, .training or .inference, or without dropout")
    }
    return mode == .training ? (rate, stream.nextSeed()) : (0, 0)
  }
}
