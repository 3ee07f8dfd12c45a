internal import Kernels

/// A convolution with the rectifier or 2 × 2 max pooling after it, or with both: where nothing is recorded they take one pass
/// over each image, with the same bits as one after the other.
struct ConvolutionStage {
  private let convolution: Conv2D
  private let finish: Convolution.Finish
  /// The number of layers.
  let count: Int

  /// The stage at the beginning of `layers`; nil if there is none.
  init?(_ layers: ArraySlice<any Layer>) {
    guard let convolution = layers.first as? Conv2D else { return nil }
    var rest = layers.dropFirst()
    let isRectified = rest.first is ReLU
    if isRectified { rest = rest.dropFirst() }
    let isPooled = (rest.first as? MaxPool2D)?.takesPairs ?? false
    guard isRectified || isPooled else { return nil }
    self.convolution = convolution
    finish = Convolution.Finish(isRectified: isRectified, isPooled: isPooled)
    count = 1 + (isRectified ? 1 : 0) + (isPooled ? 1 : 0)
  }

  /// The result of all layers; nil where they can't be computed in one pass.
  func callAsFunction(_ x: Tensor) -> Tensor? { convolution.finished(x, finish) }
}

extension MaxPool2D {
  /// Whether the windows are of 2 × 2 and lie side by side.
  fileprivate var takesPairs: Bool { window.kernelSize == 2 && window.stride == 2 && window.padding == 0 }
}
