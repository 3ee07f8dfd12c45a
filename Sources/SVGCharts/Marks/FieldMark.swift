/// A function over the plane as filled contours: a loss surface, a probability, the regions of a classifier.
///
///     FieldMark(FieldGrid(x: -2...2, y: -2...2), label: "loss") { x, y in x * x + 10 * y * y }
///
/// Marks that follow are drawn over it. Magnitudes take their colours from the ramp, so
/// ``Chart/chartForegroundStyleScale(_:domain:)`` sets the numbers at its ends; classes take the categories' colours,
/// softened.
public struct FieldMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.plane]

  var encoding = MarkEncoding()
  var field: Field

  private init(_ field: Field) {
    self.field = field
  }

  public var marks: [Mark] { [Mark(self)] }

  /// Magnitudes by a function of x and y.
  ///
  /// - Parameters:
  ///   - levels: where the colour changes; `nil` for the steps of the ramp.
  ///   - lines: whether to draw lines at the levels.
  public init(
    _ grid: FieldGrid, label: String = "", levels: [Double]? = nil, lines: Bool = false,
    value: (Double, Double) -> Double
  ) {
    self.init(
      grid, label: label, levels: levels, lines: lines, values: grid.points.map { value($0.x, $0.y) })
  }

  /// Magnitudes in the order of ``FieldGrid/points``.
  ///
  /// - Precondition: a value for each point.
  public init<Number: BinaryFloatingPoint>(
    _ grid: FieldGrid, label: String = "", levels: [Double]? = nil, lines: Bool = false, values: [Number]
  ) {
    precondition(
      values.count == grid.count, "FieldMark expects \(grid.count) values but got \(values.count)")
    self.init(
      Field(
        grid: grid, layers: [values.map { Double($0) }], classes: [], label: label,
        levels: levels?.sorted(), hasLines: lines))
  }

  /// The class that wins at each point, as an index into `classes`.
  ///
  /// - Precondition: a prediction for each point, each an index of `classes`.
  public init(_ grid: FieldGrid, classes: [String], label: String = "class", predictions: [Int]) {
    precondition(
      predictions.count == grid.count && predictions.allSatisfy(classes.indices.contains),
      "FieldMark expects \(grid.count) predictions below \(classes.count) but got \(predictions.count)")
    let layers = classes.indices.map { name in predictions.map { $0 == name ? 1.0 : -1.0 } }
    self.init(
      Field(grid: grid, layers: layers, classes: classes, label: label, levels: nil, hasLines: false))
  }

  /// Each class's score (logit or probability) at each point; borders lie smoothly where two scores are equal.
  ///
  /// - Precondition: for each point a score for each class.
  public init<Number: BinaryFloatingPoint>(
    _ grid: FieldGrid, classes: [String], label: String = "class", scores: [[Number]]
  ) {
    precondition(
      scores.count == grid.count && scores.allSatisfy { $0.count == classes.count } && classes.count > 1,
      "FieldMark expects \(grid.count) × \(classes.count) scores but got \(scores.count) rows")
    let layers = classes.indices.map { name in
      scores.map { row in
        Double(row[name] - (row.indices.filter { $0 != name }.map { row[$0] }.max() ?? 0))
      }
    }
    self.init(
      Field(grid: grid, layers: layers, classes: classes, label: label, levels: nil, hasLines: false))
  }
}

extension FieldMark {
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    let range = direction == .x ? field.grid.x : field.grid.y
    extent.include(range.lowerBound)
    extent.include(range.upperBound)
    extent.isFilled = true
  }

  func addColors(to scale: inout ColorScale, magnitudes: inout Extent) {
    if scale.label.isEmpty { scale.label = field.label }
    if field.classes.isEmpty {
      for value in field.layers[0] { magnitudes.include(value) }
    } else {
      for name in field.classes { scale.add(.category(name)) }
    }
  }

  var omittedCount: Int { field.classes.isEmpty ? field.layers[0].count { !$0.isFinite } : 0 }
}

