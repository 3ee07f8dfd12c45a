internal import Kernels

extension Tensor {
  /// The transposed convolution: each pixel adds the kernel, times its value, to the places that a convolution with this
  /// kernel and stride would have computed it from. Images grow by the stride.
  ///
  ///     y[n, o, i·stride + u·dilation − padding, …] += Σ_c  weight[c, o, u, v] · x[n, c, i, j]        plus bias[o]
  ///
  /// Shapes: `self` is `[batch, channels, height, width]`, `weight` `[channels, outputs / groups, kernel height, kernel
  /// width]`, `bias` `[outputs]`. A size becomes (size − 1) · stride − 2 · padding + dilation · (kernel − 1) +
  /// outputPadding + 1, where `outputPadding`, below the stride, chooses among the sizes that the convolution maps to the
  /// same one. PyTorch's `conv_transpose2d`. Reference: Dumoulin & Visin (2016).
  ///
  /// Gradient: the convolution of `g` for the images; as for `conv2D`, with the images' parts exchanged, for the weights.
  public func convTranspose2D(
    weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0, outputPadding: Size2D = 0,
    dilation: Size2D = 1, groups: Int = 1
  ) -> Tensor {
    let window = Window(
      kernel: TransposedPlan.kernel(shape, weight.shape, groups), stride: stride, padding: padding,
      dilation: dilation)
    let plan = TransposedPlan(shape, weight.shape, bias?.shape, window, outputPadding, groups)
    let y = Tensor.zeros(plan.result)
    plan.convolution.addInputGradient(storage, weight.storage, into: y.storage)
    if let bias { Kernel.addChannelBias(bias.storage, plan.channels, into: y.storage) }
    return y.recorded("convTranspose2D", from: self, weight, bias, multiplyAdds: plan.multiplyAdds) {
      [x = detached(), w = weight.storage] g, inputs in
      inputs.add(0) {
        Tensor.build(x.shape) { plan.convolution.run(g.storage, w, into: $0) }
      }
      inputs.addInPlace(1) { storage, fresh in
        if fresh { Kernel.fill(storage, with: 0) }
        plan.convolution.addWeightGradient(x.storage, g.storage, into: storage)
      }
      inputs.add(2) { g.sum(axis: 0).reshaped(to: [plan.result[1], -1]).sum(axis: 1) }
    }
  }

  /// `convTranspose2D` of sequences: `self` is `[batch, channels, time]`, `weight` `[channels, outputs / groups, kernel]`.
  public func convTranspose1D(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    dilation: Int = 1, groups: Int = 1
  ) -> Tensor {
    precondition(
      rank == 3 && weight.rank == 3,
      "convTranspose1D expects [batch, channels, time] and [channels, outputs, kernel] but got \(shape) and "
        + "\(weight.shape)")
    return expandedDimensions(axis: 2).convTranspose2D(
      weight: weight.expandedDimensions(axis: 2), bias: bias, stride: Size2D(height: 1, width: stride),
      padding: Size2D(height: 0, width: padding), outputPadding: Size2D(height: 0, width: outputPadding),
      dilation: Size2D(height: 1, width: dilation), groups: groups
    ).squeezed(axis: 2)
  }
}

/// The extents of a transposed convolution: those of the convolution whose images' gradient it is.
private struct TransposedPlan {
  let convolution: Convolution
  let result: Shape
  let channels: ChannelLayout
  let multiplyAdds: Int

  /// The kernel's extents, after the checks that don't need them.
  static func kernel(_ x: Shape, _ weight: Shape, _ groups: Int) -> Size2D {
    precondition(
      x.rank == 4 && weight.rank == 4,
      "convTranspose2D expects [batch, channels, height, width] and [channels, outputs, height, width] "
        + "but got \(x) and \(weight)")
    precondition(
      groups > 0 && x[1] == weight[0] && weight[0] % groups == 0,
      "convTranspose2D expects \(weight[0]) channels in \(groups) groups but got \(x) and weights of \(weight)"
    )
    return Size2D(height: weight[2], width: weight[3])
  }

  init(
    _ x: Shape, _ weight: Shape, _ bias: Shape?, _ window: Window, _ outputPadding: Size2D, _ groups: Int
  ) {
    let outputs = weight[1] * groups
    precondition(
      bias == nil || bias == [outputs], "convTranspose2D expects a bias of [\(outputs)] but got \(bias ?? [])"
    )
    precondition(
      (0..<window.stride.height).contains(outputPadding.height)
        && (0..<window.stride.width).contains(outputPadding.width),
      "convTranspose2D expects an output padding below the stride of \(window.stride) but got \(outputPadding)"
    )
    func size(_ size: Int, _ part: KeyPath<Size2D, Int>) -> Int {
      (size - 1) * window.stride[keyPath: part] - 2 * window.padding[keyPath: part]
        + window.dilation[keyPath: part] * (window.kernel[keyPath: part] - 1) + outputPadding[keyPath: part]
        + 1
    }
    let image = Size2D(height: size(x[2], \.height), width: size(x[3], \.width))
    precondition(
      x[2] > 0 && x[3] > 0 && image.height > 0 && image.width > 0,
      "convTranspose2D of \(x) by weights of \(weight) with padding \(window.padding) has nothing left")
    convolution = Convolution(
      window: window, size: image, batch: x[0], groups: groups, channels: weight[1],
      outputs: weight[0] / groups)
    result = [x[0], outputs, image.height, image.width]
    channels = ChannelLayout(samples: x[0], channels: outputs, positions: image.area)
    multiplyAdds = x.elementCount * weight[1] * window.kernel.area
  }
}
