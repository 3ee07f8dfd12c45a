internal import Kernels

extension Tensor {
  /// The greatest element under a window that moves over images of `[batch, channels, height, width]`.
  ///
  /// The stride defaults to the kernel's size. Gradient: `g` goes to the first greatest element.
  public func maxPool2D(
    kernelSize: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1
  ) -> Tensor {
    checkPadding("maxPool2D", padding, kernelSize)
    let window = Window(
      kernel: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
    let (size, result) = pooled("maxPool2D", window)
    let out = Storage(uninitialized: result.elementCount)
    let choice = Kernel.maxPool(window, size, storage, into: out)
    return Tensor(result, out).recorded("maxPool2D", from: self) { [shape] g in
      Tensor.build(shape) { Kernel.maxPoolGradient(window, size, g.storage, choice, into: $0) }
    }
  }

  /// The mean under a window that moves over images of `[batch, channels, height, width]`; padding counts as zeros.
  ///
  /// The stride defaults to the kernel's size. Gradient: each element under the window gets its share.
  public func averagePool2D(kernelSize: Size2D, stride: Size2D? = nil, padding: Size2D = 0) -> Tensor {
    checkPadding("averagePool2D", padding, kernelSize)
    let window = Window(kernel: kernelSize, stride: stride ?? kernelSize, padding: padding)
    let (size, result) = pooled("averagePool2D", window)
    let y = Tensor.build(result) { Kernel.averagePool(window, size, storage, into: $0) }
    return y.recorded("averagePool2D", from: self) { [shape] g in
      Tensor.build(shape) { Kernel.averagePoolGradient(window, size, g.storage, into: $0) }
    }
  }

  /// `maxPool2D` of sequences `[batch, channels, time]`.
  public func maxPool1D(kernelSize: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1) -> Tensor {
    precondition(rank == 3, "maxPool1D expects [batch, channels, time] but got \(shape)")
    return expandedDimensions(axis: 2).maxPool2D(
      kernelSize: Size2D(height: 1, width: kernelSize),
      stride: Size2D(height: 1, width: stride ?? kernelSize),
      padding: Size2D(height: 0, width: padding), dilation: Size2D(height: 1, width: dilation)
    ).squeezed(axis: 2)
  }

  /// `averagePool2D` of sequences `[batch, channels, time]`.
  public func averagePool1D(kernelSize: Int, stride: Int? = nil, padding: Int = 0) -> Tensor {
    precondition(rank == 3, "averagePool1D expects [batch, channels, time] but got \(shape)")
    return expandedDimensions(axis: 2).averagePool2D(
      kernelSize: Size2D(height: 1, width: kernelSize),
      stride: Size2D(height: 1, width: stride ?? kernelSize),
      padding: Size2D(height: 0, width: padding)
    ).squeezed(axis: 2)
  }

  /// Otherwise some windows would lie in the padding alone.
  private func checkPadding(_ op: StaticString, _ padding: Size2D, _ kernel: Size2D) {
    precondition(
      padding.height <= kernel.height / 2 && padding.width <= kernel.width / 2,
      "\(op) expects padding of at most half of the kernel \(kernel) but got \(padding)")
  }

  private func pooled(_ op: StaticString, _ window: Window) -> (size: Size2D, result: Shape) {
    precondition(rank == 4, "\(op) expects [batch, channels, height, width] but got \(shape)")
    let size = Size2D(height: shape[2], width: shape[3])
    let output = window.outputSize(for: size)
    precondition(
      size.area > 0 && output.area > 0, "\(op)'s kernel of \(window.kernel) does not fit in \(shape)")
    return (size, [shape[0], shape[1], output.height, output.width])
  }
}
