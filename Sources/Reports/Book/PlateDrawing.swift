import Markup
import Notebooks

/// A chapter's small picture on the front page: the idea in the shapes and colours that the chapters' pictures use, without
/// words.
struct PlateDrawing {
  private var parts: [Node] = []

  /// The colours' names in the style sheet of the book's pages.
  private enum Color: String {
    case value, weight, grad, gate, focus, muted, ink, paper
    var css: String { "var(--\(rawValue))" }
  }

  static func html(_ plate: Book.Plate) -> Node {
    var drawing = PlateDrawing()
    drawing.draw(plate)
    return .element("svg", ["class": "plate-art", "viewBox": "0 0 240 150"], drawing.parts)
  }

  private mutating func draw(_ plate: Book.Plate) {
    switch plate {
    case .neuron: neuron()
    case .layers: layers()
    case .valley: valley()
    case .window: window()
    case .chain: chain()
    case .belt: belt()
    case .directions: directions()
    case .words: words()
    case .bottleneck: bottleneck()
    case .alignment: alignment()
    case .streams: streams()
    case .tree: tree()
    }
  }

  // MARK: Shapes

  private mutating func circle(
    _ x: Double, _ y: Double, _ radius: Double, _ color: Color = .value, filled: Bool = false
  ) {
    parts.append(
      .element(
        "circle",
        [
          "cx": "\(x)", "cy": "\(y)", "r": "\(radius)", "fill": (filled ? color : .paper).css,
          "stroke": color.css, "stroke-width": "2.5",
        ]))
  }

  private mutating func line(
    _ path: String, _ color: Color = .muted, _ width: Double = 2, dash: String? = nil
  ) {
    parts.append(
      .element(
        "path",
        [
          "d": path, "fill": "none", "stroke": color.css, "stroke-width": "\(width)",
          "stroke-linecap": "round", "stroke-dasharray": dash,
        ]))
  }

