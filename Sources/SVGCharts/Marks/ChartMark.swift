/// A kind of mark: its options, its drawing, and the words for it.
///
/// The rest of the library knows no kind by name. It asks these questions, most of which have a usual answer, so a new
/// kind is one new file.
protocol ChartMark: ChartContent, Hashable, Sendable {
  /// What the other parts of a chart need to know about this kind.
  static var traits: MarkTraits { get }
  /// The mark's data, and what decides how they look.
  var encoding: MarkEncoding { get set }

  // MARK: Scales

  /// How data that share a position are drawn.
  var stacking: MarkStacking { get }
  /// The colour where neither the author nor a value chose one; `nil` takes it from the palette.
  var usualColor: ChartColor? { get }
  /// Whether a datum is drawn along the x axis.
  func isHorizontal(_ datum: Datum) -> Bool
  /// Whether data without a second end are drawn from zero in this direction.
  func growsFromZero(_ direction: Extent.Direction, isHorizontal: Bool) -> Bool
  /// Makes an axis longer than the data themselves need it to be.
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series)
  /// Adds colours, or magnitudes for the ramp, that don't come from data.
  func addColors(to scale: inout ColorScale, magnitudes: inout Extent)
  /// How many values that are not data can't be drawn because they aren't finite.
  var omittedCount: Int { get }
  /// What a cell without a number means, in the author's words; `nil` says only that it has none.
  var emptyMeaning: String? { get }

  // MARK: Drawing

  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter)
  /// The symbol for the mark in a legend.
  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch
  /// Marks the places that the series is drawn on.
  func occupy(_ grid: inout OccupancyGrid, with series: Series, on layout: Layout)
  /// The box that the text of a datum is placed next to.
  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box?
  /// Where such a text may be placed, the best places first.
  func annotationPositions(for series: Series) -> [MarkAnnotation.Position]

  // MARK: Words

  /// How prominent the mark is: a chart's description is about the most prominent one.
  var prominence: Int { get }
  /// What kind of chart the series makes: "Line chart".
  func noun(for series: Series) -> String
  /// What it shows: " of loss by step".
  func subject(of series: Series, in narrator: Narrator) -> String
  /// The notable numbers, after the subject, to the end of the sentence.
  func details(of series: Series, in narrator: Narrator) -> String
  /// The whole description.
  func sentence(for series: Series, in narrator: Narrator) -> String
}

/// Answers about a kind of mark that hold for all of its instances.
struct MarkTraits: OptionSet {
  let rawValue: Int

  /// A curve through its data; a name may be written at its end.
  static let curve = MarkTraits(rawValue: 1 << 0)
  /// Discs or other symbols, one for each datum.
  static let points = MarkTraits(rawValue: 1 << 1)
  /// Bars from a baseline.
  static let bars = MarkTraits(rawValue: 1 << 2)
  /// Cells that fill the plane between names.
  static let cells = MarkTraits(rawValue: 1 << 3)
  /// A straight line across the plot.
  static let rule = MarkTraits(rawValue: 1 << 4)
  /// A ground under other marks, which take its place in a legend.
  static let ground = MarkTraits(rawValue: 1 << 5)
  /// A function over the whole plot, without data.
  static let plane = MarkTraits(rawValue: 1 << 6)
  /// A datum is visible as long as any part of it is.
  static let partlyVisible = MarkTraits(rawValue: 1 << 7)
  /// Each end of a datum needs a place of its own.
  static let separateEnds = MarkTraits(rawValue: 1 << 8)
}

extension ChartMark {
  var stacking: MarkStacking { .unstacked }
  var usualColor: ChartColor? { nil }
  var omittedCount: Int { 0 }
  var emptyMeaning: String? { nil }
  var prominence: Int { 1 }

  func isHorizontal(_ datum: Datum) -> Bool { false }
  func growsFromZero(_ direction: Extent.Direction, isHorizontal: Bool) -> Bool { false }
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {}
  func addColors(to scale: inout ColorScale, magnitudes: inout Extent) {}

  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch { .patch }

  func occupy(_ grid: inout OccupancyGrid, with series: Series, on layout: Layout) {
    for datum in series.data {
      if let spot = layout.spot(datum.x, datum.y) { grid.occupy(spot) }
    }
  }

  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    plot.box(around: datum, size: 2)
  }

  func annotationPositions(for series: Series) -> [MarkAnnotation.Position] {
    [.trailing, .top, .bottom, .leading, .topTrailing, .topLeading, .bottomTrailing, .bottomLeading]
  }

  func subject(of series: Series, in narrator: Narrator) -> String {
    narrator.relation("by")
  }

  func details(of series: Series, in narrator: Narrator) -> String { "." }

  func sentence(for series: Series, in narrator: Narrator) -> String {
    narrator.titled(noun(for: series) + subject(of: series, in: narrator) + narrator.grouping)
      + details(of: series, in: narrator)
  }
}
