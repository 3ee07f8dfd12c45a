import SVGCharts

/// Attention between two sentences: each target word is joined to the source words that it attends to.
///
///     AttentionDiagram(sources: ["le", "chat", "dort"], targets: ["the", "cat", "sleeps"], weights: weights)
///
/// ``matrix`` shows the same weights as a heat map.
public struct AttentionDiagram: SVGPicture, Sendable, Hashable {
  /// The words that are attended to.
  public var sources: [String]
  /// The words that attend.
  public var targets: [String]
  /// A row for each target with a weight for each source.
  public var weights: [[Double]]
  /// The line above the picture.
  public var title: String?
  /// The target whose connections alone are drawn strongly.
  public var highlighted: Int?
  /// What is written above the targets, and above the sources.
  public private(set) var sides: [String] = []

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

  /// Names what stands on each side, above the words: the targets on the left, the sources on the right.
  public func axes(targets: String, sources: String) -> AttentionDiagram {
    var copy = self
    copy.sides = [targets, sources]
    return copy
  }

  /// Weaker connections than this are left out.
  static let least = 0.02

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
      let weight = weights[target][best]
      guard weight >= AttentionDiagram.least else { return "\(targets[target]) to none" }
      return "\(targets[target]) to \(sources[best]) (\(NumberFormat.plain(weight, significant: 2)))"
    }
    let shown = parts.prefix(12).joined(separator: ", ") + (parts.count > 12 ? ", …" : "")
    let names = sides.isEmpty ? ["", ""] : sides.map { " (\($0))" }
    return (title.map { $0 + ". " } ?? "") + "Attention of \(NumberFormat.counted(targets.count, "word"))"
      + "\(names[0]) to \(sources.count)\(names[1]); strongest: \(shown)."
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["word"] + sources, isNumeric: [false] + sources.map { _ in true },
      rows: zip(targets, weights).map { [$0] + $1.map(NumberFormat.machine) })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    AttentionDrawing(self, width: min(width, 460)).drawing
  }
}
