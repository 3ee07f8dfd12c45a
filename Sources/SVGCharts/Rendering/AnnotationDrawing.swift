/// Texts next to marks, placed so that they cover neither each other nor other labels, if that is possible.
struct AnnotationDrawing {
  var scene: Scene
  var layout: Layout
  private let occupied: OccupancyGrid
  private static let gap = 6.0

  init(scene: Scene, layout: Layout) {
    self.scene = scene
    self.layout = layout
    occupied = OccupancyGrid(scene, layout)
  }

  func draw(in writer: inout SVGWriter) {
    let plot = PlotDrawing(scene: scene, layout: layout)
    var taken = writer.texts.filter { $0.angle == 0 }.map { $0.box.inset(by: -1) }
    // sloped names leave no level room under the axis
    let bottom = layout.xLabels.angle == 0 ? layout.height - 2 : layout.plot.maxY
    let frame = Box(x: 2, y: 2, width: layout.width - 4, height: bottom - 2)
    var crowded: [(text: String, places: [Box])] = []
    for series in scene.series {
      let cellSize = cellTextSize(series, on: plot)
      for datum in series.data {
        guard let text = datum.text.map(NumberFormat.withTrueMinus), !text.isEmpty,
          let anchor = series.mark.anchor(of: datum, in: series, on: plot)
        else {
          continue
        }
        if let level = overlayLevel(datum, series) {
          overlay(text, on: anchor, level: level, size: cellSize, in: &writer)
          continue
        }
        let style = ChartStyle.annotation
        let short = TextMetrics.shortened(text, width: frame.width, size: style.size)
        let size = TextStyle.box(short, x: 0, y: 0, style: style, anchor: .start)
        let places = candidates(series).map { box(size, $0, anchor, series) }
        if let place = freePlace(among: places, for: series, frame: frame, taken: taken) {
          taken.append(place)
          draw(short, at: place, in: &writer)
        } else if datum.name == nil {
          // a point that tells its name needs no text over others
          crowded.append((short, places.map { $0.moved(into: frame) }))
        }
      }
    }
    // those without a free place come last, so that they take none from the others
    for (text, places) in crowded {
      guard let place = leastCovered(places, by: taken) else { continue }
      taken.append(place)
      draw(text, at: place, isCrowded: true, in: &writer)
    }
  }

  private func draw(_ text: String, at box: Box, isCrowded: Bool = false, in writer: inout SVGWriter) {
    let style = ChartStyle.annotation
    writer.label(
      text, x: box.x, y: box.y + style.size * TextMetrics.capHeight, style: style, hasHalo: true,
      isCrowded: isCrowded)
  }

  /// For a text inside a cell, the ramp's step under it, −1 where there is none.
  private func overlayLevel(_ datum: Datum, _ series: Series) -> Int? {
    let position = series.mark.encoding.annotation?.position ?? .automatic
    guard position == .overlay || position == .automatic && series.has(.cells) else {
      return nil
    }
    return datum.color?.number.flatMap(scene.colors.level) ?? -1
  }

  /// The size at which every text of a grid of cells fits into its own; `nil` for other marks. Without the wide texts, the
  /// narrow ones would say something else.
  private func cellTextSize(_ series: Series, on plot: PlotDrawing) -> Double? {
    guard series.has(.cells), series.lacksEnd else { return nil }
    let sizes = series.data.lazy.compactMap { datum -> Double? in
      guard let text = datum.text.map(NumberFormat.withTrueMinus), !text.isEmpty,
        overlayLevel(datum, series) != nil, let box = series.mark.anchor(of: datum, in: series, on: plot)
      else { return nil }
      return AnnotationDrawing.size(of: text, inside: box)
    }
    return sizes.min()
  }

  /// The greatest size at which a text fits into a box, up to the usual one.
  private static func size(of text: String, inside box: Box) -> Double {
    min(12.5, box.height * 0.7, (box.width - 2) / max(0.1, TextMetrics.width(of: text, size: 1)))
  }

