/// Texts beside marks, placed where they cover neither each other nor the marks' own labels.
struct AnnotationDrawing {
  var scene: Scene
  var layout: Layout
  private let ink: Ink
  private static let gap = 6.0

  init(scene: Scene, layout: Layout) {
    self.scene = scene
    self.layout = layout
    ink = Ink(scene, layout)
  }

  func draw(in writer: inout SVGWriter) {
    let drawing = MarkDrawing(scene: scene, layout: layout)
    var taken = writer.texts.filter { $0.angle == 0 }.map { $0.box.inset(by: -1) }
    // sloped names leave no level room under the axis
    let bottom = layout.xLabels.angle == 0 ? layout.height - 2 : layout.plot.maxY
    let frame = Box(x: 2, y: 2, width: layout.width - 4, height: bottom - 2)
    for series in scene.series {
      for datum in series.data {
        guard let text = datum.text.map(NumberFormat.withTrueMinus), !text.isEmpty,
          let anchor = anchor(of: datum, series, drawing)
        else {
          continue
        }
        if let level = overlayLevel(datum, series) {
          overlay(text, on: anchor, level: level, in: &writer)
          continue
        }
        place(text, beside: anchor, series, frame: frame, taken: &taken, in: &writer)
      }
    }
  }

  /// The box that a text is placed beside.
  private func anchor(of datum: Datum, _ series: Series, _ drawing: MarkDrawing) -> Box? {
    let plot = layout.plot
    switch series.mark.shape {
    case .bar: return drawing.bar(datum, of: series)
    case .rectangle: return drawing.cell(datum, of: series)
    case .rule:
      if let py = datum.y.flatMap(layout.y.place), datum.x == nil, datum.xEnd == nil {
        return Box(x: plot.x, y: py, width: plot.width, height: 0)
      }
      if let px = datum.x.flatMap(layout.x.place), datum.y == nil, datum.yEnd == nil {
        return Box(x: px, y: plot.y, width: 0, height: plot.height)
      }
      fallthrough
    default:
      guard let px = (datum.xEnd ?? datum.x).flatMap(layout.x.place),
        let py = (datum.yEnd ?? datum.y).flatMap(layout.y.place)
      else { return nil }
      let half = series.mark.shape == .point ? (series.mark.symbolSize ?? ChartStyle.pointSize) / 2 : 1
      return Box(x: px - half, y: py - half, width: 2 * half, height: 2 * half)
    }
  }

  /// For a text inside a cell, the ramp's step under it, −1 where there is none.
  private func overlayLevel(_ datum: Datum, _ series: Series) -> Int? {
    let position = series.mark.annotation?.position ?? .automatic
    guard position == .overlay || position == .automatic && series.mark.shape == .rectangle else {
      return nil
    }
    return datum.color?.number.flatMap(scene.colors.level) ?? -1
  }

  private func overlay(_ text: String, on box: Box, level: Int, in writer: inout SVGWriter) {
    let size = min(12.5, box.height * 0.7)
    guard size >= 7, TextMetrics.width(of: text, size: size) <= box.width - 2 else { return }
    let color: String
    if level < 0 {
      color = ChartColor.ink.css
    } else {
      let light = ChartTheme.light
      color =
        scene.colors.isStrong(level)
        ? "var(--chart-on-strong,\(light.onStrong))" : "var(--chart-on-weak,\(light.onWeak))"
    }
    writer.label(
      text, x: box.midX, y: box.midY + size * 0.36, style: TextStyle(size: size, color: color),
      anchor: .middle)
  }

  private func place(
    _ text: String, beside anchor: Box, _ series: Series, frame: Box, taken: inout [Box],
    in writer: inout SVGWriter
  ) {
    let style = ChartStyle.annotation
    let size = TextStyle.box(text, x: 0, y: 0, style: style, anchor: .start)
    let free = candidates(series).map { self.box(size, $0, anchor, series) }.filter { place in
      frame.contains(place) && !taken.contains(where: place.intersects)
    }
    // the author's wish, and the usual place, win a tie
    guard let best = free.min(by: { cost(of: $0) < cost(of: $1) }) else { return }
    let wish = series.mark.annotation?.position ?? .automatic
    let box = wish == .automatic ? best : free[0]
    taken.append(box)
    writer.label(
      text, x: box.x, y: box.y + style.size * TextMetrics.capHeight, style: style, hasHalo: true)
  }

  /// What a place covers: what has been drawn there, and the axes where it leaves the plot.
  private func cost(of box: Box) -> Int {
    ink.amount(in: box) + (layout.plot.contains(box) ? 0 : 6)
  }

  private func candidates(_ series: Series) -> [MarkAnnotation.Position] {
    let wish = series.mark.annotation?.position ?? .automatic
    let usual: [MarkAnnotation.Position] =
      switch series.mark.shape {
      case .bar: series.isHorizontal ? [.trailing, .leading] : [.top, .bottom]
      case .rule: [.topTrailing, .bottomTrailing, .topLeading, .bottomLeading]
      default:
        [
          .trailing, .top, .bottom, .leading, .topTrailing, .topLeading, .bottomTrailing, .bottomLeading,
        ]
      }
    return wish == .automatic ? usual : [wish] + usual
  }

  private func box(
    _ size: Box, _ position: MarkAnnotation.Position, _ anchor: Box, _ series: Series
  ) -> Box {
    let gap = AnnotationDrawing.gap
    let isLevelRule = series.mark.shape == .rule && anchor.height == 0
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
