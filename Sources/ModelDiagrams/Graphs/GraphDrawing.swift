import SVGCharts

/// Draws a ``GraphDiagram``: from left to right where the layers fit side by side, else from top to bottom.
struct GraphDrawing {
  private let diagram: GraphDiagram
  private let layout: LayeredLayout
  private let inputs: [[Int]]
  private let width: Double
  private let boxes: [(width: Double, height: Double)]
  /// The width of the widest local derivative on a line; `nil` where there is none.
  private let widestSlope: Double?
  private static let gap = (along: 40.0, across: 16.0)
  private static let name = TextStyle(size: 13, color: ChartColor.ink.css, isBold: true)
  private static let number = TextStyle(size: 12, color: ChartColor.muted.css)
  private static let gradient = TextStyle(size: 12, color: ChartColor.gradient.css)
  private static let slope = TextStyle(size: 11.5, color: ChartColor.gradient.css)

  init(_ diagram: GraphDiagram, width: Double) {
    self.diagram = diagram
    self.width = width
    let numbers = Dictionary(uniqueKeysWithValues: diagram.nodes.enumerated().map { ($1.id, $0) })
    inputs = diagram.nodes.map { node in node.inputs.compactMap { numbers[$0] } }
    layout = LayeredLayout(inputs: inputs)
    widestSlope = diagram.nodes.flatMap(\.slopes).map { GraphDrawing.pillWidth(GraphDrawing.text($0)) }.max()
    boxes = diagram.nodes.map { node in
      let widths = node.lines.enumerated().map { index, line in
        TextMetrics.width(of: line, size: index == 0 ? 13 : 12, isBold: index == 0)
      }
      return (min((widths.max() ?? 0) + 18, width - 10), Double(node.lines.count) * 15.5 + 11)
    }
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    var top = ChartStyle.margin
    let style = ChartStyle.title
    for line in diagram.title.map({
      TextMetrics.wrapped($0, width: width - 8, size: style.size * 1.06, lines: 3)
    }) ?? [] {
      writer.label(line, x: ChartStyle.margin, y: top + style.size * 0.9, style: style)
      top += style.size * TextMetrics.lineHeight
    }
    if diagram.title != nil { top += 8 }
    let isLevel = self.isLevel
    let spots = places(isLevel: isLevel, top: top)
    edges(spots, isLevel: isLevel, in: &writer)
    for (index, node) in diagram.nodes.enumerated() {
      guard let spot = spots[layout.place(of: index)] else { continue }
      draw(node, boxes[index], at: spot, in: &writer)
    }
    let extent = extent(isLevel: isLevel)
    let size = isLevel ? (extent.along, extent.across) : (extent.across, extent.along)
    let titleWidth = writer.texts.prefix(diagram.title == nil ? 0 : 3).map(\.box.maxX).max() ?? 0
    return SVGDrawing(
      writer: writer,
      size: (
        max(size.0 + 2 * ChartStyle.margin, titleWidth + ChartStyle.margin), top + size.1 + ChartStyle.margin
      ))
  }

  private var isLevel: Bool {
    switch diagram.direction {
    case .automatic: extent(isLevel: true).along <= width - 2 * ChartStyle.margin
    // a drawing that is a little too wide shrinks with its column
    case .toTheRight: extent(isLevel: true).along <= 1.35 * width
    case .downwards: false
    }
  }

  /// From one layer to the next, with room for the local derivatives on the lines between them.
  private func step(isLevel: Bool) -> Double {
    guard let widestSlope else { return GraphDrawing.gap.along }
    return isLevel ? max(GraphDrawing.gap.along, widestSlope + 16) : 56
  }

  /// How far a place reaches along the flow and across it.
  private func reach(_ place: LayeredLayout.Place, isLevel: Bool) -> (along: Double, across: Double) {
    guard place.target == nil else { return (0, 6) }
    let box = boxes[place.node]
    return isLevel ? (box.width, box.height) : (box.height, box.width)
  }

  private func extent(isLevel: Bool) -> (along: Double, across: Double) {
    var (along, across) = (0.0, 0.0)
    for layer in layout.layers {
      along += layer.map { reach($0, isLevel: isLevel).along }.max() ?? 0
      across = max(across, breadth(layer, isLevel: isLevel))
    }
    return (along + Double(max(0, layout.layers.count - 1)) * step(isLevel: isLevel), across)
  }

  private func breadth(_ layer: [LayeredLayout.Place], isLevel: Bool) -> Double {
    layer.reduce(0) { $0 + reach($1, isLevel: isLevel).across } + Double(max(0, layer.count - 1))
      * GraphDrawing.gap.across
  }

  /// The middle of each place, every layer centred across the flow.
  private func places(isLevel: Bool, top: Double) -> [LayeredLayout.Place: Spot] {
    let whole = extent(isLevel: isLevel)
    var result: [LayeredLayout.Place: Spot] = [:]
    var along = 0.0
    for layer in layout.layers {
      let depth = layer.map { reach($0, isLevel: isLevel).along }.max() ?? 0
      var across = (whole.across - breadth(layer, isLevel: isLevel)) / 2
      for place in layer {
        let size = reach(place, isLevel: isLevel).across
        let (a, b) = (along + depth / 2, across + size / 2)
        result[place] =
          isLevel
          ? Spot(x: ChartStyle.margin + a, y: top + b) : Spot(x: ChartStyle.margin + b, y: top + a)
        across += size + GraphDrawing.gap.across
      }
      along += depth + step(isLevel: isLevel)
    }
    return result
  }

