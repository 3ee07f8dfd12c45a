/// Names and colours above the plot, in rows, or a ramp between two numbers.
struct Legend {
  enum Swatch {
    case line(LineStyle)
    case disc(ChartSymbol)
    case patch
  }

  struct Entry {
    var name: String
    var color: ChartColor
    var swatch: Swatch
    var opacity = 1.0
    var x = 0.0
    var row = 0
  }

  struct RampBar {
    var label: String
    var low: String
    var high: String
    var colors: [ChartColor]
  }

  private(set) var entries: [Entry] = []
  private(set) var ramp: RampBar?
  private(set) var height = 0.0
  private(set) var width = 0.0
  private static let rowHeight = 20.0
  private static let swatchWidth = 20.0
  private static let step = 7.0

  init() {}

  init(_ scene: Scene, width limit: Double) {
    guard scene.configuration.legend != .hidden else { return }
    entries = Legend.entries(of: scene)
    layOut(within: limit)
    let colors = scene.legendColors ?? scene.colors
    guard let range = colors.ramp, scene.configuration.legend == .top || !scene.labelsEveryCell else {
      return
    }
    let texts = Ticks.labels(for: [range.low, range.high])
    let taken =
      Double(ChartTheme.levels) * Legend.step + 26
      + texts.reduce(0) { $0 + TextMetrics.width(of: $1, size: ChartStyle.tick.size) }
    let room = max(0, limit - taken)
    let size = ChartStyle.legend.size
    let label = room < 24 ? "" : TextMetrics.shortened(colors.label, width: room, size: size)
    ramp = RampBar(
      label: label, low: texts[0], high: texts[1],
      colors: (0..<ChartTheme.levels).map { range.color(ofLevel: $0) })
    height += Legend.rowHeight
    width = max(width, taken + TextMetrics.width(of: label, size: size))
  }

  private mutating func layOut(within limit: Double) {
    let size = ChartStyle.legend.size
    var (x, row) = (0.0, 0)
    for index in entries.indices {
      entries[index].name = TextMetrics.shortened(
        NumberFormat.withTrueMinus(entries[index].name), width: limit - Legend.swatchWidth, size: size)
      let needed = Legend.swatchWidth + TextMetrics.width(of: entries[index].name, size: size)
      if x > 0, x + needed > limit {
        x = 0
        row += 1
      }
      entries[index].x = x
      entries[index].row = row
      width = max(width, x + needed)
      x += needed + 16
    }
    height = entries.isEmpty ? 0 : Double(row + 1) * Legend.rowHeight
  }

  /// One entry for each category of colour, then those that only dashes or symbols distinguish.
  private static func entries(of scene: Scene) -> [Entry] {
    var result: [Entry] = []
    for category in (scene.legendColors ?? scene.colors).categories {
      let value = category.value
      let users = scene.series.filter { $0.colorName?.name == value.name }
      let user = users.first { !$0.has(.ground) } ?? users.first
      result.append(
        Entry(
          name: value.name ?? "", color: category.color,
          swatch: user.map { $0.mark.swatch(for: $0, in: scene) } ?? .patch)
      )
    }
    for item in scene.series {
      for case let name? in [item.dashName?.name, item.symbolName?.name]
      where !result.contains(where: { $0.name == name }) {
        let color = item.colorName == nil ? scene.color(of: item) : .muted
        result.append(Entry(name: name, color: color, swatch: item.mark.swatch(for: item, in: scene)))
      }
    }
    return result
  }

  func draw(in writer: inout SVGWriter, x: Double, y: Double) {
    let style = ChartStyle.legend
    for entry in entries {
      let middle = y + Double(entry.row) * Legend.rowHeight + Legend.rowHeight / 2
      draw(entry.swatch, color: entry.color, in: &writer, x: x + entry.x, middle: middle)
      writer.label(
        entry.name, x: x + entry.x + Legend.swatchWidth, y: middle + style.size * 0.36, style: style)
    }
    if let ramp { draw(ramp, in: &writer, x: x, y: y + height - Legend.rowHeight) }
  }

  private func draw(
    _ swatch: Swatch, color: ChartColor, in writer: inout SVGWriter, x: Double, middle: Double
  ) {
    switch swatch {
    case .line(let line):
      var attributes: [SVGWriter.Attribute] = [
        ("d", "M\(SVGWriter.number(x)) \(SVGWriter.number(middle))h15"), ("stroke", color.css),
        ("stroke-width", "2.5"),
      ]
      if !line.dash.isEmpty { attributes.append(("stroke-dasharray", line.dashArray)) }
      writer.element("path", attributes)
    case .disc(let symbol):
      writer.element(
        "path",
        [("d", symbol.path(x: x + 7, y: middle, diameter: 9)), ("fill", symbol.isOpen ? "none" : color.css)]
          + (symbol.isOpen ? [("stroke", color.css), ("stroke-width", "1.6")] : []))
    case .patch:
      writer.element(
        "rect",
        [
          ("x", SVGWriter.number(x + 1)), ("y", SVGWriter.number(middle - 6)), ("width", "12"),
          ("height", "12"),
          ("rx", "2"), ("fill", color.css),
        ])
    }
  }

  private func draw(_ ramp: RampBar, in writer: inout SVGWriter, x: Double, y: Double) {
    let middle = y + Legend.rowHeight / 2
    let baseline = middle + ChartStyle.tick.size * 0.36
    let name = ramp.label
    writer.label(name, x: x, y: baseline, style: ChartStyle.legend)
    var left = x + (name.isEmpty ? 0 : TextMetrics.width(of: name, size: ChartStyle.legend.size) + 10)
    writer.label(ramp.low, x: left, y: baseline, style: ChartStyle.tick)
    left += TextMetrics.width(of: ramp.low, size: ChartStyle.tick.size) + 6
    for (level, color) in ramp.colors.enumerated() {
      writer.element(
        "rect",
        [
          ("x", SVGWriter.number(left + Double(level) * Legend.step)), ("y", SVGWriter.number(middle - 5)),
          ("width", SVGWriter.number(Legend.step + 0.3)), ("height", "10"), ("fill", color.css),
        ])
    }
    writer.label(
      ramp.high, x: left + Double(ChartTheme.levels) * Legend.step + 7, y: baseline, style: ChartStyle.tick)
  }
}

extension Scene {
  /// Whether each coloured cell says its number, so that no ramp is needed.
  var labelsEveryCell: Bool {
    let colored = series.filter { $0.mark.encoding.color.value != nil && $0.colorName == nil }
    return !colored.isEmpty
      && colored.allSatisfy { $0.has(.cells) && $0.data.allSatisfy(\.saysNumber) }
  }
}

extension Datum {
  /// Whether the text on it is a number, and so tells what its colour means. A letter or a word doesn't.
  fileprivate var saysNumber: Bool {
    guard let text else { return false }
    return text.contains(where: \.isNumber) && !text.contains(where: \.isLetter)
      || color?.number?.isFinite == false
  }
}
