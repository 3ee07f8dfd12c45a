extension MarkDrawing {
  /// Points: each with a thin rim in the background's colour while there are few; many share one path, in which a
  /// point is a line of no length with round ends.
  func points(_ series: Series, in writer: inout SVGWriter) {
    let symbol = scene.symbol(of: series)
    for (color, spots) in spotsByColor(series) {
      guard !spots.isEmpty else { continue }
      if spots.count > 400, symbol == .circle {
        crowd(spots, color: color, series, in: &writer)
      } else {
        few(spots, symbol: symbol, color: color, series, in: &writer)
      }
    }
  }

  private func spotsByColor(_ series: Series) -> [(ChartColor, [Spot])] {
    var groups: [Int: [Spot]] = [:]
    for datum in series.data {
      guard let px = datum.x.flatMap(x.place), let py = datum.y.flatMap(y.place),
        plot.inset(by: -0.5).contains(Box(x: px, y: py, width: 0, height: 0))
      else { continue }
      let level = series.colorName == nil ? datum.color?.number.flatMap(scene.colors.level) : nil
      groups[level ?? -1, default: []].append(Spot(x: px, y: py))
    }
    return groups.sorted { $0.key < $1.key }.map { level, spots in
      (level < 0 ? scene.color(of: series) : scene.colors.color(ofLevel: level), spots)
    }
  }

  private func few(
    _ spots: [Spot], symbol: ChartSymbol, color: ChartColor, _ series: Series, in writer: inout SVGWriter
  ) {
    let size = series.mark.symbolSize ?? (spots.count > 150 ? 5.5 : ChartStyle.pointSize)
    var attributes: [SVGWriter.Attribute]
    if symbol.isOpen {
      attributes = [("fill", "none"), ("stroke", color.css), ("stroke-width", "1.6")]
    } else {
      attributes = [("fill", color.css), ("stroke", ChartColor.background.css), ("stroke-width", "0.8")]
    }
    if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
    writer.group(attributes) { writer in
      for spot in spots {
        if symbol == .circle {
          writer.element(
            "circle",
            [
              ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)),
              ("r", SVGWriter.number(size / 2)),
            ])
        } else {
          writer.element("path", [("d", symbol.path(x: spot.x, y: spot.y, diameter: size))])
        }
      }
    }
  }

  private func crowd(
    _ spots: [Spot], color: ChartColor, _ series: Series, in writer: inout SVGWriter
  ) {
    let size = series.mark.symbolSize ?? (spots.count > 3000 ? 2.6 : 4)
    // points that round to one place look like one
    var seen: Set<Spot> = []
    var path = ""
    for spot in spots {
      let rounded = Spot(x: (spot.x * 2).rounded() / 2, y: (spot.y * 2).rounded() / 2)
      guard seen.insert(rounded).inserted else { continue }
      path += "M\(PathBuilder.text(rounded))h0"
    }
    writer.element(
      "path",
      [
        ("d", path), ("fill", "none"), ("stroke", color.css), ("stroke-width", SVGWriter.number(size)),
        ("stroke-linecap", "round"), ("opacity", SVGWriter.number(series.mark.opacity ?? 0.75)),
      ])
  }
}
