/// The greatest element under a window that moves over images; its stride is its size where none is given.
public struct MaxPool2D: Layer {
  /// The window's extents, and how it moves.
  public let kernelSize, stride, padding: Size2D

  /// A window of this size; see `Tensor.maxPool2D`.
  public init(kernelSize: Size2D, stride: Size2D? = nil, padding: Size2D = 0) {
    self.kernelSize = kernelSize
    self.stride = stride ?? kernelSize
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.maxPool2D(kernelSize: kernelSize, stride: stride, padding: padding)
  }
}

/// The mean under a window that moves over images; its stride is its size where none is given.
public struct AveragePool2D: Layer {
  /// The window's extents, and how it moves.
  public let kernelSize, stride, padding: Size2D

  /// A window of this size; see `Tensor.averagePool2D`.
  public init(kernelSize: Size2D, stride: Size2D? = nil, padding: Size2D = 0) {
    self.kernelSize = kernelSize
    self.stride = stride ?? kernelSize
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.averagePool2D(kernelSize: kernelSize, stride: stride, padding: padding)
  }
}

/// The greatest element under a window that moves over sequences `[batch, channels, time]`.
public struct MaxPool1D: Layer {
  /// The window's extent, and how it moves.
  public let kernelSize, stride, padding: Int

  /// A window of this size; its stride is its size where none is given.
  public init(kernelSize: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernelSize = kernelSize
    self.stride = stride ?? kernelSize
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.maxPool1D(kernelSize: kernelSize, stride: stride, padding: padding)
  }
}

/// The mean under a window that moves over sequences `[batch, channels, time]`.
public struct AveragePool1D: Layer {
  /// The window's extent, and how it moves.
  public let kernelSize, stride, padding: Int

  /// A window of this size; its stride is its size where none is given.
  public init(kernelSize: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernelSize = kernelSize
    self.stride = stride ?? kernelSize
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.averagePool1D(kernelSize: kernelSize, stride: stride, padding: padding)
  }
}

/// The mean of each channel over all positions: `[batch, channels, …]` to `[batch, channels]`.
public struct GlobalAveragePool: Layer {
  /// The layer.
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.rank > 2, "GlobalAveragePool expects [batch, channels, …] but got \(x.shape)")
    return x.flattened(from: 2).mean(axis: 2)
  }
}

/// The greatest element of each channel over all positions: `[batch, channels, …]` to `[batch, channels]`.
///
/// Of equal greatest elements the first gets the gradient, as in max pooling.
public struct GlobalMaxPool: Layer {
  /// The layer.
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.rank > 2, "GlobalMaxPool expects [batch, channels, …] but got \(x.shape)")
    let signals = x.flattened(from: 2)
    return signals.maxPool1D(kernelSize: signals.shape[2]).squeezed(axis: 2)
  }
}
