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
    let size = series.mark.symbolSize ?? usualSize(spots.count)
    var attributes: [SVGWriter.Attribute]
    if symbol.isOpen {
      attributes = [("fill", "none"), ("stroke", color.css), ("stroke-width", "1.6")]
    } else {
      attributes = [
        ("fill", color.css), ("stroke", ChartColor.background.css),
        ("stroke-width", size < 5 ? "0.4" : "0.8"),
      ]
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

  private func usualSize(_ count: Int) -> Double {
    if scene.isPanel { return count > 80 ? 3.6 : 5 }
    return count > 150 || plot.width < 340 && count > 60 ? 5.5 : ChartStyle.pointSize
  }

  /// Many points: where they lie denser they are drawn stronger, and neighbours in a column share a stroke.
  private func crowd(
    _ spots: [Spot], color: ChartColor, _ series: Series, in writer: inout SVGWriter
  ) {
    let size = series.mark.symbolSize ?? (spots.count > 3000 ? 2.6 : 4)
    let base = series.mark.opacity ?? (spots.count > 3000 ? 0.4 : 0.75)
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
}

/// Thousands of points as a few paths.
enum Crowd {
  private struct Place: Hashable {
    var column: Int
    var row: Int
  }

  /// The points in three layers by how many share a spot of about a point's size.
  static func layers(of spots: [Spot], size: Double) -> [[Spot]] {
    guard spots.count > 3000 else { return [spots] }
    var counts: [Place: Int] = [:]
    func place(_ spot: Spot) -> Place {
      Place(column: Int((spot.x / size).rounded(.down)), row: Int((spot.y / size).rounded(.down)))
    }
    for spot in spots { counts[place(spot), default: 0] += 1 }
    var layers: [[Spot]] = [[], [], []]
    for spot in spots {
      let count = counts[place(spot)] ?? 1
      layers[count < 2 ? 0 : count < 4 ? 1 : 2].append(spot)
    }
    return layers
  }

  /// Points as lines of no length, rounded to half a unit; those that touch in a column as one line.
  static func path(_ spots: [Spot]) -> String {
    var columns: [Int: Set<Int>] = [:]
    for spot in spots {
      columns[Int((spot.x * 2).rounded()), default: []].insert(Int((spot.y * 2).rounded()))
    }
    var path = ""
    for (column, rows) in columns.sorted(by: { $0.key < $1.key }) {
      let sorted = rows.sorted()
      var start = 0
      while start < sorted.count {
        var end = start
        while end + 1 < sorted.count, sorted[end + 1] - sorted[end] <= 2 { end += 1 }
        path += "M\(half(column)) \(half(sorted[start]))v\(half(sorted[end] - sorted[start]))"
        start = end + 1
      }
    }
    return path
  }

  private static func half(_ doubled: Int) -> String { SVGWriter.number(Double(doubled) / 2) }
}
