import NeuralNetworks
import SVGCharts
import Tensors

extension ReceptiveFieldDiagram {
  /// The convolutions and pooling layers that a model begins with, up to the first layer that looks at all places at once.
  ///
  ///     ReceptiveFieldDiagram(cnn, input: [1, 1, 40])
  ///
  /// Of images it shows the last axis.
  ///
  /// - Precondition: the model begins with such a layer, and `input` has at least one place for it.
  public init(
    _ model: Sequential, input: Shape, unit: Int? = nil, title: String? = nil
  ) {
    var layers: [Layer] = []
    var counts: [String: Int] = [:]
    for layer in model.layers {
      guard let window = Window(layer) else {
        if Window.looksEverywhere(layer) { break }
        continue
      }
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

  /// Whether a unit of a layer sees all places, so that no field is left to show above it.
  static func looksEverywhere(_ layer: any NeuralNetworks.Layer) -> Bool {
    layer is Linear || layer is GlobalMaxPool || layer is GlobalAveragePool || layer is Flatten
  }

  func named(_ name: String) -> ReceptiveFieldDiagram.Layer {
    ReceptiveFieldDiagram.Layer(
      name, kernel: kernel, stride: stride, padding: padding, extraPadding: extra, dilation: dilation)
  }
}
