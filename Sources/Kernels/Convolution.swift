internal import CKernels

/// The extents of a convolution of images `[batch, groups · channels, height, width]` with weights
/// `[groups · outputs, channels, kernel height, kernel width]`.
public struct Convolution: Sendable {
  /// The filters' size and how they move.
  public let window: Window
  /// The images' size.
  public let size: Size2D
  /// The number of images, and of groups of their channels.
  public let batch, groups: Int
  /// Input and output channels of one group.
  public let channels, outputs: Int

  /// The extents of a convolution.
  public init(window: Window, size: Size2D, batch: Int, groups: Int, channels: Int, outputs: Int) {
    self.window = window
    self.size = size
    self.batch = batch
    self.groups = groups
    self.channels = channels
    self.outputs = outputs
  }

  /// What comes after the sums: the rectifier, and the greatest of each 2 × 2 places, which lie side by side.
  public struct Finish: Sendable {
    /// Whether each of the two comes.
    public let isRectified, isPooled: Bool

    /// The rectifier, pooling, both or neither.
    public init(isRectified: Bool = false, isPooled: Bool = false) {
      (self.isRectified, self.isPooled) = (isRectified, isPooled)
    }
  }

  /// The height and width of a result.
  public func outputSize(_ finish: Finish = Finish()) -> Size2D {
    let size = window.outputSize(for: size)
    return finish.isPooled ? Size2D(height: size.height / 2, width: size.width / 2) : size
  }

  private var inputCount: Int { batch * groups * channels * size.area }
  private var outputCount: Int { batch * groups * outputs * window.outputSize(for: size).area }
  private var weightCount: Int { groups * outputs * channels * window.kernel.area }

  private var code: ck_convolution {
    ck_convolution(
      window: window.code(for: size), batch: Int64(batch), groups: Int64(groups), channels: Int64(channels),
      outputs: Int64(outputs))
  }

  /// Whether it runs over the images directly; otherwise over a matrix of their columns.
  public var isDirect: Bool {
    var code = code
    return ck_convolves_directly(&code)
  }

  /// Writes the convolution of `x` to `y`: with its bias, and what else comes after the sums, which only a direct convolution
  /// can have.
  public func run(
    _ x: Storage, _ weight: Storage, bias: Storage? = nil, _ finish: Finish = Finish(), into y: Storage
  ) {
    let count = batch * groups * outputs * outputSize(finish).area
    precondition(x.count == inputCount && weight.count == weightCount && y.count == count)
    precondition(bias == nil || bias?.count == groups * outputs)
    precondition(isDirect || !finish.isRectified && !finish.isPooled)
    var code = code
    var steps = ck_finish(bias: bias?.pointer, relu: finish.isRectified, pools: finish.isPooled)
    ck_convolve(&code, x.pointer, weight.pointer, &steps, y.pointer)
  }

  /// Adds the gradient of the images to `out`.
  public func addInputGradient(_ g: Storage, _ weight: Storage, into out: Storage) {
    precondition(g.count == outputCount && weight.count == weightCount && out.count == inputCount)
    var code = code
    ck_convolve_input_gradient(&code, g.pointer, weight.pointer, out.pointer)
  }

  /// Adds the gradient of the weights to `out`.
  public func addWeightGradient(_ g: Storage, _ x: Storage, into out: Storage) {
    precondition(g.count == outputCount && x.count == inputCount && out.count == weightCount)
    var code = code
    ck_convolve_weight_gradient(&code, g.pointer, x.pointer, out.pointer)
  }
}
