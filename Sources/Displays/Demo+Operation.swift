extension Demo {
  /// What a layer of a network computes. The raw values are the names that the page's scripts and data have for it.
  ///
  /// Each operation is defined in one of the scripts `networks*.js`.
  public enum Operation: String, CaseIterable, Hashable, Sendable {
    case linear
    case conv2D, maxPool2D, averagePool2D, globalMaxPool, globalAveragePool, flatten
    case scaleChannels, layerNorm
    case relu, leakyReLU, elu, gelu, geluTanh, silu, softplus, sigmoid, tanh
    case embedding
    case rnnTanh, rnnReLU, lstm, gru, gruResetBefore
    case positions, causalBlock

    /// The scripts. A page has only those that its networks need.
    public enum Script: CaseIterable, Hashable, Sendable {
      case base, images, recurrent, transformer
    }

    /// The script that defines the operation.
    public var script: Script {
      switch self {
      case .conv2D, .maxPool2D, .averagePool2D, .globalMaxPool, .globalAveragePool, .scaleChannels: .images
      case .rnnTanh, .rnnReLU, .lstm, .gru, .gruResetBefore: .recurrent
      case .positions, .causalBlock: .transformer
      case .linear, .flatten, .layerNorm, .relu, .leakyReLU, .elu, .gelu, .geluTanh, .silu, .softplus,
        .sigmoid, .tanh, .embedding:
        .base
      }
    }
  }
}
