/// Attention between two sentences: each target word is joined to the source words that it attends to.
///
///     AttentionDiagram(sources: ["le", "chat", "dort"], targets: ["the", "cat", "sleeps"], weights: weights)
///
/// The same weights as a matrix are ``matrix``.
public struct AttentionDiagram: SVGPicture, Sendable, Hashable {
  public var sources: [String]
  public var targets: [String]
  /// A row for each target with a weight for each source.
  public var weights: [[Double]]
  public var title: String?
  /// The target whose connections alone are drawn strongly.
  public var highlighted: Int?

  /// - Precondition: `weights` has a row for each target with a number for each source.
  public init<Row: Collection>(
    sources: [String], targets: [String], weights: [Row], title: String? = nil, highlighted: Int? = nil
  ) where Row.Element: BinaryFloatingPoint {
    precondition(
      weights.count == targets.count && weights.allSatisfy { $0.count == sources.count },
      "AttentionDiagram expects \(targets.count) × \(sources.count) weights but got \(weights.count) rows")
    self.sources = sources
    self.targets = targets
    self.weights = weights.map { row in row.map { Double($0) } }
    self.title = title
    self.highlighted = highlighted
  }

  /// The weights as a heat map, targets as rows.
  public var matrix: Chart {
    let chart = Chart {
      HeatMap(x: .value("attends to", sources), y: .value("word", targets), label: "weight", values: weights)
    }
    .chartForegroundStyleScale(.sequential, domain: 0...1)
    return title.map { chart.chartTitle($0) } ?? chart
  }

  public var headline: String { title ?? "Attention" }

  public var alternative: String {
    let parts = targets.indices.compactMap { target -> String? in
      guard let best = weights[target].indices.max(by: { weights[target][$0] < weights[target][$1] }) else {
        return nil
      }
      return
        "\(targets[target]) to \(sources[best]) (\(NumberFormat.plain(weights[target][best], significant: 2)))"
    }
    let shown = parts.prefix(12).joined(separator: ", ") + (parts.count > 12 ? ", …" : "")
    return (title.map { $0 + ". " } ?? "")
      + "Attention of \(targets.count) words to \(sources.count); strongest: \(shown)."
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["word"] + sources, isNumeric: [false] + sources.map { _ in true },
      rows: zip(targets, weights).map { [$0] + $1.map(NumberFormat.machine) })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    let (row, margin) = (23.0, ChartStyle.margin)
    let style = TextStyle(size: 13, color: ChartColor.ink.css)
    var writer = SVGWriter()
    var top = margin
    let size = ChartStyle.title.size
    let limit = min(width, 460)
    for line in title.map({ TextMetrics.wrapped($0, width: limit - 8, size: size * 1.06, lines: 3) }) ?? [] {
      writer.label(line, x: margin, y: top + size * 0.9, style: ChartStyle.title)
      top += size * TextMetrics.lineHeight
    }
    if title != nil { top += 8 }
    let room = limit * 0.34
    let left = targets.map { TextMetrics.shortened($0, width: room, size: style.size) }
    let right = sources.map { TextMetrics.shortened($0, width: room, size: style.size) }
    let leftWidth = left.map { TextMetrics.width(of: $0, size: style.size) }.max() ?? 0
    let rightWidth = right.map { TextMetrics.width(of: $0, size: style.size) }.max() ?? 0
    let span = max(70, min(190, limit - leftWidth - rightWidth - 2 * margin - 16))
    let (start, end) = (margin + leftWidth + 8, margin + leftWidth + 8 + span)
    let rows = Double(max(left.count, right.count))
    func y(_ index: Int, of count: Int) -> Double {
      top + ((rows - Double(count)) / 2 + Double(index) + 0.5) * row
    }
    for (target, weights) in weights.enumerated() {
      for (source, weight) in weights.enumerated() where weight >= 0.02 {
        let isDimmed = highlighted.map { $0 != target } ?? false
        let (a, b) = (
          Spot(x: start, y: y(target, of: left.count)), Spot(x: end, y: y(source, of: right.count))
        )
        let path =
          "M\(PathBuilder.text(a))C\(SVGWriter.number((a.x + b.x) / 2)) \(SVGWriter.number(a.y)) "
          + "\(SVGWriter.number((a.x + b.x) / 2)) \(SVGWriter.number(b.y)) \(PathBuilder.text(b))"
        writer.element(
          "path",
          [
            ("d", path), ("fill", "none"), ("stroke", ChartColor.series(isDimmed ? 7 : 0).css),
            ("stroke-width", SVGWriter.number(0.8 + 5 * min(1, weight))),
            ("opacity", SVGWriter.number(isDimmed ? 0.1 : 0.15 + 0.75 * min(1, weight))),
          ])
      }
    }
    for (index, word) in left.enumerated() {
      let weight = TextStyle(size: style.size, color: style.color, isBold: false)
      writer.label(
        word, x: start - 6, y: y(index, of: left.count) + style.size * 0.36, style: weight, anchor: .end)
    }
    for (index, word) in right.enumerated() {
      writer.label(word, x: end + 6, y: y(index, of: right.count) + style.size * 0.36, style: style)
    }
    let wide = max(end + 8 + rightWidth + margin, writer.texts.map(\.box.maxX).max().map { $0 + margin } ?? 0)
    return SVGDrawing(writer: writer, size: (wide, top + rows * row + margin))
  }
}
