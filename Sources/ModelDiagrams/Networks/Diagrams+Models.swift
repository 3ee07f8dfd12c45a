import NeuralNetworks
import SVGCharts
import Tensors

extension NetworkDiagram {
  /// The network that a layer or a sequence of layers is, found by running it on zeros of a shape.
  ///
  ///     NetworkDiagram(model, input: [1, 2])
  ///
  /// A layer without parameters (an activation, a dropout) is named in the box of the one before it. Small weights
  /// colour the connections.
  ///
  /// - Parameter input: the shape of the input; its first size is the batch and is left out.
  public init(_ model: some NeuralNetworks.Layer, input: Shape, title: String? = nil) {
    let layers = (model as? Sequential)?.layers
    var weights = (layers ?? [model]).map { layer in
      (layer as? Linear).flatMap { NetworkDiagram.drawn($0.weight) }
    }
    let summary = model.summary(input: input)
    if layers == nil || weights.count != summary.rows.count { weights = summary.rows.map { _ in nil } }
    self.init(summary, input: input, weights: weights, title: title)
  }

  /// The network that a summary describes.
  public init(_ summary: Summary, input: Shape, title: String? = nil) {
    self.init(summary, input: input, weights: summary.rows.map { _ in nil }, title: title)
  }

  private init(_ summary: Summary, input: Shape, weights: [[[Double]]?], title: String?) {
    var layers = [NetworkDiagram.layer("input", shape: input)]
    for (row, weights) in zip(summary.rows, weights) {
      let last = layers.count - 1
      let isSameShape = layers[last].shape == NetworkDiagram.text(row.output)
      if row.parameters.isEmpty, row.multiplyAdds == 0, isSameShape, last > 0 {
        layers[last].detail = [layers[last].detail, row.layer].compactMap(\.self).joined(separator: ", ")
        continue
      }
      var layer = NetworkDiagram.layer(row.layer, shape: row.output)
      if !row.parameters.isEmpty { layer.parameters = row.parameterCount }
      layer.weights = weights
      layers.append(layer)
    }
    self.init(layers, title: title)
  }

  /// Vectors are drawn as columns of units, anything else as a block.
  private static func layer(_ name: String, shape: Shape) -> NetworkDiagram.Layer {
    NetworkDiagram.Layer(name, units: shape.rank == 2 ? shape[1] : nil, shape: text(shape))
  }

  /// The shape of one sample.
  private static func text(_ shape: Shape) -> String {
    shape.rank < 2 ? "\(shape.last ?? 1)" : shape.dropFirst().map(String.init).joined(separator: " × ")
  }

  private static func drawn(_ weight: Tensor) -> [[Double]]? {
    weight.elementCount <= 600 ? weight.rowsOfDoubles : nil
  }
}

extension BlockDiagram {
  /// The block that a transformer stacks, with its heads, widths and parameters.
  ///
  ///     BlockDiagram(model.blocks[0], times: model.blocks.count)
  public init(_ block: TransformerEncoderBlock, times: Int = 1, title: String? = nil) {
    let attention = block.attention
    let width = attention.dimensions
    let norms = block.components.filter { $0.name.hasPrefix("norm") }.count
    let norm = BlockDiagram.Layer("layer norm", parameters: norms > 0 ? 2 * width : nil)
    let heads = attention.heads == 1 ? "1 head" : "\(attention.heads) heads of \(width / attention.heads)"
    let attend = BlockDiagram.Layer("self-attention", detail: heads, parameters: attention.parameterCount)
    let activation = block.feedForward.activation == .relu ? "ReLU" : "GELU"
    let think = BlockDiagram.Layer(
      "feed-forward", detail: "\(width) → \(block.feedForward.linear1.outputs) → \(width), \(activation)",
      parameters: block.feedForward.parameterCount)
    let parts: [BlockDiagram.Part] =
      switch block.normalization {
      case .before: [.around([norm, attend]), .around([norm, think])]
      case .after: [.around([attend]), .layer(norm), .around([think]), .layer(norm)]
      }
    self.init(parts, input: "vectors of \(width)", times: times, title: title)
  }
}