  private mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color, corner: Double = 6
  ) {
    parts.append(
      .element(
        "rect",
        [
          "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)", "rx": "\(corner)",
          "fill": Color.paper.css, "stroke": color.css, "stroke-width": "2.5",
        ]))
  }

  /// A cell with a level of the scale of signed numbers, or a colour.
  private mutating func cell(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) {
    parts.append(
      .element(
        "rect",
        [
          "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)", "rx": "2", "fill": fill,
        ]))
  }

  private mutating func ring(_ x: Double, _ y: Double, _ size: Double) {
    parts.append(
      .element(
        "rect",
        [
          "x": "\(x)", "y": "\(y)", "width": "\(size)", "height": "\(size)", "rx": "3", "fill": "none",
          "stroke": Color.focus.css, "stroke-width": "4",
        ]))
  }

  private static func level(_ number: Int) -> String { "var(--chart-d\(number))" }

  // MARK: Plates

  private mutating func neuron() {
    for (y, width) in [(40.0, 2.0), (75, 6), (110, 3.5)] {
      line("M52 \(y)L128 75", .weight, width)
      circle(44, y, 9)
    }
    circle(140, 75, 20)
    line("M130 82h8c5 0 3 -14 8 -14h6", .value, 2.5)
    line("M162 75h40", .value, 3)
    line("M200 92c-18 20 -46 24 -62 14", .grad, 2.5, dash: "6 5")
  }

  private mutating func layers() {
    let middle = [30.0, 60, 90, 120]
    for (index, y) in middle.enumerated() {
      for (side, end) in [50.0, 100].enumerated() {
        line("M52 \(end)L120 \(y)", .weight, 1 + Double((side * 3 + index * 2) % 4))
        line("M120 \(y)L188 \(end)", .weight, 1 + Double((side * 2 + index * 3 + 1) % 4))
      }
    }
    for y in [50.0, 100] {
      circle(52, y, 10)
      circle(188, y, 10)
    }
    for y in middle { circle(120, y, 10) }
  }

  private mutating func valley() {
    for ring in 0..<5 {
      let size = Double(ring)
      parts.append(
        .element(
          "ellipse",
          [
            "cx": "130", "cy": "78", "rx": "\(96 - 20 * size)", "ry": "\(54 - 11 * size)", "fill": "none",
            "stroke": Color.value.css, "stroke-width": "1.5", "opacity": "\(0.35 + 0.13 * size)",
          ]))
    }
    line("M52 40L84 108L100 52L116 96L124 66L130 80", .focus, 3)
    circle(130, 79, 5, .focus, filled: true)
  }

  private mutating func window() {
    for (row, digits) in ["01110", "00010", "00100", "01000", "01000"].enumerated() {
      for (column, digit) in digits.enumerated() {
        let (x, y) = (28 + 19 * Double(column), 28 + 19 * Double(row))
        cell(x, y, 18, 18, (digit == "1" ? Color.ink : .paper).css)
      }
    }
    ring(46, 27, 57)
    line("M134 75h22m-7 -6l7 6l-7 6", .muted, 2.5)
    for (index, level) in [13, 11, 8, 9, 15, 10, 8, 6, 12].enumerated() {
      cell(168 + 19 * Double(index % 3), 47 + 19 * Double(index / 3), 18, 18, Self.level(level))
    }
    ring(168, 47, 18)
  }

  private mutating func chain() {
    for (index, width) in [6, 4.5, 3, nil].enumerated() {
      let x = 38 + 55 * Double(index)
      line("M\(x) 124V96", .value, 2.5)
      line("M\(x) 62V34", .value, 2.5)
      if let width { line("M\(x + 17) 79h21", .value, width) }
      box(x - 16, 63, 32, 32, .value, corner: 8)
    }
  }

  private mutating func belt() {
    line("M16 50H224", .value, 6)
    for (x, height, color) in [(70.0, 28.0, Color.gate), (128, 10, .value), (186, 20, .gate)] {
      line("M\(x) 96V66", .gate, 2.5)
      box(x - 14, 96, 28, 36, .gate, corner: 4)
      cell(x - 11, 129 - height, 22, height, Color.gate.css)
      circle(x, 50, 14, color)
      let sum = "M\(x - 6) 50h12M\(x) 44v12"
      line(color == .value ? sum : "M\(x - 5) 45l10 10m0 -10l-10 10", .ink, 2.5)
    }
  }

  private mutating func directions() {
    for index in 0..<4 {
      let x = 42 + 52 * Double(index)
      box(x - 13, 36, 26, 26, .value)
      box(x - 13, 88, 26, 26, .focus)
      guard index < 3 else { continue }
      line("M\(x + 14) 49h20m-6 -5l6 5l-6 5", .value, 2.5)
      line("M\(x + 38) 101h-20m6 -5l-6 5l6 5", .focus, 2.5)
    }
  }

  private mutating func words() {
    line("M70 44L160 96M88 60L184 84", .muted, 2, dash: "4 5")
    line("M24 130H220M24 130V20", .muted, 1.5)
    for (x, y) in [(70.0, 44.0), (88, 60), (58, 70)] { circle(x, y, 7, .value, filled: true) }
    for (x, y) in [(160.0, 96.0), (184, 84), (172, 114), (196, 108)] { circle(x, y, 7, .focus, filled: true) }
  }

  private mutating func bottleneck() {
    for index in 0..<3 {
      let x = 30 * Double(index)
      box(18 + x, 62, 22, 26, .value)
      box(150 + x, 62, 22, 26, .focus)
      line("M\(29 + x) 110V90", .value)
      line("M\(161 + x) 60V40", .focus)
    }
    for (index, level) in [13, 5, 10, 3, 12].enumerated() {
      cell(117, 50 + 10 * Double(index), 15, 9, Self.level(level))
    }
    line("M102 75h12M134 75h12", .muted, 2.5)
  }

  private mutating func alignment() {
    let places = [40.0, 80, 120, 160, 200]
    for (a, b, width) in [(0, 1, 5.0), (1, 0, 6), (2, 2, 4), (3, 4, 6), (4, 3, 5), (0, 3, 1.2), (4, 1, 1.2)] {
      line("M\(places[a]) 44C\(places[a]) 76 \(places[b]) 76 \(places[b]) 108", .focus, width)
    }
    for x in places {
      box(x - 15, 26, 30, 18, .value, corner: 9)
      box(x - 15, 108, 30, 18, .value, corner: 9)
    }
  }

  private mutating func streams() {
    let places = [56.0, 96, 136, 176]
    for x in places { line("M\(x) 14V138", x == 176 ? .focus : .value, x == 176 ? 5 : 3) }
    for (x, width) in [(56.0, 1.5), (96, 6), (136, 2.5)] {
      line("M\(x) 36C\(x + 14) 66 142 56 167 70", .focus, width)
    }
    for x in places {
      let color = x == 176 ? Color.focus : .value
      circle(x, 36, 4, color)
      circle(x, 74, 9, color)
      line("M\(x - 4) 74h8M\(x) 70v8", .ink)
      line("M\(x + 11) 94h8l7 12h-22zM\(x + 4) 110h22l-7 12h-8z", x == 176 ? .focus : .muted, 1.75)
    }
  }

  private mutating func tree() {
    line("M120 20V48M56 98V48H168V74M134 98V74H202V98", .muted, 2.5)
    circle(120, 20, 8)
    for (x, color) in [(56.0, Color.value), (134, .value), (202, .focus)] { box(x - 20, 98, 40, 28, color) }
  }
}
