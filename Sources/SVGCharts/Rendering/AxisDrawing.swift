extension SVGWriter {
  /// Grid lines, under the marks.
  mutating func grid(_ layout: Layout, _ scene: Scene) {
    let plot = layout.plot
    guard !scene.isFilledPlane else { return }
    var path = ""
    if !layout.y.isCategorical {
      for item in layout.yLabels.items where !item.lines[0].isEmpty {
        path +=
          "M\(SVGWriter.number(plot.x)) \(SVGWriter.number(item.position))h\(SVGWriter.number(plot.width))"
      }
    }
    let isScatter = scene.series.contains { $0.has(.points) } || scene.hasRows
    if !layout.x.isCategorical, isScatter || layout.y.isCategorical {
      for item in layout.xLabels.items where !item.lines[0].isEmpty {
        path +=
          "M\(SVGWriter.number(item.position)) \(SVGWriter.number(plot.y))v\(SVGWriter.number(plot.height))"
      }
    }
    guard !path.isEmpty else { return }
    element("path", [("d", path), ("stroke", ChartColor.grid.css), ("stroke-width", "1")])
    guard scene.hasUprightBars, layout.y.baseline < plot.maxY - 1 else { return }
    // bars that hang down need to be seen to begin at zero
    element(
      "path",
      [
        (
          "d",
          "M\(SVGWriter.number(plot.x)) \(SVGWriter.number(layout.y.baseline))h\(SVGWriter.number(plot.width))"
        ),
        ("stroke", ChartColor.muted.css), ("stroke-width", "1"),
      ])
  }

  /// Axis lines, ticks, labels and titles, over the marks.
  mutating func axes(_ layout: Layout, _ scene: Scene) {
    let plot = layout.plot
    var path = ""
    if !layout.x.isCategorical, !layout.xLabels.items.isEmpty {
      for item in layout.xLabels.items {
        let length = item.lines[0].isEmpty ? "3" : "5"
        path += "M\(SVGWriter.number(item.position)) \(SVGWriter.number(plot.maxY))v\(length)"
      }
    }
    if !scene.isCellGrid {
      if scene.hasRows {
        path +=
          "M\(SVGWriter.number(layout.x.baseline)) \(SVGWriter.number(plot.y))v\(SVGWriter.number(plot.height))"
      } else {
        path += "M\(SVGWriter.number(plot.x)) \(SVGWriter.number(plot.maxY))h\(SVGWriter.number(plot.width))"
      }
    }
    if !path.isEmpty {
      element("path", [("d", path), ("stroke", ChartColor.muted.css), ("stroke-width", "1")])
    }
    xLabels(layout)
    yLabels(layout)
    titles(layout)
  }

  private mutating func xLabels(_ layout: Layout) {
    let style = ChartStyle.tick.sized(layout.xLabels.size)
    let top = layout.plot.maxY + (layout.x.isCategorical ? 5 : 8)
    for item in layout.xLabels.items {
      if layout.xLabels.angle != 0 {
        label(
          item.lines[0], x: item.position + 3, y: top + style.size * 0.72, style: style, anchor: .end,
          angle: layout.xLabels.angle)
        continue
      }
      for (index, line) in item.lines.enumerated() {
        let y = top + style.size * TextMetrics.capHeight + Double(index) * style.size * TextMetrics.lineHeight
        label(line, x: item.position, y: y, style: style, anchor: .middle)
      }
    }
  }

  private mutating func yLabels(_ layout: Layout) {
    let style = ChartStyle.tick.sized(layout.yLabels.size)
    let height = style.size * TextMetrics.lineHeight
    for item in layout.yLabels.items {
      let first = item.position + style.size * 0.36 - Double(item.lines.count - 1) * height / 2
      for (index, line) in item.lines.enumerated() {
        label(line, x: layout.plot.x - 8, y: first + Double(index) * height, style: style, anchor: .end)
      }
    }
  }

  private mutating func titles(_ layout: Layout) {
    let plot = layout.plot
    let style = ChartStyle.axis
    if let title = layout.xTitle {
      let text = TextMetrics.shortened(
        layout.x.isCategorical ? title : title + " →", width: layout.width - 8, size: style.size)
      let width = TextMetrics.width(of: text, size: style.size)
      let y = plot.maxY + layout.xLabels.depth + 6 + style.size
      if layout.x.isCategorical {
        let middle = max(width / 2 + 4, min(plot.midX, layout.width - 4 - width / 2))
        label(text, x: middle, y: y, style: style, anchor: .middle)
      } else {
        label(text, x: max(plot.maxX, width + 4), y: y, style: style, anchor: .end)
      }
    }
    if let title = layout.yTitle {
      let text = TextMetrics.shortened(
        layout.y.isCategorical ? title : "↑ " + title, width: layout.width - 8, size: style.size)
      label(text, x: ChartStyle.margin, y: plot.y - 8 - style.size * 0.2, style: style)
    }
  }
}

extension Scene {
  /// Whether there is nothing to draw.
  var isEmpty: Bool { xExtent.isEmpty && yExtent.isEmpty }

  /// Whether upright bars begin at zero.
  var hasUprightBars: Bool { series.contains { $0.has(.bars) && !$0.isHorizontal && $0.lacksEnd } }

  /// Whether cells or a field cover the plot, so that grid lines would only distract.
  var isFilledPlane: Bool { isCellGrid || series.contains { $0.has(.plane) } }
}
