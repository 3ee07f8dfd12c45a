import SVGCharts

/// A network layer by layer: its units as columns of discs, with names, shapes and numbers of parameters below.
///
///     NetworkDiagram([
///       .init("input", units: 2),
///       .init("hidden", units: 16, detail: "tanh", parameters: 48),
///       .init("output", units: 3, detail: "softmax", parameters: 51),
///     ])
public struct NetworkDiagram: SVGPicture, Sendable, Hashable {
  /// A column of units, or a box.
  public struct Layer: Sendable, Hashable {
    /// The caption.
    public var name: String
    /// How many discs the column has; beyond a dozen only a few are drawn. `nil` draws a block.
    public var units: Int?
    /// The shape of the layer's output, as the author writes it; by default the units.
    public var shape: String?
    /// The activation, or anything else worth a line.
    public var detail: String?
    public var parameters: Int?
    /// The weights of the connections from the layer before: a row for each unit here, with a number for each unit
    /// there. They decide the connections' widths; negative ones are dashed.
    public var weights: [[Double]]?

    /// A layer; with `units` it is drawn as a column of them, and without as a box.
    public init(
      _ name: String, units: Int? = nil, shape: String? = nil, detail: String? = nil, parameters: Int? = nil,
      weights: [[Double]]? = nil
    ) {
      self.name = name
      self.units = units
      self.shape = shape
      self.detail = detail
      self.parameters = parameters
      self.weights = weights
    }

    /// The lines under its column.
    var captions: [String] {
      let size = shape ?? units.map { "\($0)" }
      let count = parameters.map {
        $0 == 0 ? "no parameters" : NumberFormat.fixed(Double($0), decimals: 0) + " parameters"
      }
      return [name] + [size, detail, count].compactMap { $0 }
    }
  }

  /// The layers from the input to the output.
  public var layers: [Layer]
  /// The line above the picture.
  public var title: String?

  /// A network of these layers.
  public init(_ layers: [Layer], title: String? = nil) {
    self.layers = layers
    self.title = title
  }

  public var headline: String { title ?? "Network of \(NumberFormat.counted(layers.count, "layer"))" }

  public var alternative: String {
    let parts = layers.map { layer in
      layer.name + " (" + layer.captions.dropFirst().joined(separator: ", ") + ")"
    }
    let total = layers.compactMap(\.parameters).reduce(0, +)
    let sum = total > 0 ? " \(NumberFormat.fixed(Double(total), decimals: 0)) parameters in all." : ""
    return (title.map { $0 + ". " } ?? "")
      + "Network of \(NumberFormat.counted(layers.count, "layer")): \(parts.joined(separator: ", then "))."
      + sum
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["layer", "shape", "detail", "parameters"], isNumeric: [false, false, false, true],
      rows: layers.map { layer in
        [
          layer.name, layer.shape ?? layer.units.map { "\($0)" } ?? "", layer.detail ?? "",
          layer.parameters.map { "\($0)" } ?? "",
        ]
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    NetworkDrawing(self, width: width).drawing
  }
}
