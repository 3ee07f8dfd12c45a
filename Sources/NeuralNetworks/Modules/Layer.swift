/// What a network is used for: some layers compute something else during training.
public enum Mode: Sendable {
  /// Training: dropout drops, batch normalization uses the batch's moments.
  case training
  /// Inference: nothing is random, and a sample's result does not depend on the others.
  case inference
}

/// A module that maps one tensor to another.
///
/// A layer that computes the same in both modes implements the call without a mode. One that does not, such as
/// dropout, implements the call with a mode; called without one it traps, so that a forgotten mode is an error and
/// never a silent choice. Networks that contain such layers are called as `model(x, .training)` or
/// `model(x, .inference)`.
public protocol Layer: Module {
  /// The layer's output for `x`, if it does not depend on the mode.
  func callAsFunction(_ x: Tensor) -> Tensor

  /// The layer's output for `x` in the given mode.
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor
}

extension Layer {
  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { self(x) }
}

/// A layer that computes something else during training: it implements the call with a mode.
public protocol ModeDependentLayer: Layer {}

extension ModeDependentLayer {
  public func callAsFunction(_ x: Tensor) -> Tensor {
    preconditionFailure(
      "\(Self.self) computes otherwise in training: call the network with a mode, "
        + "model(x, .training) or model(x, .inference)")
  }
}
