/// Small multiples: charts side by side, on the same scales unless they are asked to differ.
///
///     ChartGrid(columns: 3) {
///       for epoch in epochs {
///         Chart { PointMark(x: .value("x₁", epoch.x), y: .value("x₂", epoch.y)) }.chartTitle("epoch \(epoch.number)")
///       }
///     }
///     .chartTitle("The classes come apart")
public struct ChartGrid: Sendable, Hashable {
  /// Which axes are the same in all panels.
  public enum Sharing: Sendable, Hashable {
    /// All panels have the same axes, so their marks can be compared by position.
    case both
    /// The horizontal axis is the same; each panel has a vertical axis of its own.
    case x
    /// The vertical axis is the same; each panel has a horizontal axis of its own.
    case y
    /// Each panel has axes of its own.
    case none
  }

  /// The panels, row by row.
  public var charts: [Chart]
  /// The most panels in a row; narrow drawings have fewer.
  public var columns: Int
  /// Which axes the panels share.
  public var sharing: Sharing
  /// The line above all panels.
  public var title: String?
  /// A second, quieter line.
  public var subtitle: String?
  var ownAlternative: String?

  /// - Precondition: at least one column.
  public init(columns: Int = 3, sharing: Sharing = .both, @ChartGridBuilder charts: () -> [Chart]) {
    self.init(charts(), columns: columns, sharing: sharing)
  }

  /// The grid of an array's charts.
  ///
  /// - Precondition: at least one column.
  public init(_ charts: [Chart], columns: Int = 3, sharing: Sharing = .both) {
    precondition(columns > 0, "ChartGrid expects at least one column but got \(columns)")
    self.charts = charts
    self.columns = columns
    self.sharing = sharing
  }

  /// Sets the title and the subtitle above all panels.
  public func chartTitle(_ title: String, subtitle: String? = nil) -> ChartGrid {
    var grid = self
    grid.title = title
    grid.subtitle = subtitle
    return grid
  }

  /// Describes the grid in the author's words.
  public func accessibilityLabel(_ text: String) -> ChartGrid {
    var grid = self
    grid.ownAlternative = text
    return grid
  }

  /// How many charts there are, and what the first and the last show.
  public var alternative: String {
    if let ownAlternative { return ownAlternative }
    let start = title.map { $0.hasSuffix(".") ? $0 + " " : $0 + ". " } ?? ""
    let names = charts.compactMap(\.configuration.title)
    let listed =
      names.isEmpty ? "" : " (" + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …)" : ")")
    guard let first = charts.first, let last = charts.last else { return start + "No charts." }
    if charts.count == 1 { return start + first.alternative }
    return start
      + "\(charts.count) charts\(listed). The first: \(first.alternative) The last: \(last.alternative)"
  }

  /// The data of all panels, the panel's title in the first column.
  public var dataTable: ChartTable {
    let marks = charts.enumerated().flatMap { index, chart in
      let name = chart.configuration.title ?? "\(index + 1)"
      return chart.marks.map { mark in
        var mark = mark
        mark.content.encoding.panel = name
        return mark
      }
    }
    return ChartTable(marks)
  }
}

/// Collects the charts between a grid's braces.
@resultBuilder
public enum ChartGridBuilder {
  public static func buildExpression(_ chart: Chart) -> [Chart] { [chart] }
  public static func buildExpression(_ charts: [Chart]) -> [Chart] { charts }
  public static func buildBlock(_ parts: [Chart]...) -> [Chart] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Chart]?) -> [Chart] { part ?? [] }
  public static func buildEither(first part: [Chart]) -> [Chart] { part }
  public static func buildEither(second part: [Chart]) -> [Chart] { part }
  public static func buildArray(_ parts: [[Chart]]) -> [Chart] { parts.flatMap { $0 } }
}
