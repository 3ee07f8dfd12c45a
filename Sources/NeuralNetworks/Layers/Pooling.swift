/// A layer that reduces the numbers under a moving window to one, on images or sequences.
///
///     MaxPool2D(kernelSize: 2)
///     AveragePool1D(kernelSize: 3, stride: 1, padding: 1)
public protocol PoolingLayer: Layer {
  /// A size along the axes that the window moves on: `Size2D` for images, `Int` for sequences.
  associatedtype Extent: ExpressibleByIntegerLiteral

  /// The window's size, and how it moves.
  var window: PoolingWindow<Extent> { get }

  /// A layer with this window.
  init(_ window: PoolingWindow<Extent>)
}

/// The window of a pooling layer: its size, and how it moves.
public struct PoolingWindow<Extent> {
  /// The window's size, its step, and how far it reaches beyond the edges.
  public let kernelSize, stride, padding: Extent
}

extension PoolingLayer {
  /// A window of this size; the stride defaults to the size.
  public init(kernelSize: Extent, stride: Extent? = nil, padding: Extent = 0) {
    self.init(PoolingWindow(kernelSize: kernelSize, stride: stride ?? kernelSize, padding: padding))
  }
}

/// The greatest element under a window that moves over images `[batch, channels, height, width]`.
public struct MaxPool2D: PoolingLayer {
  /// The window's size, and how it moves.
  public let window: PoolingWindow<Size2D>

  /// A layer with this window.
  public init(_ window: PoolingWindow<Size2D>) { self.window = window }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.maxPool2D(kernelSize: window.kernelSize, stride: window.stride, padding: window.padding)
  }
}

/// The mean under a window that moves over images `[batch, channels, height, width]`; padding counts as zeros.
public struct AveragePool2D: PoolingLayer {
  /// The window's size, and how it moves.
  public let window: PoolingWindow<Size2D>

  /// A layer with this window.
  public init(_ window: PoolingWindow<Size2D>) { self.window = window }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.averagePool2D(kernelSize: window.kernelSize, stride: window.stride, padding: window.padding)
  }
}

/// The greatest element under a window that moves over sequences `[batch, channels, time]`.
public struct MaxPool1D: PoolingLayer {
  /// The window's size, and how it moves.
  public let window: PoolingWindow<Int>

  /// A layer with this window.
  public init(_ window: PoolingWindow<Int>) { self.window = window }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.maxPool1D(kernelSize: window.kernelSize, stride: window.stride, padding: window.padding)
  }
}

/// The mean under a window that moves over sequences `[batch, channels, time]`; padding counts as zeros.
public struct AveragePool1D: PoolingLayer {
  /// The window's size, and how it moves.
  public let window: PoolingWindow<Int>

  /// A layer with this window.
  public init(_ window: PoolingWindow<Int>) { self.window = window }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.averagePool1D(kernelSize: window.kernelSize, stride: window.stride, padding: window.padding)
  }
}

/// The mean of each channel over all positions: `[batch, channels, …]` to `[batch, channels]`.
public struct GlobalAveragePool: Layer {
  /// A layer without options.
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.rank > 2, "GlobalAveragePool expects [batch, channels, …] but got \(x.shape)")
    return x.flattened(from: 2).mean(axis: 2)
  }
}

/// The greatest element of each channel over all positions: `[batch, channels, …]` to `[batch, channels]`.
///
/// The first of equal greatest elements gets the gradient, as in max pooling.
public struct GlobalMaxPool: Layer {
  /// A layer without options.
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.rank > 2, "GlobalMaxPool expects [batch, channels, …] but got \(x.shape)")
    let signals = x.flattened(from: 2)
    return signals.maxPool1D(kernelSize: signals.shape[2]).squeezed(axis: 2)
  }
}
