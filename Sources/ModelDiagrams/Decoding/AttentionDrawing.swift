import SVGCharts

/// Draws an ``AttentionDiagram``: targets on the left, sources on the right, each pair joined as strongly as it attends.
struct AttentionDrawing {
  private let diagram: AttentionDiagram
  private let left: [String]
  private let right: [String]
  /// What stands above the words on the left and on the right.
  private let heads: [String]
  private let limit: Double
  private static let row = 23.0
  private static let style = TextStyle(size: 13, color: ChartColor.ink.css)
  private static let head = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ diagram: AttentionDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    func shortened(_ texts: [String], _ style: TextStyle) -> [String] {
      texts.map { TextMetrics.shortened($0, width: width * 0.34, size: style.size) }
    }
    left = shortened(diagram.targets, AttentionDrawing.style)
    right = shortened(diagram.sources, AttentionDrawing.style)
    heads = shortened(diagram.sides, AttentionDrawing.head)
  }

  /// What the words of a side need, and what stands above them.
  private func widest(_ words: [String], side: Int) -> Double {
    let head = heads.isEmpty ? 0 : TextMetrics.width(of: heads[side], size: AttentionDrawing.head.size)
    return max(head, words.map { TextMetrics.width(of: $0, size: AttentionDrawing.style.size) }.max() ?? 0)
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let margin = ChartStyle.margin
    let size = ChartStyle.title.size
    var top = margin
    let title =
      diagram.title.map { TextMetrics.wrapped($0, width: limit - 8, size: size * 1.06, lines: 3) } ?? []
    for line in title {
      writer.label(line, x: margin, y: top + size * 0.9, style: ChartStyle.title)
      top += size * TextMetrics.lineHeight
    }
    if !title.isEmpty { top += 8 }
    let (leftWidth, rightWidth) = (widest(left, side: 0), widest(right, side: 1))
    let start = margin + leftWidth + 8
    let end = start + max(70, min(190, limit - leftWidth - rightWidth - 2 * margin - 16))
    if !heads.isEmpty {
      let y = top + AttentionDrawing.head.size
      writer.label(heads[0], x: start - 6, y: y, style: AttentionDrawing.head, anchor: .end)
      writer.label(heads[1], x: end + 6, y: y, style: AttentionDrawing.head, anchor: .start)
      top += AttentionDrawing.row
    }
    connections(from: start, to: end, top: top, in: &writer)
    words(left, x: start - 6, anchor: .end, top: top, in: &writer)
    words(right, x: end + 6, anchor: .start, top: top, in: &writer)
    let widest = writer.texts.map(\.box.maxX).max() ?? 0
    let height = Double(max(left.count, right.count)) * AttentionDrawing.row
    return SVGDrawing(
      writer: writer, size: (max(end + 8 + rightWidth, widest) + margin, top + height + margin))
  }

  /// The middle of a word's row; the shorter list is centred on the longer one.
  private func y(_ index: Int, of count: Int, top: Double) -> Double {
    let rows = Double(max(left.count, right.count))
    return top + ((rows - Double(count)) / 2 + Double(index) + 0.5) * AttentionDrawing.row
  }

  private func words(
    _ words: [String], x: Double, anchor: TextAnchor, top: Double, in writer: inout SVGWriter
  ) {
    let style = AttentionDrawing.style
    for (index, word) in words.enumerated() {
      let baseline = y(index, of: words.count, top: top) + style.size * 0.36
      writer.label(word, x: x, y: baseline, style: style, anchor: anchor)
    }
  }

  private func connections(from start: Double, to end: Double, top: Double, in writer: inout SVGWriter) {
    let middle = SVGWriter.number((start + end) / 2)
    for (target, weights) in diagram.weights.enumerated() {
      let isDimmed = diagram.highlighted.map { $0 != target } ?? false
      let from = Spot(x: start, y: y(target, of: left.count, top: top))
      for (source, weight) in weights.enumerated() where weight >= AttentionDiagram.least {
        let to = Spot(x: end, y: y(source, of: right.count, top: top))
        let bends = "\(middle) \(SVGWriter.number(from.y)) \(middle) \(SVGWriter.number(to.y))"
        writer.element(
          "path",
          [
            ("d", "M\(PathBuilder.text(from))C\(bends) \(PathBuilder.text(to))"), ("fill", "none"),
            ("stroke", isDimmed ? ChartColor.muted.css : ChartColor.focus.css),
            ("stroke-width", SVGWriter.number(0.8 + 5 * min(1, weight))),
            ("opacity", SVGWriter.number(isDimmed ? 0.1 : 0.15 + 0.75 * min(1, weight))),
          ])
      }
    }
  }
}
