internal import Kernels

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
    let plan = ConvolutionPlan(shape, weight.shape, bias?.shape, stride, padding, dilation, groups)
    let y = Tensor.build(plan.result) { plan.run(storage, weight.storage, bias?.storage, into: $0) }
    return y.recorded("conv2D", from: self, weight, bias) { [x = storage, w = weight.storage] g, inputs in
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

/// The extents of a convolution, checked, and its three matrix products.
private struct ConvolutionPlan {
  let result: Shape
  private let window: Window
  private let size: Size2D
  private let batch, groups: Int
  // Of one group: input channels, output channels, and the rows and columns of its column matrix.
  private let channels, outputs, depth, places: Int

  init(
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
    window = Window(
      kernel: Size2D(height: weight[2], width: weight[3]), stride: stride, padding: padding,
      dilation: dilation)
    size = Size2D(height: x[2], width: x[3])
    let output = window.outputSize(for: size)
    precondition(output.area > 0, "conv2D's kernel of \(weight) does not fit in \(x) padded by \(padding)")
    batch = x[0]
    self.groups = groups
    channels = weight[1]
    outputs = weight[0] / groups
    depth = weight[1] * window.kernel.area
    places = output.area
    result = [x[0], weight[0], output.height, output.width]
  }

  /// A 1 × 1 kernel that visits every pixel: the image is its own column matrix.
  private var isPointwise: Bool {
    window.kernel.area == 1 && window.stride.area == 1 && window.padding == 0
  }

  /// Runs `body` for each image's groups with the offsets of their input, output and weights.
  private func forEachGroup(_ body: (_ input: Int, _ output: Int, _ weight: Int) -> Void) {
    for image in 0..<batch {
      for group in 0..<groups {
        let index = image * groups + group
        body(index * channels * size.area, index * outputs * places, group * outputs * depth)
      }
    }
  }

  func run(_ x: Storage, _ weight: Storage, _ bias: Storage?, into y: Storage) {
    let product = MatrixProduct(rows: outputs, columns: places, depth: depth)
    let columns = Storage(uninitialized: isPointwise ? 0 : depth * places)
    forEachGroup { input, output, weightStart in
      if isPointwise {
        Kernel.multiply(product, weight, at: weightStart, x, at: input, into: y, offset: output)
      } else {
        Kernel.imageToColumns(window, size, x, at: input, channels: channels, into: columns)
        Kernel.multiply(product, weight, at: weightStart, columns, into: y, offset: output)
      }
    }
    if let bias {
      let layout = ChannelLayout(samples: batch, channels: outputs * groups, positions: places)
      Kernel.addChannelBias(bias, layout, into: y)
    }
  }

  func addInputGradient(_ g: Storage, _ weight: Storage, into out: Storage) {
    let product = MatrixProduct(rows: depth, columns: places, depth: outputs, leftTransposed: true)
    let columns = Storage(uninitialized: isPointwise ? 0 : depth * places)
    forEachGroup { input, output, weightStart in
      if isPointwise {
        Kernel.multiply(
          product, weight, at: weightStart, g, at: output, into: out, offset: input, adding: true)
      } else {
        Kernel.multiply(product, weight, at: weightStart, g, at: output, into: columns)
        Kernel.columnsToImage(window, size, columns, into: out, at: input, channels: channels)
      }
    }
  }

  func addWeightGradient(_ g: Storage, _ x: Storage, into out: Storage) {
    let product = MatrixProduct(rows: outputs, columns: depth, depth: places, rightTransposed: true)
    let columns = Storage(uninitialized: isPointwise ? 0 : depth * places)
    forEachGroup { input, output, weightStart in
      if isPointwise {
        Kernel.multiply(product, g, at: output, x, at: input, into: out, offset: weightStart, adding: true)
      } else {
        Kernel.imageToColumns(window, size, x, at: input, channels: channels, into: columns)
        Kernel.multiply(product, g, at: output, columns, into: out, offset: weightStart, adding: true)
      }
    }
  }
}
