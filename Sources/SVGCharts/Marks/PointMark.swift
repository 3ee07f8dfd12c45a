/// A point for each datum.
///
/// Up to seven classes that ``ChartContent/foregroundStyle(by:)`` distinguishes have shapes of their own as well, unless
/// an axis names them.
public struct PointMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.points]
  /// More points than this are too many for an element each.
  static let crowd = 400

  var encoding: MarkEncoding
  /// The points' diameter; `nil` follows from how many there are.
  var size: Double?

  /// A point at each pair of values.
  public init(x: PlottableValue, y: PlottableValue) {
    encoding = MarkEncoding(x: x, y: y)
  }

  public var marks: [Mark] { [Mark(self)] }

  /// A disc reaches beyond its datum.
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    extent.needsRoom = true
  }
}

extension ChartContent {
  /// The diameter of points, in the drawing's units (680 to a column).
  public func symbolSize(_ diameter: Double) -> MarkGroup {
    changed(PointMark.self) { $0.size = diameter }
  }
}

extension PointMark {
  /// Few points are single shapes with a thin rim in the background's colour. Many share a path, in which a point is a
  /// line of no length with round ends.
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let symbol = plot.scene.symbol(of: series)
    for (color, points) in pointsByColor(series, in: plot) {
      guard !points.isEmpty else { continue }
      if points.count > PointMark.crowd, symbol == .circle {
        drawCrowd(points.map(\.spot), color: color, in: &writer)
      } else {
        drawSymbols(
          points, symbol, color: color, size: size ?? usualSize(points.count, in: plot), in: &writer)
      }
    }
  }

  private typealias Point = (spot: Spot, name: String?)

  private func pointsByColor(_ series: Series, in plot: PlotDrawing) -> [(ChartColor, [Point])] {
    var groups: [Int: [Point]] = [:]
    for datum in series.data {
      guard let px = datum.x.flatMap(plot.x.position(of:)), let py = datum.y.flatMap(plot.y.position(of:)),
        plot.area.inset(by: -0.5).contains(Box(x: px, y: py, width: 0, height: 0))
      else { continue }
      groups[plot.scene.level(of: datum, in: series) ?? -1, default: []].append(
        (Spot(x: px, y: py), datum.name))
    }
    return groups.sorted { $0.key < $1.key }.map { level, points in
      (level < 0 ? plot.scene.color(of: series) : plot.scene.colors.color(ofLevel: level), points)
    }
  }

  private func drawSymbols(
    _ points: [Point], _ symbol: ChartSymbol, color: ChartColor, size: Double, in writer: inout SVGWriter
  ) {
    var attributes: [SVGWriter.Attribute]
    if symbol.isOpen {
      attributes = [("fill", "none"), ("stroke", color.css), ("stroke-width", "1.6")]
    } else {
      attributes = [
        ("fill", color.css), ("stroke", ChartColor.background.css),
        ("stroke-width", size < 5 ? "0.4" : "0.8"),
      ]
    }
    writer.group(attributes + encoding.opacityAttribute) { writer in
      for (spot, name) in points {
        if symbol == .circle {
          writer.element(
            "circle",
            [
              ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)),
              ("r", SVGWriter.number(size / 2)),
            ], title: name)
        } else {
          writer.element("path", [("d", symbol.path(x: spot.x, y: spot.y, diameter: size))], title: name)
        }
      }
    }
  }

  private func usualSize(_ count: Int, in plot: PlotDrawing) -> Double {
    if plot.scene.isPanel { return count > 80 ? 3.6 : 5 }
    return count > 150 || plot.area.width < 340 && count > 60 ? 5.5 : ChartStyle.pointSize
  }

  /// Dense points are drawn stronger, and neighbours in a column share a stroke.
  private func drawCrowd(_ spots: [Spot], color: ChartColor, in writer: inout SVGWriter) {
    let size = size ?? (spots.count > 3000 ? 2.6 : 4)
    let base = encoding.opacity ?? (spots.count > 3000 ? 0.4 : 0.75)
    for (level, members) in Crowd.layers(of: spots, size: size).enumerated() where !members.isEmpty {
      let opacity = base + (0.95 - base) * Double(level) / 2
      writer.element(
        "path",
        [
          ("d", Crowd.path(members)), ("fill", "none"), ("stroke", color.css),
          ("stroke-width", SVGWriter.number(size)), ("stroke-linecap", "round"),
          ("opacity", SVGWriter.number(max(base, opacity))),
        ])
    }
  }

  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch { .disc(scene.symbol(of: series)) }

  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    plot.box(around: datum, size: size ?? ChartStyle.pointSize)
  }
}

extension PointMark {
  func noun(for series: Series) -> String { "Scatter plot" }

  func subject(of series: Series, in narrator: Narrator) -> String {
    narrator.relation("against")
  }

  func details(of series: Series, in narrator: Narrator) -> String {
    var text = ": " + NumberFormat.counted(narrator.pointCount, "point")
    for (name, extent) in [("x", narrator.scene.xExtent), ("y", narrator.scene.yExtent)]
    where extent.low <= extent.high {
      text += ", \(name) from \(narrator.say(extent.low)) to \(narrator.say(extent.high))"
    }
    return text + "."
  }
}
