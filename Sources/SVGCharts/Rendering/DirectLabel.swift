/// A name at the right end of its line.
struct DirectLabel {
  var name: String
  /// The name as it is drawn.
  var shown: String
  var color: ChartColor
  var width: Double
  /// The place of the line's last datum.
  var target = 0.0
  var x = 0.0
  /// The place of the label's middle.
  var y = 0.0
  private static let pitch = ChartStyle.legend.size * 1.2

  /// One label for each category, none at all where one is too long.
  static func all(in scene: Scene, limit: Double) -> [DirectLabel] {
    let labels = scene.colors.categories.compactMap { category -> DirectLabel? in
      let name = category.value.name ?? ""
      guard scene.series.contains(where: { $0.colorName?.name == name && $0.has(.curve) }) else {
        return nil
      }
      let shown = NumberFormat.withTrueMinus(name)
      return DirectLabel(
        name: name, shown: shown, color: category.color,
        width: TextMetrics.width(of: shown, size: ChartStyle.legend.size))
    }
    guard labels.count == scene.colors.categories.count, labels.allSatisfy({ $0.width <= limit }) else {
      return []
    }
    // several lines of one name, or dashes that need explaining, need a legend
    let lines = scene.series.filter { $0.has(.curve) && $0.colorName != nil }
    guard lines.count == labels.count, lines.allSatisfy({ $0.dashName == nil }) else { return [] }
    return labels
  }

  /// Finds the last place of the line within the plot.
  mutating func settle(_ scene: Scene, x: PositionScale, y: PositionScale, plot: Box) {
    let line = scene.series.first { $0.colorName?.name == name && $0.has(.curve) }
    for datum in line?.data.reversed() ?? [] {
      guard let px = datum.x.flatMap(x.position(of:)), let py = datum.y.flatMap(y.position(of:)) else {
        continue
      }
      guard plot.inset(by: -1).contains(Box(x: px, y: py, width: 0, height: 0)) else { continue }
      self.x = px
      self.y = py
      target = py
      return
    }
    self.x = -1
  }

  /// Moves labels apart; `false` where one would have to go too far from its line.
  static func spread(_ labels: inout [DirectLabel], within plot: Box) -> Bool {
    // lines that end early would have other lines running through their labels
    guard labels.allSatisfy({ $0.x > plot.maxX - max(12, plot.width * 0.04) }) else { return false }
    var order = labels.indices.sorted { labels[$0].target < labels[$1].target }
    for _ in 0..<200 {
      var moved = false
      for (above, below) in zip(order, order.dropFirst()) {
        let overlap = labels[above].y + pitch - labels[below].y
        if overlap > 0.01 {
          labels[above].y -= overlap / 2
          labels[below].y += overlap / 2
          moved = true
        }
      }
      if !moved { break }
    }
    // below the axis they would run into the last tick's number
    var lowest = plot.maxY
    for index in order.reversed() {
      labels[index].y = min(labels[index].y, lowest)
      lowest = labels[index].y - pitch
    }
    order.removeAll { abs(labels[$0].y - labels[$0].target) <= pitch * 1.1 }
    return order.isEmpty
  }
}