  private func overlay(
    _ text: String, on box: Box, level: Int, size common: Double?, in writer: inout SVGWriter
  ) {
    let size = common ?? AnnotationDrawing.size(of: text, inside: box)
    guard size >= ChartStyle.smallest else { return }
    let color =
      level < 0
      ? ChartColor.ink.css
      : ChartColor.textCSS(onLevel: level, isDiverging: scene.colors.ramp?.isDiverging == true)
    writer.label(
      text, x: box.midX, y: box.midY + size * 0.36, style: TextStyle(size: size, color: color),
      anchor: .middle)
  }

  /// The free place that covers the least; the author's wish, and the usual place, win a tie.
  private func freePlace(
    among places: [Box], for series: Series, frame: Box, taken: [Box]
  ) -> Box? {
    let free = places.filter { place in frame.contains(place) && !taken.contains(where: place.intersects) }
    let wish = series.mark.encoding.annotation?.position ?? .automatic
    return wish == .automatic ? free.min { cost(of: $0) < cost(of: $1) } : free.first
  }

  /// The place that covers the least of other texts and, among equal ones, of marks.
  private func leastCovered(_ places: [Box], by taken: [Box]) -> Box? {
    let overlaps = places.map { place in taken.reduce(0) { $0 + place.overlap(with: $1) } }
    return places.indices.min {
      (overlaps[$0], cost(of: places[$0])) < (overlaps[$1], cost(of: places[$1]))
    }.map { places[$0] }
  }

  /// What a place covers: what has been drawn there, and the axes where it leaves the plot.
  private func cost(of box: Box) -> Int {
    occupied.count(in: box) + (layout.plot.contains(box) ? 0 : 6)
  }

  private func candidates(_ series: Series) -> [MarkAnnotation.Position] {
    let wish = series.mark.encoding.annotation?.position ?? .automatic
    let usual = series.mark.annotationPositions(for: series)
    return wish == .automatic ? usual : [wish] + usual
  }

  private func box(
    _ size: Box, _ position: MarkAnnotation.Position, _ anchor: Box, _ series: Series
  ) -> Box {
    let gap = AnnotationDrawing.gap
    let isLevelRule = series.has(.rule) && anchor.height == 0
    var box = size
    switch position {
    case .automatic, .top, .bottom, .overlay: box.x = anchor.midX - size.width / 2
    case .leading, .topLeading, .bottomLeading:
      box.x = isLevelRule ? anchor.x + 2 : anchor.x - gap - size.width
    case .trailing, .topTrailing, .bottomTrailing:
      box.x = isLevelRule ? anchor.maxX - size.width - 2 : anchor.maxX + gap
    }
    switch position {
    case .top, .automatic: box.y = anchor.y - gap - size.height
    case .bottom: box.y = anchor.maxY + gap
    case .overlay, .leading, .trailing: box.y = anchor.midY - size.height / 2
    case .topLeading, .topTrailing:
      box.y = anchor.width == 0 ? anchor.y + 2 : anchor.y - gap + 1 - size.height
    case .bottomLeading, .bottomTrailing:
      box.y = anchor.width == 0 ? anchor.maxY - size.height - 4 : anchor.maxY + gap - 1
    }
    return box
  }
}

extension Box {
  /// The area that two boxes share.
  fileprivate func overlap(with other: Box) -> Double {
    max(0, min(maxX, other.maxX) - max(x, other.x)) * max(0, min(maxY, other.maxY) - max(y, other.y))
  }

  /// The box, moved as little as it takes to be inside a frame. A larger box begins at the frame's left or upper side.
  fileprivate func moved(into frame: Box) -> Box {
    var box = self
    box.x = max(frame.x, min(x, frame.maxX - width))
    box.y = max(frame.y, min(y, frame.maxY - height))
    return box
  }
}
