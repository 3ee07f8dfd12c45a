import Displays
import Markup
import Notebooks
import SVGCharts

/// Draws a transformer that reads a text: all of it, and beside it one block, opened.
///
/// Both drawings are narrow enough for a phone and are never scaled. The script changes numbers, colours and texts, and
/// moves only the curves of attention: `data-` attributes and classes tell it where they are.
struct TransformerPicture {
  let tokens: [String]
  let demo: Demo
  let trace: Demo.Trace
  let sizes: TransformerSizes
  /// The block, the token and the head that are shown at first.
  let block = 0
  var chosen: Int { tokens.count - 1 }
  let head = 0
  /// The probabilities after the chosen token.
  let shares: [Double]
  let words: PageWords
  static let nextLimit = 6
  static let places = Demo.Trace.places

  // MARK: Parts that both drawings have

  static func text(
    _ text: String, _ x: Double, _ y: Double, _ name: String? = nil, anchor: String? = nil
  ) -> Node {
    .element(
      "text", ["class": name, "x": SVGWriter.number(x), "y": SVGWriter.number(y), "text-anchor": anchor],
      [.text(text)])
  }

  /// Short lines below each other: the part's name, then what is to know of it.
  static func note(_ lines: [(text: String, name: String)], x: Double, y: Double) -> [Node] {
    lines.enumerated().map { text($1.text, x, y + 16 * Double($0), $1.name) }
  }

  static func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ name: String, radius: Double = 8
  ) -> Node {
    .element(
      "rect",
      [
        "class": name, "x": SVGWriter.number(x), "y": SVGWriter.number(y), "width": SVGWriter.number(width),
        "height": SVGWriter.number(height), "rx": SVGWriter.number(radius),
      ])
  }

  /// The first numbers of a vector as coloured cells, by their sizes in units of `bound`.
  static func strip(_ values: [Float]?, x: Double, y: Double, bound: Double, name: String) -> Node {
    let values = values ?? [Float](repeating: 0, count: Demo.Trace.numbers)
    let cells = values.enumerated().map { index, value in
      Node.element(
        "rect", ["class": "d\(level(Double(value), bound))", "y": index == 0 ? nil : "\(6 * index)"])
    }
    let frame = Node.element("path", ["class": "frame", "d": "M0 0h14v\(6 * values.count)h-14z"])
    return .element(
      "g",
      [
        "class": "strip \(name)", "transform": "translate(\(SVGWriter.number(x - 7)) \(SVGWriter.number(y)))",
      ],
      cells + [frame])
  }

  /// The step on the scale of signed numbers, 0 to 16. A tie goes up, as in the script.
  static func level(_ value: Double, _ bound: Double) -> Int {
    8 + Int((8 * max(-1, min(1, value / bound)) + 0.5).rounded(.down))
  }

  /// Twice the root mean square of all numbers that can be shown: few are beyond.
  var bound: Double {
    let strips = [trace.vectors] + trace.blocks.flatMap { [$0.attended, $0.left] }
    let numbers = strips.joined().joined().map { Double($0) }
    let mean = numbers.reduce(0) { $0 + $1 * $1 } / Double(max(1, numbers.count))
    return max(1e-6, 2 * mean.squareRoot())
  }

  var boundText: String { "±" + NumberFormat.fixed(bound, decimals: 2) }

  /// What belongs to a token: hidden where the text is shorter, and marked where it is the chosen one.
  func column(_ place: Int, _ content: [Node]) -> Node {
    let state = place >= tokens.count ? " off" : place == chosen ? " chosen" : ""
    return .element("g", ["class": "column\(state)", "data-t": "\(place)"], content)
  }

  func svg(_ name: String, _ width: Double, _ height: Double, _ words: String, _ content: [Node]) -> Node {
    .element(
      "svg",
      [
        "class": name, "width": SVGWriter.number(width), "height": SVGWriter.number(height),
        "viewBox": "0 0 \(SVGWriter.number(width)) \(SVGWriter.number(height))", "role": "img",
        "aria-label": words,
      ], content.lines)
  }
}

/// The numbers that are written into the picture, as the network's layers have them.
struct TransformerSizes {
  var vocabulary = 0
  var width = 0
  var heads = 1
  var inner = 0
  var isRotary = false
  var hasPositions = false
  var embedding = 0
  var attention = 0
  var feedForward = 0
  var logits = 0

  init(_ network: Demo.Network, vocabulary: Int) {
    self.vocabulary = vocabulary
    for layer in network.layers {
      let counts = layer.weights.map(\.count)
      switch layer.operation {
      case .embedding:
        width = Int(layer.settings["width"] ?? 0)
        embedding = counts.reduce(0, +)
      case .positions: hasPositions = true
      case .causalBlock:
        heads = max(1, Int(layer.settings["heads"] ?? 1))
        inner = Int(layer.settings["width"] ?? 0)
        isRotary = layer.settings["rotary"] == 1
        // Each part with its norm.
        attention = (counts.prefix(4) + counts.dropFirst(8).prefix(2)).reduce(0, +)
        feedForward = (counts.dropFirst(4).prefix(4) + counts.dropFirst(10)).reduce(0, +)
      case .layerNorm, .linear: logits += counts.reduce(0, +)
      default: break
      }
    }
  }

  static func count(_ number: Int) -> String {
    let digits = String(String(number).reversed())
    guard digits.count > 4 else { return String(number) }
    return String(digits.enumerated().flatMap { $0 > 0 && $0 % 3 == 0 ? ["\u{202F}", $1] : [$1] }.reversed())
  }
}
