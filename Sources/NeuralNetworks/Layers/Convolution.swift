/// A layer of filters that move over images.
///
///     y[n, o, i, j] = bias[o] + Σ_c,u,v  weight[o, c, u, v] · x[n, c, i·stride + u·dilation − padding, …]
///
/// Shapes: `x` is `[batch, inputChannels, height, width]`, `y` `[batch, outputChannels, …]`, `weight`
/// `[outputChannels, inputChannels / groups, kernel height, kernel width]`. Sizes follow
/// ⌊(size + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1. Weights and bias start uniform in ±1/√fan, with
/// fan = inputChannels / groups · kernel area, as in PyTorch; another `initializer` sets the bias to 0.
public struct Conv2D: Layer {
  /// The numbers of channels of the images that come in and go out.
  public let inputChannels, outputChannels: Int
  /// The filters' extents, and how they move.
  public let kernelSize, stride, padding, dilation: Size2D
  /// The number of groups of channels; a filter sees only the channels of its own group.
  public let groups: Int
  /// The filters, `[outputChannels, inputChannels / groups, height, width]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1, groups: Int = 1, bias: Bool = true, initializer: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.padding, self.dilation) = (kernelSize, stride, padding, dilation)
    let start = LinearStart(
      filtersOf: "Conv2D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize.height, kernelSize.width], bias: bias, initializer, using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 4 && x.shape[1] == inputChannels,
      "Conv2D expects [batch, \(inputChannels), height, width] but got \(x.shape)")
    return x.conv2D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}

/// A layer of filters that move over sequences: `[batch, inputChannels, time]` to `[batch, outputChannels, time′]`.
///
/// Weights are `[outputChannels, inputChannels / groups, kernelSize]` and start as `Conv2D`'s do.
public struct Conv1D: Layer {
  /// As in `Conv2D`, but along one axis.
  public let inputChannels, outputChannels, kernelSize, stride, padding, dilation, groups: Int
  /// The filters, `[outputChannels, inputChannels / groups, kernelSize]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1, bias: Bool = true, initializer: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.padding, self.dilation) = (kernelSize, stride, padding, dilation)
    let start = LinearStart(
      filtersOf: "Conv1D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize], bias: bias, initializer, using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[1] == inputChannels,
      "Conv1D expects [batch, \(inputChannels), time] but got \(x.shape)")
    return x.conv1D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}
