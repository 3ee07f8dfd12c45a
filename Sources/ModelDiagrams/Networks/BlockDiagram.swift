import SVGCharts

/// A block of layers with shortcuts around them: a transformer's block, a residual block of a convolutional network.
///
///     BlockDiagram([
///       .around([.init("layer norm", parameters: 128), .init("attention", detail: "4 heads of 16", parameters: 16_640)]),
///       .around([.init("layer norm", parameters: 128), .init("feed-forward", detail: "64 → 256 → 64")]),
///     ], input: "[B, T, 64]", times: 6)
public struct BlockDiagram: SVGPicture, Sendable, Hashable {
  /// One layer.
  public struct Layer: Sendable, Hashable {
    /// The line in bold.
    public var name: String
    /// A second line, such as sizes.
    public var detail: String?
    public var parameters: Int?

    /// A layer; without `parameters` their number isn't shown.
    public init(_ name: String, detail: String? = nil, parameters: Int? = nil) {
      (self.name, self.detail, self.parameters) = (name, detail, parameters)
    }

    /// The lines in its box.
    var lines: [String] {
      [name]
        + [detail, parameters.map { NumberFormat.fixed(Double($0), decimals: 0) + " parameters" }].compactMap(
          \.self)
    }
  }

  /// A step on the way through the block.
  public enum Part: Sendable, Hashable {
    /// One layer on its own.
    case layer(Layer)
    /// Layers whose input is added to their output.
    case around([Layer])

    var layers: [Layer] {
      switch self {
      case .layer(let layer): [layer]
      case .around(let layers): layers
      }
    }
  }

  public var parts: [Part]
  /// What comes in: a name or a shape.
  public var input: String
  /// What comes out.
  public var output: String
  /// How often the network repeats the block.
  public var times: Int
  /// The line above the picture.
  public var title: String?

  /// - Parameter output: what comes out; by default the same as what comes in.
  public init(
    _ parts: [Part], input: String = "x", output: String? = nil, times: Int = 1, title: String? = nil
  ) {
    (self.parts, self.input, self.times, self.title) = (parts, input, times, title)
    self.output = output ?? input
  }

  public var headline: String { title ?? "Block of \(parts.flatMap(\.layers).count) layers" }

  /// The number of parameters of one block.
  public var parameterCount: Int { parts.flatMap(\.layers).compactMap(\.parameters).reduce(0, +) }

  public var alternative: String {
    let described = parts.map { part in
      let names = part.layers.map { layer in
        let rest = layer.lines.dropFirst().joined(separator: ", ")
        return layer.name + (rest.isEmpty ? "" : " (\(rest))")
      }.joined(separator: ", then ")
      if case .around = part { return "[\(names)] added to its input" }
      return names
    }
    let count = parameterCount
    return (title.map { $0 + ". " } ?? "")
      + "From \(input): \(described.joined(separator: "; then ")); to \(output)"
      + (count > 0 ? "; \(NumberFormat.fixed(Double(count), decimals: 0)) parameters" : "")
      + (times > 1 ? "; \(times) such blocks." : ".")
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["layer", "detail", "parameters", "way around"], isNumeric: [false, false, true, false],
      rows: parts.flatMap { part in
        part.layers.map { layer in
          var isAround = false
          if case .around = part { isAround = true }
          return [
            layer.name, layer.detail ?? "", layer.parameters.map { "\($0)" } ?? "", isAround ? "yes" : "no",
          ]
        }
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    BlockDrawing(self, width: width).drawing
  }
}
