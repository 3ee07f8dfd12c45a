extension MarkDrawing {
  /// A field as filled contours, each level painted over the ones below it.
  func field(_ field: Field, opacity: Double?, in writer: inout SVGWriter) {
    let hasMarksOver = scene.series.contains { $0.mark.shape == .point || $0.mark.shape == .line }
    let share = opacity ?? (hasMarksOver && field.classes.isEmpty ? 0.75 : 1)
    writer.group(share < 1 ? [("opacity", SVGWriter.number(share))] : []) { writer in
      if field.classes.isEmpty { magnitudes(field, in: &writer) } else { regions(field, in: &writer) }
    }
  }

  private func regions(_ field: Field, in writer: inout SVGWriter) {
    let junctions = Junctions(field)
    for (index, name) in field.classes.enumerated() {
      guard let color = scene.colors.color(of: .category(name)) else { continue }
      let path = cells(junctions.cells[index], of: field) + path(of: field, layer: index, above: 0)
      guard !path.isEmpty else { continue }
      let soft = "color-mix(in oklab,\(color.css) 24%,\(ChartColor.background.css))"
      // the outline hides the hairline that neighbours would leave between them
      writer.element("path", [("d", path), ("fill", soft), ("stroke", soft), ("stroke-width", "0.7")])
    }
  }

  private func magnitudes(_ field: Field, in writer: inout SVGWriter) {
    guard let ramp = scene.colors.ramp else { return }
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
      guard let level = scene.colors.level(of: middle) else { continue }
      let path = path(of: field, layer: 0, above: bound)
      guard !path.isEmpty else { continue }
      var attributes: [SVGWriter.Attribute] = [("d", path), ("fill", scene.colors.color(ofLevel: level).css)]
      if field.hasLines, index > 0 {
        attributes += [
          ("stroke", ChartColor.ink.css), ("stroke-opacity", "0.35"), ("stroke-width", "0.7"),
        ]
      }
      writer.element("path", attributes)
    }
  }

  /// Whole cells of the grid, by their lower left corners, in the drawing's units.
  private func cells(_ cells: [(column: Int, row: Int)], of field: Field) -> String {
    cells.map { column, row in
      let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].compactMap { right, up -> String? in
        guard let px = x.place(field.grid.x(at: Double(column + right))),
          let py = y.place(field.grid.y(at: Double(row + up)))
        else { return nil }
        return PathBuilder.text(Spot(x: px, y: limited(py)))
      }
      return corners.count == 4 ? "M\(corners.joined(separator: "L"))z" : ""
    }.joined()
  }

  /// The region above a threshold, in the drawing's units.
  private func path(of field: Field, layer: Int, above threshold: Double) -> String {
    let grid = field.grid
    let contours = Contours(columns: grid.columns, rows: grid.rows, values: field.layers[layer])
    return contours.rings(above: threshold).map { ring in
      let spots = ring.compactMap { spot -> Spot? in
        guard let px = x.place(grid.x(at: spot.x)), let py = y.place(grid.y(at: spot.y)) else { return nil }
        return Spot(x: px, y: limited(py))
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
