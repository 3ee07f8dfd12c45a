import Displays
import NeuralNetworks
import Tensors

/// A module that a page can run too, by the operations of its scripts.
protocol RunsInPage: Module {
  /// The operations that the page runs for the module, in order.
  var pageLayers: [Demo.Layer] { get }
}

extension Demo.Network {
  /// The operations of several modules in a row. Traps at a module that pages can't run.
  init(_ name: String, _ modules: [any Module], for owner: String) {
    self.init(name: name, layers: modules.flatMap { PageLayers.of($0, for: owner) })
  }
}

enum PageLayers {
  /// The layers that pages can run, as a failure lists them.
  static var known: String {
    var names: [String] = []
    for operation in Demo.Operation.allCases where !names.contains(operation.layerName) {
      names.append(operation.layerName)
    }
    return (names + ["Dropout"]).joined(separator: ", ") + ", and Sequential of these"
  }

  static func of(_ module: any Module, for owner: String) -> [Demo.Layer] {
    if let sequence = module as? Sequential { return sequence.layers.flatMap { of($0, for: owner) } }
    guard let runnable = module as? any RunsInPage else {
      preconditionFailure(
        "\(owner) cannot run \(ValueText.name(of: type(of: module))) in the page. What it can run: \(known). "
          + "Of a module that is made of these, give the layers one by one")
    }
    return runnable.pageLayers
  }
}

extension Demo.Operation {
  /// The layer that the page runs by this operation.
  fileprivate var layerName: String {
    switch self {
    case .linear: "Linear"
    case .conv2D: "Conv2D"
    case .maxPool2D: "MaxPool2D"
    case .averagePool2D: "AveragePool2D"
    case .globalMaxPool: "GlobalMaxPool"
    case .globalAveragePool: "GlobalAveragePool"
    case .flatten: "Flatten"
    case .scaleChannels: "BatchNorm"
    case .layerNorm: "LayerNorm"
    case .relu: "ReLU"
    case .leakyReLU: "LeakyReLU"
    case .elu: "ELU"
    case .gelu, .geluTanh: "GELU"
    case .silu: "SiLU"
    case .softplus: "Softplus"
    case .sigmoid: "Sigmoid"
    case .tanh: "Tanh"
    case .embedding: "Embedding"
    case .rnnTanh, .rnnReLU: "RNN"
    case .lstm: "LSTM"
    case .gru, .gruResetBefore: "GRU"
    case .positions, .causalBlock: "GPT"
    }
  }
}

// MARK: Dense layers and activations

extension Linear: RunsInPage {
  var pageLayers: [Demo.Layer] {
    [Demo.Layer(.linear, ["outputs": Double(outputs)], weights: [weight.scalars, bias.scalars])]
  }
}

extension Flatten: RunsInPage {
  var pageLayers: [Demo.Layer] {
    precondition(axis == 1, "a page flattens all axes of a sample but got Flatten(from: \(axis))")
    return [Demo.Layer(.flatten)]
  }
}

/// In inference, dropout does nothing.
extension Dropout: RunsInPage {
  var pageLayers: [Demo.Layer] { [] }
}

extension ReLU: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.relu)] } }
extension SiLU: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.silu)] } }
extension Softplus: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.softplus)] } }
extension Sigmoid: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.sigmoid)] } }
extension Tanh: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.tanh)] } }

extension GELU: RunsInPage {
  var pageLayers: [Demo.Layer] { [Demo.Layer(approximate ? .geluTanh : .gelu)] }
}

extension LeakyReLU: RunsInPage {
  var pageLayers: [Demo.Layer] { [Demo.Layer(.leakyReLU, ["slope": Double(slope)])] }
}

extension ELU: RunsInPage {
  var pageLayers: [Demo.Layer] { [Demo.Layer(.elu, ["alpha": Double(alpha)])] }
}

// MARK: Images

extension Conv2D: RunsInPage {
  var pageLayers: [Demo.Layer] {
    precondition(
      paddingMode == .zeros && extraPadding == 0,
      "Conv2D cannot run in the page with padding other than zeros, or with more after the image than before it"
    )
    let window = PageLayers.window(kernelSize, stride, padding, dilation)
    let channels = ["outputs": Double(outputChannels), "groups": Double(groups)]
    return [
      Demo.Layer(
        .conv2D, window.merging(channels) { $1 }, weights: [weight.scalars, bias.scalars])
    ]
  }
}

extension MaxPool2D: RunsInPage {
  var pageLayers: [Demo.Layer] {
    [Demo.Layer(.maxPool2D, PageLayers.window(window.kernelSize, window.stride, window.padding, 1))]
  }
}

extension AveragePool2D: RunsInPage {
  var pageLayers: [Demo.Layer] {
    [Demo.Layer(.averagePool2D, PageLayers.window(window.kernelSize, window.stride, window.padding, 1))]
  }
}

extension GlobalMaxPool: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.globalMaxPool)] } }
extension GlobalAveragePool: RunsInPage { var pageLayers: [Demo.Layer] { [Demo.Layer(.globalAveragePool)] } }

extension PageLayers {
  static func window(
    _ kernel: Size2D, _ stride: Size2D, _ padding: Size2D, _ dilation: Size2D
  ) -> [String: Double] {
    [
      "kernelHeight": Double(kernel.height), "kernelWidth": Double(kernel.width),
      "strideY": Double(stride.height), "strideX": Double(stride.width),
      "paddingY": Double(padding.height), "paddingX": Double(padding.width),
      "dilationY": Double(dilation.height), "dilationX": Double(dilation.width),
    ]
  }
}

// MARK: Normalization

/// Inference scales and shifts each channel by fixed numbers.
extension BatchNorm: RunsInPage {
  var pageLayers: [Demo.Layer] {
    let scales = zip(weight.scalars, runningVariance.scalars).map { $0 / ($1 + epsilon).squareRoot() }
    let shifts = zip(zip(bias.scalars, runningMean.scalars), scales).map { $0.0 - $0.1 * $1 }
    return [Demo.Layer(.scaleChannels, weights: [scales, shifts])]
  }
}

extension LayerNorm: RunsInPage {
  var pageLayers: [Demo.Layer] {
    [Demo.Layer(.layerNorm, ["epsilon": Double(epsilon)], weights: [weight.scalars, bias.scalars])]
  }
}

extension Optional where Wrapped == Parameter {
  /// The numbers of a bias; empty without one.
  var scalars: [Float] { self?.value.scalars ?? [] }
}