  private func edges(_ spots: [LayeredLayout.Place: Spot], isLevel: Bool, in writer: inout SVGWriter) {
    var pills: [(text: String, spot: Spot)] = []
    for (target, sources) in inputs.enumerated() {
      for source in Set(sources).sorted() {
        guard let from = spots[layout.place(of: source)], let to = spots[layout.place(of: target)] else {
          continue
        }
        let (a, b) = (boxes[source], boxes[target])
        let start =
          isLevel ? Spot(x: from.x + a.width / 2, y: from.y) : Spot(x: from.x, y: from.y + a.height / 2)
        let end =
          isLevel ? Spot(x: to.x - b.width / 2 - 1, y: to.y) : Spot(x: to.x, y: to.y - b.height / 2 - 1)
        let ways = [start] + layout.way(from: source, to: target).compactMap { spots[$0] } + [end]
        line(through: ways, into: diagram.nodes[target], isLevel: isLevel, in: &writer)
        guard goesBack(diagram.nodes[target]), let slope = self.slope(of: source, into: target) else {
          continue
        }
        let along = isLevel ? step(isLevel: true) / 2 : 18
        pills.append(
          (
            GraphDrawing.text(slope),
            SVGWriter.place(on: (ways[0], ways[1]), after: along, isLevel: isLevel)
          ))
      }
    }
    for (text, spot) in pills { pill(text, at: spot, in: &writer) }
  }

  /// Whether the node's gradient is on its way to what the node was computed from.
  private func goesBack(_ node: GraphDiagram.Node) -> Bool { node.isHighlighted && node.gradient != nil }

  /// How fast a node changes with a node that it is computed from, in all of that one's places.
  private func slope(of source: Int, into target: Int) -> Double? {
    let slopes = zip(inputs[target], diagram.nodes[target].slopes).filter { $0.0 == source }.map(\.1)
    return slopes.isEmpty ? nil : slopes.reduce(0, +)
  }

  private static func text(_ slope: Double) -> String {
    "× " + NumberFormat.plain(slope, significant: 3)
  }

  private static func pillWidth(_ text: String) -> Double {
    TextMetrics.width(of: text, size: slope.size) + 10
  }

  /// A local derivative on its line: the node's gradient times this number arrives at the other end.
  private func pill(_ text: String, at spot: Spot, in writer: inout SVGWriter) {
    let width = GraphDrawing.pillWidth(text)
    writer.plate(
      Box(x: spot.x - width / 2, y: spot.y - 9, width: width, height: 18), color: .gradient, radius: 9)
    writer.label(text, x: spot.x, y: spot.y + 4.1, style: GraphDrawing.slope, anchor: .middle)
  }

  /// A value's way to a node. Where the node's gradient goes back, the line is dashed and points back.
  private func line(
    through spots: [Spot], into node: GraphDiagram.Node, isLevel: Bool, in writer: inout SVGWriter
  ) {
    let goesBack = self.goesBack(node)
    let color: ChartColor = goesBack ? .gradient : node.isHighlighted ? .focus : .muted
    let parts = zip(spots, spots.dropFirst())
    for (from, to) in goesBack ? Array(parts) : Array(parts.dropLast()) {
      let width = goesBack ? 2 : 1.3
      writer.curve(from: from, to: to, isLevel: isLevel, color: color, width: width, isDashed: goesBack)
    }
    if goesBack {
      writer.openHead(at: spots[0], isLevel: isLevel, color: color)
    } else {
      writer.curvedArrow(
        from: spots[spots.count - 2], to: spots[spots.count - 1], isLevel: isLevel, color: color)
    }
  }

  private func draw(
    _ node: GraphDiagram.Node, _ size: (width: Double, height: Double), at spot: Spot,
    in writer: inout SVGWriter
  ) {
    let box = Box(
      x: spot.x - size.width / 2, y: spot.y - size.height / 2, width: size.width, height: size.height)
    let color: ChartColor = node.isHighlighted ? .focus : node.inputs.isEmpty ? .value : .muted
    writer.element(
      "rect",
      writer.attributes(of: box, radius: 6) + [
        ("fill", "color-mix(in oklab,\(color.css) 12%,\(ChartColor.background.css))"), ("stroke", color.css),
        ("stroke-width", node.isHighlighted ? "2" : "1.2"),
      ])
    for (index, line) in node.lines.enumerated() {
      let isGradient = index > 0 && node.gradient != nil && index == node.lines.count - 1
      let style = index == 0 ? GraphDrawing.name : isGradient ? GraphDrawing.gradient : GraphDrawing.number
      let text = TextMetrics.shortened(
        line, width: size.width - 8, size: style.size * (index == 0 ? 1.06 : 1))
      writer.label(text, x: spot.x, y: box.y + 17 + Double(index) * 15.5, style: style, anchor: .middle)
    }
  }
}
