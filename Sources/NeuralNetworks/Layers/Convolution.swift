internal import Kernels

/// A layer of filters that move over images.
///
///     y[n, o, i, j] = bias[o] + Σ_c,u,v  weight[o, c, u, v] · x[n, c, i·stride + u·dilation − padding, …]
///
/// Shapes: `x` is `[batch, inputChannels, height, width]`, `y` `[batch, outputChannels, …]`, `weight`
/// `[outputChannels, inputChannels / groups, kernel height, kernel width]`. Sizes follow
/// ⌊(size + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1. Weights and bias start uniform in ±1/√fan, with
/// fan = inputChannels / groups · kernel area, as in PyTorch; another `initializer` sets the bias to 0.
///
/// Beyond the edges are zeros, or what `paddingMode` says. `padding: .same` pads so that the size stays; the stride is 1
/// then, and the row and column that an even kernel needs in addition come after the image, as in PyTorch.
public struct Conv2D: Layer {
  /// The numbers of channels of the images that come in and go out.
  public let inputChannels, outputChannels: Int
  /// The filters' extents, and how they move.
  public let kernelSize, stride, padding, dilation: Size2D
  /// The number of groups of channels; a filter sees only the channels of its own group.
  public let groups: Int
  /// What is beyond the edges.
  public let paddingMode: PaddingMode
  /// The rows and columns after the image that `padding: .same` adds for even kernels.
  public let extraPadding: Size2D
  /// The filters, `[outputChannels, inputChannels / groups, height, width]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1, groups: Int = 1, bias: Bool = true, paddingMode: PaddingMode = .zeros,
    initializer: Initializer? = nil, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inputChannels, outputChannels, kernelSize, stride, (padding, 0), dilation, groups, bias, paddingMode,
      initializer, &generator)
  }

  /// A layer that keeps the size of its images.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Size2D, padding: SamePadding, dilation: Size2D = 1,
    groups: Int = 1, bias: Bool = true, paddingMode: PaddingMode = .zeros, initializer: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    let (height, width) = (
      padding.counts(kernelSize.height, dilation.height), padding.counts(kernelSize.width, dilation.width)
    )
    self.init(
      inputChannels, outputChannels, kernelSize, 1,
      (
        Size2D(height: height.both, width: width.both), Size2D(height: height.extra, width: width.extra)
      ), dilation, groups, bias, paddingMode, initializer, &generator)
  }

  private init(
    _ inputChannels: Int, _ outputChannels: Int, _ kernelSize: Size2D, _ stride: Size2D,
    _ padding: (both: Size2D, extra: Size2D), _ dilation: Size2D, _ groups: Int, _ bias: Bool,
    _ paddingMode: PaddingMode, _ initializer: Initializer?, _ generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.dilation) = (kernelSize, stride, dilation)
    (self.padding, extraPadding, self.paddingMode) = (padding.both, padding.extra, paddingMode)
    let start = LinearStart(
      filtersOf: "Conv2D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize.height, kernelSize.width], bias: bias, initializer, using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let (image, padding) = padded(x)
    return image.conv2D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }

  /// The layer with the rectifier and pooling after it, in one pass; nil where they can't be.
  func finished(_ x: Tensor, _ finish: Convolution.Finish) -> Tensor? {
    // Otherwise the images would be padded for nothing.
    guard !Recording.isOn, stride == 1 else { return nil }
    let (image, padding) = padded(x)
    return image.finishedConv2D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, dilation: dilation, groups: groups,
      finish)
  }

  /// The images with what lies beyond their edges, and the zeros that the convolution has yet to add.
  private func padded(_ x: Tensor) -> (Tensor, padding: Size2D) {
    precondition(
      x.rank == 4 && x.shape[1] == inputChannels,
      "Conv2D expects [batch, \(inputChannels), height, width] but got \(x.shape)")
    if paddingMode == .zeros && extraPadding == 0 { return (x, padding) }
    let image = x.padded(
      axis: 2, before: padding.height, after: padding.height + extraPadding.height, mode: paddingMode
    )
    .padded(axis: 3, before: padding.width, after: padding.width + extraPadding.width, mode: paddingMode)
    return (image, 0)
  }
}

/// A layer of filters that move over sequences: `[batch, inputChannels, time]` to `[batch, outputChannels, time′]`.
///
/// Weights are `[outputChannels, inputChannels / groups, kernelSize]` and start as `Conv2D`'s do.
public struct Conv1D: Layer {
  /// As in `Conv2D`, but along one axis.
  public let inputChannels, outputChannels, kernelSize, stride, padding, dilation, groups, extraPadding: Int
  /// What is beyond the ends.
  public let paddingMode: PaddingMode
  /// The filters, `[outputChannels, inputChannels / groups, kernelSize]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1, bias: Bool = true, paddingMode: PaddingMode = .zeros,
    initializer: Initializer? = nil, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inputChannels, outputChannels, kernelSize, stride, (padding, 0), dilation, groups, bias, paddingMode,
      initializer, &generator)
  }

  /// A layer that keeps the length of its sequences.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, padding: SamePadding, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true, paddingMode: PaddingMode = .zeros, initializer: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inputChannels, outputChannels, kernelSize, 1, padding.counts(kernelSize, dilation), dilation, groups,
      bias, paddingMode, initializer, &generator)
  }

  private init(
    _ inputChannels: Int, _ outputChannels: Int, _ kernelSize: Int, _ stride: Int,
    _ padding: (both: Int, extra: Int), _ dilation: Int, _ groups: Int, _ bias: Bool,
    _ paddingMode: PaddingMode, _ initializer: Initializer?, _ generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.dilation) = (kernelSize, stride, dilation)
    (self.padding, extraPadding, self.paddingMode) = (padding.both, padding.extra, paddingMode)
    let start = LinearStart(
      filtersOf: "Conv1D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize], bias: bias, initializer, using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[1] == inputChannels,
      "Conv1D expects [batch, \(inputChannels), time] but got \(x.shape)")
    let padsItself = paddingMode == .zeros && extraPadding == 0
    let sequence =
      padsItself
      ? x : x.padded(axis: 2, before: padding, after: padding + extraPadding, mode: paddingMode)
    return sequence.conv1D(
      weight: weight, bias: bias?.value, stride: stride, padding: padsItself ? padding : 0,
      dilation: dilation,
      groups: groups)
  }
}

/// The padding that keeps the size of what is convolved with a stride of 1: dilation · (kernel − 1) entries, as equally
/// before and after as possible.
public enum SamePadding: Sendable {
  /// The only case, so that a layer reads `padding: .same`.
  case same

  /// The entries on both sides, and those in addition at the end.
  func counts(_ kernel: Int, _ dilation: Int) -> (both: Int, extra: Int) {
    let total = Swift.max(0, dilation * (kernel - 1))
    return (total / 2, total % 2)
  }
}
