import NeuralNetworks
import SVGCharts
import Tensors

extension ReceptiveFieldDiagram {
  /// The convolutions and pooling layers that a model begins with.
  ///
  ///     ReceptiveFieldDiagram(cnn, input: [1, 1, 40])
  ///
  /// Layers that treat each place on its own may be between them: activations, dropout and `BatchNorm`. Any other
  /// layer ends the rows, such as `GlobalMaxPool`, which sees all places, and `ConvTranspose1D`, which has no windows.
  /// Layers of a `Sequential` in the model count as the model's own. Of images it shows the last axis.
  ///
  /// - Precondition: the model begins with such a layer, and `input` has at least one place for it.
  public init(
    _ model: Sequential, input: Shape, unit: Int? = nil, title: String? = nil
  ) {
    var layers: [Layer] = []
    var counts: [String: Int] = [:]
    for layer in Window.flattened(model) where !Window.keepsPlacesApart(layer) {
      guard let window = Window(layer) else { break }
      counts[window.name, default: 0] += 1
      let number = counts[window.name] ?? 1
      layers.append(window.named("\(window.name) \(number)"))
    }
    self.init(layers, inputs: input[input.rank - 1], unit: unit, title: title)
  }
}

/// What a layer of the engine reads along its last axis.
private struct Window {
  let name: String
  let kernel, stride, padding, extra, dilation: Int

  /// `nil` for a layer that has no window.
  init?(_ layer: any NeuralNetworks.Layer) {
    switch layer {
    case let layer as Conv1D:
      self.init(
        "conv", layer.kernelSize, layer.stride, layer.padding, extra: layer.extraPadding,
        dilation: layer.dilation)
    case let layer as Conv2D:
      self.init(
        "conv", layer.kernelSize.width, layer.stride.width, layer.padding.width,
        extra: layer.extraPadding.width, dilation: layer.dilation.width)
    case let layer as MaxPool1D: self.init(layer.window)
    case let layer as AveragePool1D: self.init(layer.window)
    case let layer as MaxPool2D: self.init(layer.window)
    case let layer as AveragePool2D: self.init(layer.window)
    default: return nil
    }
  }

  private init(_ window: PoolingWindow<Int>) {
    self.init("pool", window.kernelSize, window.stride, window.padding)
  }

  private init(_ window: PoolingWindow<Size2D>) {
    self.init("pool", window.kernelSize.width, window.stride.width, window.padding.width)
  }

  private init(
    _ name: String, _ kernel: Int, _ stride: Int, _ padding: Int, extra: Int = 0, dilation: Int = 1
  ) {
    (self.name, self.kernel, self.stride, self.padding) = (name, kernel, stride, padding)
    (self.extra, self.dilation) = (extra, dilation)
  }

  /// The layers of a model, with those of each `Sequential` in it.
  static func flattened(_ model: Sequential) -> [any NeuralNetworks.Layer] {
    model.layers.flatMap { layer in (layer as? Sequential).map { flattened($0) } ?? [layer] }
  }

  /// Whether what comes out at a place depends only on what comes in there.
  static func keepsPlacesApart(_ layer: any NeuralNetworks.Layer) -> Bool {
    switch layer {
    case is ReLU, is LeakyReLU, is ELU, is GELU, is SiLU, is Softplus, is Sigmoid, is Tanh: true
    case is Dropout, is ChannelDropout, is BatchNorm: true
    default: false
    }
  }

  func named(_ name: String) -> ReceptiveFieldDiagram.Layer {
    ReceptiveFieldDiagram.Layer(
      name, kernel: kernel, stride: stride, padding: padding, extraPadding: extra, dilation: dilation)
  }
}
