/// A chart as plain data: its marks, and the settings of its axes, colours and legend.
///
/// Complete, with nothing but this library:
///
///     import SVGCharts
///
///     let steps = Array(0...100)
///     let chart = Chart {
///       for rate in [0.02, 0.05, 0.1] {
///         LineMark(
///           x: .value("step", steps),
///           y: .value("loss", steps.map { 2.3 / (1 + rate * Double($0)) })
///         )
///         .foregroundStyle(by: .value("learning rate", "\(rate)"))
///       }
///       RuleMark(y: .value("target", 0.5)).lineStyle(.dashed).annotation { "target" }
///     }
///     .chartTitle("A higher rate gets there first")
///     .chartYScale(domain: 0...2.5)
///
///     print(chart.standaloneSVG(id: "rates"))   // a file that any browser shows
///     print(chart.alternative)                  // "Line chart of loss by step for 3 learning rates: …"
///
/// Within a page, ``svg(width:height:id:)`` takes its colours from the page: see ``ChartTheme``.
public struct Chart: Sendable, Hashable {
  public var marks: [Mark]
  /// How axes, colours and legend look.
  public var configuration = ChartConfiguration()
  /// What it shares with others that are drawn on the same scales; `nil` for a chart on its own.
  var scales: SharedScales?

  /// The marks between the braces, the first ones at the bottom.
  public init(@ChartContentBuilder content: () -> [Mark]) {
    marks = content()
  }

  /// The same marks for each element.
  public init<Data: Sequence>(_ data: Data, @ChartContentBuilder content: (Data.Element) -> [Mark]) {
    marks = data.flatMap { content($0) }
  }

  /// The same marks for each element; `id` is accepted for Swift Charts' sake.
  public init<Data: Sequence, ID: Hashable>(
    _ data: Data, id: KeyPath<Data.Element, ID>, @ChartContentBuilder content: (Data.Element) -> [Mark]
  ) {
    marks = data.flatMap { content($0) }
  }
}
