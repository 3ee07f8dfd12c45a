package import Kernels

extension Tensor {
  /// The convolution of images with `weight` (a cross-correlation, as everywhere in this field).
  ///
  ///     y[n, o, i, j] = bias[o] + Σ_c,u,v  weight[o, c, u, v] · x[n, c, i·stride + u·dilation − padding, …]
  ///
  /// Shapes: `self` is `[batch, channels, height, width]`, `weight` `[outputs, channels / groups, kernel height, kernel
  /// width]`, `bias` `[outputs]`. With groups, each group of output channels sees its own group of input channels.
  ///
  /// Computed as a matrix product over columns: the pixels under each place of the kernel.
  public func conv2D(
    weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    groups: Int = 1
  ) -> Tensor {
    let plan = Convolution(shape, weight.shape, bias?.shape, stride, padding, dilation, groups)
    let y = Tensor.build(plan.result) {
      plan.run(storage, weight.storage, bias: bias?.storage, into: $0)
    }
    return y.recorded("conv2D", from: self, weight, bias, multiplyAdds: plan.multiplyAdds) {
      [x = storage, w = weight.storage] g, inputs in
      inputs.addInPlace(0) { storage, fresh in
        if fresh { Kernel.fill(storage, with: 0) }
        plan.addInputGradient(g.storage, w, into: storage)
      }
      inputs.addInPlace(1) { storage, fresh in
        if fresh { Kernel.fill(storage, with: 0) }
        plan.addWeightGradient(g.storage, x, into: storage)
      }
      inputs.add(2) { g.sum(axis: 0).reshaped(to: [plan.result[1], -1]).sum(axis: 1) }
    }
  }

  /// `conv2D` with what comes after its sums, in one pass over each image; nil if results are recorded, if the convolution
  /// is not direct, or if there is nothing to pool.
  package func finishedConv2D(
    weight: Tensor, bias: Tensor?, stride: Size2D, padding: Size2D, dilation: Size2D, groups: Int,
    _ finish: Convolution.Finish
  ) -> Tensor? {
    guard !Recording.isOn else { return nil }
    let plan = Convolution(shape, weight.shape, bias?.shape, stride, padding, dilation, groups)
    let size = plan.outputSize(finish)
    guard plan.isDirect, size.area > 0 else { return nil }
    return Tensor.build([plan.batch, plan.outputs * groups, size.height, size.width]) {
      plan.run(storage, weight.storage, bias: bias?.storage, finish, into: $0)
    }
  }

  /// The convolution of sequences: `self` is `[batch, channels, time]`, `weight` `[outputs, channels / groups, kernel]`.
  public func conv1D(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
  ) -> Tensor {
    precondition(
      rank == 3 && weight.rank == 3,
      "conv1D expects [batch, channels, time] and [outputs, channels, kernel] but got \(shape) and \(weight.shape)"
    )
    return expandedDimensions(axis: 2).conv2D(
      weight: weight.expandedDimensions(axis: 2), bias: bias, stride: Size2D(height: 1, width: stride),
      padding: Size2D(height: 0, width: padding), dilation: Size2D(height: 1, width: dilation), groups: groups
    ).squeezed(axis: 2)
  }
}

extension Convolution {
  /// The extents of `conv2D`, checked.
  fileprivate init(
    _ x: Shape, _ weight: Shape, _ bias: Shape?, _ stride: Size2D, _ padding: Size2D, _ dilation: Size2D,
    _ groups: Int
  ) {
    precondition(
      x.rank == 4 && weight.rank == 4,
      "conv2D expects [batch, channels, height, width] and [outputs, channels, height, width] "
        + "but got \(x) and \(weight)")
    precondition(
      groups > 0 && x[1] == weight[1] * groups && weight[0] % groups == 0,
      "conv2D expects \(weight[1] * groups) channels in \(groups) groups and a multiple of \(groups) outputs "
        + "but got \(x) and weights of \(weight)")
    precondition(bias == nil || bias == [weight[0]], "conv2D expects a bias of [\(weight[0])]")
    let kernel = Size2D(height: weight[2], width: weight[3])
    self.init(
      window: Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation),
      size: Size2D(height: x[2], width: x[3]), batch: x[0], groups: groups, channels: weight[1],
      outputs: weight[0] / groups)
    precondition(places > 0, "conv2D's kernel of \(weight) does not fit in \(x) padded by \(padding)")
  }

  /// The positions of the window on an image.
  fileprivate var places: Int { outputSize().area }

  /// Each output is a sum over one filter: the weights of one output channel.
  fileprivate var multiplyAdds: Int { result.elementCount * channels * window.kernel.area }

  fileprivate var result: Shape {
    let output = outputSize()
    return [batch, outputs * groups, output.height, output.width]
  }
}
