import SVGCharts

/// The chain of all matrices, small: what is known so far in its colours, the rest as empty frames.
extension SelfAttentionDrawing {
  /// A matrix of the chain.
  private struct Link {
    var part: SelfAttentionDiagram.Part
    var name: String
    var values: [[Double]]
  }

  /// The matrices, those side by side that are made from the same one.
  private var links: [[Link]] {
    [
      [Link(part: .sentence, name: "X", values: diagram.input)],
      [
        Link(part: .queries, name: "Q", values: diagram.queries),
        Link(part: .keys, name: "K", values: diagram.keys),
        Link(part: .values, name: "V", values: diagram.values),
      ],
      [Link(part: .scores, name: "scores", values: diagram.scores)],
      [Link(part: .weights, name: "weights", values: diagram.weights)],
      [Link(part: .output, name: "output", values: diagram.output)],
    ]
  }

  /// What leads from one group to the next.
  private var operations: [String] {
    ["times W", "Q times K", "softmax", "times V"]
  }

  private var nameSize: Double { isNarrow ? 11 : 12.5 }

  /// Draws the chain and returns where it ends.
  mutating func chain(below top: Double) -> Double {
    let side = isNarrow ? 5.0 : 8
    let inner = isNarrow ? 8.0 : 16
    let links = links
    let widths = links.map { group in
      group.reduce(Double(group.count - 1) * inner) { $0 + Double($1.values[0].count) * side }
    }
    // The last matrix can be narrower than its name.
    let name = TextMetrics.width(of: links[links.count - 1][0].name, size: nameSize, isBold: true)
    let overhang = max(0, (name - widths[widths.count - 1]) / 2)
    let room = min(limit, 640) - 2 * ChartStyle.margin - 6 - overhang
    let arrow = (room - widths.reduce(0, +)) / Double(links.count - 1)
    let height = Double(diagram.tokens.count) * side
    var x = ChartStyle.margin + 3
    for (index, group) in links.enumerated() {
      if index > 0 {
        operation(operations[index - 1], from: x, width: arrow, y: top + 6 + height / 2)
        x += arrow
      }
      for link in group {
        draw(link, at: Spot(x: x, y: top + 6), side: side, spacing: group.count > 1 ? inner : arrow)
        x += Double(link.values[0].count) * side + inner
      }
      x -= inner
    }
    return top + height + (isNarrow ? 36 : 50)
  }

  private mutating func draw(_ link: Link, at place: Spot, side: Double, spacing: Double) {
    let isKnown = link.part.rawValue <= diagram.part.rawValue
    let isCurrent = link.part == diagram.part
    let size = (width: Double(link.values[0].count) * side, height: Double(link.values.count) * side)
    let box = Box(x: place.x, y: place.y, width: size.width, height: size.height)
    if isKnown {
      let bound = link.values.joined().filter(\.isFinite).map(abs).max() ?? 1
      writer.grid(CellGrid(values: link.values, cell: (side, side), bound: bound), at: place)
    } else {
      writer.outline(box, color: .grid, width: 1.5)
    }
    if isCurrent { writer.ring(box.inset(by: -3)) }
    let color = isCurrent ? ChartColor.focus : isKnown ? .value : .muted
    let style = TextStyle(size: nameSize, color: color.css, isBold: isCurrent)
    writer.label(link.name, x: box.midX, y: box.maxY + 17, style: style, anchor: .middle)
    let shape = "\(link.values.count) × \(link.values[0].count)"
    guard !isNarrow, TextMetrics.width(of: shape, size: 11) < size.width + spacing - 4 else { return }
    writer.label(
      shape, x: box.midX, y: box.maxY + 32, style: TextStyle(size: 11, color: ChartColor.muted.css),
      anchor: .middle)
  }

  private mutating func operation(_ name: String, from x: Double, width: Double, y: Double) {
    writer.arrow([Spot(x: x + 9, y: y), Spot(x: x + width - 9, y: y)], color: .muted)
    guard TextMetrics.width(of: name, size: 11) <= width - 12 else { return }
    writer.label(
      name, x: x + width / 2, y: y - 6, style: TextStyle(size: 11, color: ChartColor.muted.css),
      anchor: .middle)
  }
}