extension FieldMark {
  /// Filled contours, each level painted over the ones below it.
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let hasMarksOver = plot.scene.series.contains { $0.has(.points) || $0.has(.curve) }
    let share = encoding.opacity ?? (hasMarksOver && field.classes.isEmpty ? 0.75 : 1)
    writer.group(share < 1 ? [("opacity", SVGWriter.number(share))] : []) { writer in
      if field.classes.isEmpty {
        drawMagnitudes(in: plot, &writer)
      } else {
        drawRegions(in: plot, &writer)
      }
    }
  }

  private func drawRegions(in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let junctions = Junctions(field)
    for (index, name) in field.classes.enumerated() {
      guard let color = plot.scene.colors.color(of: .category(name)) else { continue }
      let path = cells(junctions.cells[index], in: plot) + path(of: index, above: 0, in: plot)
      guard !path.isEmpty else { continue }
      let soft = "color-mix(in oklab,\(color.css) 24%,\(ChartColor.background.css))"
      // the outline hides the hairline that neighbours would leave between them
      writer.element("path", [("d", path), ("fill", soft), ("stroke", soft), ("stroke-width", "0.7")])
    }
  }

  private func drawMagnitudes(in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let colors = plot.scene.colors
    guard let ramp = colors.ramp else { return }
    let last = ChartTheme.levels - 1
    let step = (ramp.high - ramp.low) / Double(last)
    // a step's colour holds for the numbers that round to it
    let levels = field.levels ?? (1...last).map { ramp.low + (Double($0) - 0.5) * step }
    let bounds = [-Double.greatestFiniteMagnitude] + levels
    for (index, bound) in bounds.enumerated() {
      let above = index == bounds.count - 1 ? nil : bounds[index + 1]
      // a band has the colour of its middle; the outermost reach to the ramp's ends
      let low = index == 0 ? min(ramp.low, bounds.last ?? ramp.low) : bound
      let middle = (low + (above ?? max(ramp.high, low))) / 2
      guard let level = colors.level(of: middle) else { continue }
      let path = path(of: 0, above: bound, in: plot)
      guard !path.isEmpty else { continue }
      var attributes: [SVGWriter.Attribute] = [("d", path), ("fill", colors.color(ofLevel: level).css)]
      if field.hasLines, index > 0 {
        attributes += [
          ("stroke", ChartColor.ink.css), ("stroke-opacity", "0.35"), ("stroke-width", "0.7"),
        ]
      }
      writer.element("path", attributes)
    }
  }

  /// Whole cells of the grid, by their lower left corners, in the drawing's units.
  private func cells(_ cells: [(column: Int, row: Int)], in plot: PlotDrawing) -> String {
    cells.map { column, row in
      let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].compactMap { right, up -> String? in
        guard let px = plot.x.position(of: field.grid.x(at: Double(column + right))),
          let py = plot.y.position(of: field.grid.y(at: Double(row + up)))
        else { return nil }
        return PathBuilder.text(Spot(x: px, y: plot.limited(py)))
      }
      return corners.count == 4 ? "M\(corners.joined(separator: "L"))z" : ""
    }.joined()
  }

  /// The region above a threshold, in the drawing's units.
  private func path(of layer: Int, above threshold: Double, in plot: PlotDrawing) -> String {
    let grid = field.grid
    let contours = Contours(columns: grid.columns, rows: grid.rows, values: field.layers[layer])
    return contours.rings(above: threshold).map { ring in
      let spots = ring.compactMap { spot -> Spot? in
        guard let px = plot.x.position(of: grid.x(at: spot.x)),
          let py = plot.y.position(of: grid.y(at: spot.y))
        else {
          return nil
        }
        return Spot(x: px, y: plot.limited(py))
      }
      let kept = Simplification.ring(spots, tolerance: 0.15)
      guard kept.count > 2 else { return "" }
      let texts = kept.map {
        "\(NumberFormat.coordinate($0.x, decimals: 1)) \(NumberFormat.coordinate($0.y, decimals: 1))"
      }
      return "M\(texts[0])L\(texts.dropFirst().joined(separator: " "))z"
    }.joined()
  }
}

extension FieldMark {
  var prominence: Int { 3 }
  func noun(for series: Series) -> String { "Map" }

  private var name: String { field.label.isEmpty ? "a function" : field.label }

  func subject(of series: Series, in narrator: Narrator) -> String { " of \(name)" }

  func sentence(for series: Series, in narrator: Narrator) -> String {
    let grid = field.grid
    let place =
      "over x from \(narrator.say(grid.x.lowerBound)) to \(narrator.say(grid.x.upperBound)) and y from "
      + "\(narrator.say(grid.y.lowerBound)) to \(narrator.say(grid.y.upperBound))"
    let points = narrator.pointCount
    let over = points > 0 ? ", with \(NumberFormat.counted(points, "point")) over it" : ""
    if !field.classes.isEmpty {
      return narrator.titled("Map of \(name) \(place)\(over): \(shares) of the plane.")
    }
    let finite = field.layers[0].enumerated().filter { $0.element.isFinite }
    guard let least = finite.min(by: { $0.element < $1.element }),
      let greatest = finite.max(by: { $0.element < $1.element })
    else { return narrator.titled("Map of \(name) \(place)\(over): no finite values.") }
    func at(_ index: Int) -> String {
      let (column, row) = (index % grid.columns, index / grid.columns)
      return "(\(narrator.say(grid.x(at: Double(column)))), \(narrator.say(grid.y(at: Double(row)))))"
    }
    return narrator.titled(
      "Contour map of \(name) \(place)\(over): lowest \(narrator.say(least.element)) at \(at(least.offset)), "
        + "highest \(narrator.say(greatest.element)) at \(at(greatest.offset)).")
  }

  /// How much of the plane each class wins.
  private var shares: String {
    field.classes.enumerated().map { index, name in
      let count = field.layers[index].count { $0 > 0 }
      return
        "\(name) on \(NumberFormat.plain(100 * Double(count) / Double(field.grid.count), significant: 2)) %"
    }.joined(separator: ", ")
  }
}
