/// A layer that makes images larger by learned filters: each pixel adds a filter, times its value, to the result.
///
///     y[n, o, i·stride + u·dilation − padding, …] += Σ_c  weight[c, o, u, v] · x[n, c, i, j]        plus bias[o]
///
/// Shapes: `x` is `[batch, inputChannels, height, width]`, `y` `[batch, outputChannels, …]`, `weight` `[inputChannels,
/// outputChannels / groups, kernel height, kernel width]`; sizes as in `Tensor.convTranspose2D`. Weights and bias start
/// uniform in ±1/√fan, with fan = outputChannels / groups · kernel area, as in PyTorch; another `initializer` sets the bias
/// to 0. Reference: Dumoulin & Visin (2016).
public struct ConvTranspose2D: Layer {
  /// The numbers of channels of the images that come in and go out.
  public let inputChannels, outputChannels: Int
  /// The filters' extents, and how they move.
  public let kernelSize, stride, padding, outputPadding, dilation: Size2D
  /// The number of groups of channels; a filter sees only the channels of its own group.
  public let groups: Int
  /// The filters, `[inputChannels, outputChannels / groups, height, width]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1, bias: Bool = true,
    initializer: Initializer? = nil, using generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride, padding)
    (self.outputPadding, self.dilation) = (outputPadding, dilation)
    let start = LinearStart(
      filtersOf: "ConvTranspose2D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize.height, kernelSize.width], transposed: true, bias: bias, initializer,
      using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 4 && x.shape[1] == inputChannels,
      "ConvTranspose2D expects [batch, \(inputChannels), height, width] but got \(x.shape)")
    return x.convTranspose2D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, outputPadding: outputPadding,
      dilation: dilation, groups: groups)
  }
}

/// A layer that makes sequences longer by learned filters: `[batch, inputChannels, time]` to `[batch, outputChannels,
/// time′]`.
///
/// Weights are `[inputChannels, outputChannels / groups, kernelSize]` and start as `ConvTranspose2D`'s do.
public struct ConvTranspose1D: Layer {
  /// As in `ConvTranspose2D`, but along one axis.
  public let inputChannels, outputChannels, kernelSize, stride, padding, outputPadding, dilation, groups: Int
  /// The filters, `[inputChannels, outputChannels / groups, kernelSize]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose filters are drawn from `generator`.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true,
    initializer: Initializer? = nil, using generator: inout some RandomNumberGenerator
  ) {
    (self.inputChannels, self.outputChannels, self.groups) = (inputChannels, outputChannels, groups)
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride, padding)
    (self.outputPadding, self.dilation) = (outputPadding, dilation)
    let start = LinearStart(
      filtersOf: "ConvTranspose1D", inputs: inputChannels, outputs: outputChannels, groups: groups,
      kernel: [kernelSize], transposed: true, bias: bias, initializer, using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[1] == inputChannels,
      "ConvTranspose1D expects [batch, \(inputChannels), time] but got \(x.shape)")
    return x.convTranspose1D(
      weight: weight, bias: bias?.value, stride: stride, padding: padding, outputPadding: outputPadding,
      dilation: dilation, groups: groups)
  }
}
