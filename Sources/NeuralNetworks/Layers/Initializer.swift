/// The number of inputs of each output of a layer, and of outputs of each input.
public struct Fan: Sendable {
  /// The number of inputs that one output depends on.
  public let inputs: Int
  /// The number of outputs that depend on one input.
  public let outputs: Int

  /// The fan of a layer with these numbers.
  public init(inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// How weights are initialized.
public struct Initializer: Sendable {
  /// The distribution that weights are drawn from, given the layer's fan.
  public enum Distribution: Sendable {
    /// The same number everywhere; nothing is drawn.
    case constant(Float)
    /// The normal distribution around 0.
    case normal(standardDeviation: Float)
    /// Numbers from −`bound` to `bound`, all equally likely.
    case uniform(bound: Float)
  }

  private let distribution: @Sendable (Fan) -> Distribution

  /// An initializer by its distribution.
  public init(_ distribution: @escaping @Sendable (Fan) -> Distribution) {
    self.distribution = distribution
  }

  /// All 0.
  public static let zeros = Initializer { _ in .constant(0) }

  /// All 1.
  public static let ones = Initializer { _ in .constant(1) }

  /// All `value`.
  public static func constant(_ value: Float) -> Initializer { Initializer { _ in .constant(value) } }

  /// N(0, σ²).
  public static func normal(standardDeviation: Float = 1) -> Initializer {
    Initializer { _ in .normal(standardDeviation: standardDeviation) }
  }

  /// Uniform in ±bound.
  public static func uniform(bound: Float) -> Initializer { Initializer { _ in .uniform(bound: bound) } }

  /// Uniform in ±1/√inputs: PyTorch's initialization of dense and convolutional layers.
  public static let uniformByInputs = Initializer { .uniform(bound: 1 / Float($0.inputs).squareRoot()) }

  /// N(0, 2/inputs): keeps the scale of signals through ReLU layers. Reference: He et al. (2015).
  public static let he = Initializer { .normal(standardDeviation: (2 / Float($0.inputs)).squareRoot()) }

  /// Uniform in ±√(6/inputs): He's variance, drawn uniformly.
  public static let heUniform = Initializer { .uniform(bound: (6 / Float($0.inputs)).squareRoot()) }

  /// N(0, 2/(inputs + outputs)): keeps the scale of signals and gradients through tanh layers.
  /// Reference: Glorot & Bengio (2010).
  public static let xavier = Initializer {
    .normal(standardDeviation: (2 / Float($0.inputs + $0.outputs)).squareRoot())
  }

  /// Uniform in ±√(6/(inputs + outputs)): Xavier's variance, drawn uniformly.
  public static let xavierUniform = Initializer {
    .uniform(bound: (6 / Float($0.inputs + $0.outputs)).squareRoot())
  }

  /// A tensor of the given shape for a layer with this fan.
  public func draw(_ shape: Shape, _ fan: Fan, using generator: inout some RandomNumberGenerator) -> Tensor {
    switch distribution(fan) {
    case .constant(let value): return .filled(shape, with: value)
    case .normal(let deviation):
      check("standard deviation", deviation, fan)
      return .normal(shape, standardDeviation: deviation, using: &generator)
    case .uniform(let bound):
      check("bound", bound, fan)
      return .uniform(shape, from: -bound, to: bound, using: &generator)
    }
  }

  private func check(_ name: String, _ value: Float, _ fan: Fan) {
    precondition(
      value >= 0 && value.isFinite,
      "Initializer expects a finite \(name) of 0 or more but got \(value) for \(fan.inputs) inputs and "
        + "\(fan.outputs) outputs")
  }
}

/// The learned tensors of a layer that is linear in its inputs.
struct LinearStart {
  let weight: Parameter
  let bias: Parameter?

  /// Both uniform in ±1/√inputs, as in PyTorch; with an `initializer`, it draws the weights and the bias is 0.
  init(
    _ shape: Shape, outputs: Int, _ fan: Fan, bias: Bool, _ initializer: Initializer?,
    using generator: inout some RandomNumberGenerator
  ) {
    weight = Parameter((initializer ?? .uniformByInputs).draw(shape, fan, using: &generator))
    let start = initializer == nil ? Initializer.uniformByInputs : .zeros
    self.bias = bias ? Parameter(start.draw([outputs], fan, using: &generator)) : nil
  }

  /// The filters of a convolution, `[outputs, inputs / groups] + kernel`: a filter sees the channels of its group. Those of a
  /// transposed one are `[inputs, outputs / groups] + kernel`; as in PyTorch, their fan is that of the convolution that it
  /// transposes.
  init(
    filtersOf layer: String, inputs: Int, outputs: Int, groups: Int, kernel: [Int], transposed: Bool = false,
    bias: Bool, _ initializer: Initializer?, using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      groups > 0 && inputs > 0 && outputs > 0 && inputs % groups == 0 && outputs % groups == 0,
      "\(layer) expects multiples of \(groups) channels but got \(inputs) and \(outputs)")
    let (filters, channels) = transposed ? (inputs, outputs) : (outputs, inputs)
    let area = kernel.reduce(1, *)
    let fan = Fan(inputs: channels / groups * area, outputs: filters / groups * area)
    self.init(
      Shape([filters, channels / groups] + kernel), outputs: outputs, fan, bias: bias, initializer,
      using: &generator)
  }
}
