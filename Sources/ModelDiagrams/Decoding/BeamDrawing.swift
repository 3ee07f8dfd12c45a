import SVGCharts

/// Draws a ``BeamDiagram``: a column for each step, a row for each end of the tree.
struct BeamDrawing {
  private let diagram: BeamDiagram
  private let limit: Double
  private let box: (width: Double, height: Double)
  private let gap: Double
  /// The row of each beginning from the top; a fork may lie between two rows.
  private let rows: [[String]: Double]
  private let rowCount: Int
  private static let word = TextStyle(size: 12.5, color: ChartColor.ink.css, isBold: true)
  private static let number = TextStyle(size: 11, color: ChartColor.muted.css)

  init(_ diagram: BeamDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    let columns = Double((diagram.nodes.map(\.words.count).max() ?? 0) + 1)
    let widest =
      diagram.nodes.flatMap { node in
        [
          TextMetrics.width(of: node.words.last ?? "", size: 12.5, isBold: true),
          TextMetrics.width(of: NumberFormat.fixed(node.score, decimals: 2), size: 11),
        ]
      }.max() ?? 0
    let room = width - 2 * ChartStyle.margin
    gap = max(14, min(46, (room - columns * (widest + 14)) / max(1, columns - 1)))
    box = (min(widest + 14, (room - (columns - 1) * gap) / columns), 36)
    (rows, rowCount) = BeamDrawing.rows(of: diagram.nodes)
  }

  /// Puts the leaves one below the other in the tree's order, and every fork in the middle of its branches.
  private static func rows(of nodes: [BeamDiagram.Node]) -> ([[String]: Double], Int) {
    var branches: [[String]: [[String]]] = [:]
    for node in nodes { branches[Array(node.words.dropLast()), default: []].append(node.words) }
    var (rows, next): ([[String]: Double], Int) = ([:], 0)
    // a beginning comes after its own beginning: in reverse order, every branch is placed before its fork
    func visit(_ words: [String]) {
      for branch in branches[words] ?? [] {
        visit(branch)
        guard branches[branch] == nil else { continue }
        rows[branch] = Double(next)
        next += 1
      }
      let places = (branches[words] ?? []).compactMap { rows[$0] }
      if let first = places.first, let last = places.last { rows[words] = (first + last) / 2 }
    }
    visit([])
    return (rows, max(1, next))
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let top = writer.heading(diagram.title, width: limit)
    let start = place(of: [], top: top)
    for node in diagram.shown { edge(to: node, top: top, in: &writer) }
    writer.element(
      "circle",
      [
        ("cx", SVGWriter.number(start.midX)), ("cy", SVGWriter.number(start.midY)), ("r", "6"),
        ("fill", ChartColor.ink.css),
      ])
    for node in diagram.shown { draw(node, top: top, in: &writer) }
    let steps = Double(diagram.nodes.map(\.words.count).max() ?? 0)
    let right = ChartStyle.margin + 12 + steps * (gap + box.width)
    return SVGDrawing(
      writer: writer,
      size: (min(limit, right + ChartStyle.margin), top + Double(rowCount) * pitch + ChartStyle.margin))
  }

  private var pitch: Double { box.height + 8 }

  /// The box of a beginning; the empty one's is a spot at the left.
  private func place(of words: [String], top: Double) -> Box {
    let y = top + ((rows[words] ?? 0) + 0.5) * pitch
    guard !words.isEmpty else { return Box(x: ChartStyle.margin, y: y - 6, width: 12, height: 12) }
    let x = ChartStyle.margin + 12 + gap + Double(words.count - 1) * (gap + box.width)
    return Box(x: x, y: y - box.height / 2, width: box.width, height: box.height)
  }

  private func edge(to node: BeamDiagram.Node, top: Double, in writer: inout SVGWriter) {
    let (from, to) = (place(of: Array(node.words.dropLast()), top: top), place(of: node.words, top: top))
    writer.curve(
      from: Spot(x: from.maxX, y: from.midY), to: Spot(x: to.x, y: to.midY), isLevel: true,
      color: node.fate == .dropped ? .grid : color(of: node), width: node.fate == .best ? 2.6 : 1.4)
  }

  private func color(of node: BeamDiagram.Node) -> ChartColor {
    switch node.fate {
    case .kept, .answer: .value
    case .dropped: .muted
    case .best: .focus
    }
  }

  /// What was dropped has a dashed rim and no fill, so that colour alone does not carry the meaning.
  private func draw(_ node: BeamDiagram.Node, top: Double, in writer: inout SVGWriter) {
    let place = place(of: node.words, top: top)
    let isDropped = node.fate == .dropped
    if isDropped {
      writer.element(
        "rect",
        writer.attributes(of: place, radius: 6) + [
          ("fill", ChartColor.background.css), ("stroke", ChartColor.muted.css), ("stroke-width", "1"),
          ("stroke-dasharray", "3 3"),
        ])
    } else {
      writer.plate(place, color: color(of: node), isStrong: node.fate == .best || node.fate == .answer)
    }
    var word = BeamDrawing.word
    if isDropped { (word.color, word.isBold) = (ChartColor.muted.css, false) }
    let text = TextMetrics.shortened(node.words.last ?? "", width: place.width - 4, size: word.size * 1.06)
    writer.label(text, x: place.midX, y: place.y + 15, style: word, anchor: .middle)
    writer.label(
      NumberFormat.fixed(node.score, decimals: 2), x: place.midX, y: place.y + 29, style: BeamDrawing.number,
      anchor: .middle)
  }
}
