import SVGCharts

/// Layers of windows as rows, the input below: which units and which places of the input a chosen unit sees.
///
///     frames(over: ReceptiveFieldDiagram(model, input: [1, 1, 40]).walk.map { ("unit \($0.unit + 1)", $0) })
///
/// It shows one axis. Along the other one of images the same holds.
public struct ReceptiveFieldDiagram: SVGPicture, Sendable, Hashable {
  /// Units that each read some neighbours of the row below.
  public struct Layer: Sendable, Hashable {
    /// The row's label.
    public var name: String
    /// How many places a unit reads, and how far two of them are apart.
    public var kernel, dilation: Int
    /// How far the window moves from unit to unit.
    public var stride: Int
    /// How many places the row below is prolonged by at both ends, and how many more at its end.
    public var padding, extraPadding: Int

    /// A layer; `extraPadding` comes at the end alone.
    public init(
      _ name: String, kernel: Int, stride: Int = 1, padding: Int = 0, extraPadding: Int = 0, dilation: Int = 1
    ) {
      precondition(
        kernel > 0 && stride > 0 && dilation > 0 && padding >= 0 && extraPadding >= 0,
        "ReceptiveFieldDiagram expects sizes above 0, but got a kernel of \(kernel), a stride of \(stride), a "
          + "padding of \(padding) and a dilation of \(dilation)")
      (self.name, self.kernel, self.stride, self.dilation) = (name, kernel, stride, dilation)
      (self.padding, self.extraPadding) = (padding, extraPadding)
    }

    /// How many units read a row of `count`.
    func units(over count: Int) -> Int {
      let room = count + 2 * padding + extraPadding - dilation * (kernel - 1) - 1
      return room < 0 ? 0 : room / stride + 1
    }

    /// The places that a unit reads; those of the padding lie outside of the row.
    func places(of unit: Int) -> [Int] {
      (0..<kernel).map { unit * stride - padding + $0 * dilation }
    }

    /// The numbers of the layer, as notes.
    var notes: [String] {
      ["kernel \(kernel)"] + (stride > 1 ? ["stride \(stride)"] : [])
        + (dilation > 1 ? ["dilation \(dilation)"] : [])
    }
  }

  /// The layers from the input up.
  public var layers: [Layer]
  /// How many places the input has.
  public var inputs: Int
  /// The chosen unit of the last layer, counted from 0.
  public var unit: Int
  /// The line above the picture.
  public var title: String?

  /// The unit in the middle of the last layer, unless another one is given.
  ///
  /// - Precondition: every layer has a unit, and the last one has `unit`.
  public init(_ layers: [Layer], inputs: Int, unit: Int? = nil, title: String? = nil) {
    (self.layers, self.inputs, self.title) = (layers, inputs, title)
    let counts = ReceptiveFieldDiagram.counts(layers, inputs: inputs)
    let last = counts.last ?? 0
    self.unit = unit ?? last / 2
    precondition(
      !layers.isEmpty && counts.allSatisfy { $0 > 0 } && (0..<last).contains(self.unit),
      "ReceptiveFieldDiagram expects layers that each have a unit, and one of the last layer, but got rows of "
        + "\(counts) and unit \(self.unit)")
  }

  private static func counts(_ layers: [Layer], inputs: Int) -> [Int] {
    layers.reduce(into: [inputs]) { counts, layer in
      counts.append(layer.units(over: counts[counts.count - 1]))
    }
  }

  /// How many places each row has, from the input up.
  public var counts: [Int] { ReceptiveFieldDiagram.counts(layers, inputs: inputs) }

  /// The places of each row, from the input up, on which the chosen unit depends. Padding is not among them.
  public var fields: [[Int]] {
    let counts = counts
    var fields = [[unit]]
    for (row, layer) in layers.enumerated().reversed() {
      let seen = Set(fields[0].flatMap { layer.places(of: $0) })
      fields.insert(seen.filter((0..<counts[row]).contains).sorted(), at: 0)
    }
    return fields
  }

  /// A picture for each unit of the last layer.
  public var walk: [ReceptiveFieldDiagram] {
    (0..<(counts.last ?? 0)).map { unit in
      var copy = self
      copy.unit = unit
      return copy
    }
  }

  public var headline: String { title ?? "What a unit sees" }

  public var alternative: String {
    let (fields, counts) = (fields, counts)
    let rows = layers.indices.dropLast().reversed().map { row in
      "\(fields[row + 1].count) of \(counts[row + 1]) units of \(layers[row].name)"
    }
    let all = rows + ["\(fields[0].count) of \(inputs) places of the input, \(range(of: fields[0]))"]
    return (title.map { $0 + ". " } ?? "")
      + "Unit \(unit + 1) of \(layers[layers.count - 1].name) depends on \(all.joined(separator: ", on "))."
  }

  public var dataTable: ChartTable {
    let (fields, counts) = (fields, counts)
    let names = ["input"] + layers.map(\.name)
    return ChartTable(
      columns: ["row", "places", "seen", "from", "to"], isNumeric: [false, true, true, true, true],
      rows: names.indices.reversed().map { row in
        let (first, last) = (fields[row].first, fields[row].last)
        return [
          names[row], "\(counts[row])", "\(fields[row].count)", first.map { "\($0 + 1)" } ?? "",
          last.map { "\($0 + 1)" } ?? "",
        ]
      })
  }

  /// The first and the last of some places, counted from 1.
  func range(of field: [Int]) -> String {
    guard let first = field.first, let last = field.last else { return "none" }
    return first == last ? "\(first + 1)" : "\(first + 1) to \(last + 1)"
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    ReceptiveFieldDrawing(self, width: width).drawing
  }
}
