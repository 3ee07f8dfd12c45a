import Displays
import Markup
import SVGCharts

/// One block, opened: attention from token to token, then the feed-forward part of each token alone.
extension TransformerPicture {
  private static let width = 316.0
  private static let pitch = 21.0
  private static let notes = 208.0
  private static let top = 34.0
  private static let cell = 5.0

  private static func x(_ place: Int) -> Double { 18 + pitch * Double(place) }

  /// The height of the card with attention: its maps are two side by side.
  private var attentionHeight: Double { max(176, 58 + 66 * Double((sizes.heads + 1) / 2)) }
  private var read: Double { Self.top + 22 }
  private var add: Double { Self.top + attentionHeight - 20 }
  private var second: Double { Self.top + attentionHeight + 64 }
  private static let secondHeight = 112.0

  var opened: Node {
    let height = second + Self.secondHeight + 68
    let target = trace.blocks[block].weights[head][chosen]
    let most = target.indices.max { target[$0] < target[$1] } ?? 0
    let description = words[
      "Block #, opened. Head # of # lets token #, “#”, look most at token #, “#”. Then the feed-forward part changes each token alone.",
      block + 1, head + 1, sizes.heads, chosen + 1, tokens[chosen], most + 1, tokens[most]]
    let title = words["Block #", block + 1]
    // Behind the title, which is longer in some languages.
    let behind = words.areTranslated ? 12 + TextMetrics.width(of: title, size: 14, isBold: true) + 10 : 66
    let frame = [
      Self.box(0, 0, Self.width, height, "ground", radius: 12),
      Self.text(title, 12, 21, "name title"),
      Self.text(words["of #, opened", trace.blocks.count], behind, 21, "mute"),
      Self.text("\(Self.places) × \(sizes.width)", Self.width - 12, 21, "numbers", anchor: "end"),
      Self.box(6, Self.top, Self.width - 12, attentionHeight, "part attention", radius: 10),
      Self.box(6, second, Self.width - 12, Self.secondHeight, "part forward", radius: 10),
    ]
    return svg(
      "opened", Self.width, height, description,
      frame + (0..<Self.places).map { column($0, openedColumn($0, height)) } + [arcs, additions] + maps
        + names)
  }

  private func openedColumn(_ place: Int, _ height: Double) -> [Node] {
    let x = Self.x(place)
    let n = SVGWriter.number(_:)
    let known = place < tokens.count
    let (f0, f1) = (second + 18, second + Self.secondHeight - 18)
    let (middle, c) = ((f0 + f1) / 2, x + 10)
    let bow =
      "M\(n(c - 3)) \(n(f0 + 10))h6l4 \(n(middle - f0 - 14))h-14zM\(n(c - 7)) \(n(middle + 4))h14l-4 \(n(f1 - middle - 14))h-6z"
    let wires = "M\(n(x)) \(n(f0))H\(n(c))v10M\(n(c)) \(n(f1 - 10))v10H\(n(x))"
    return [
      .element("path", ["class": "stream", "d": "M\(n(x)) 28V\(n(height - 4))"]),
      .element("path", ["class": "wire", "d": wires]), .element("path", ["class": "bow", "d": bow]),
      Self.dot(x, read), Self.dot(x, f0), Self.plus(x, f1),
      Self.strip(
        known ? trace.blocks[block].attended[place] : nil, x: x, y: second - 56, bound: bound,
        name: "attended"),
      Self.strip(
        known ? trace.blocks[block].left[place] : nil, x: x, y: second + Self.secondHeight + 8, bound: bound,
        name: "left"),
    ]
  }

  private static func dot(_ x: Double, _ y: Double) -> Node {
    .element("circle", ["class": "dot", "cx": SVGWriter.number(x), "cy": SVGWriter.number(y), "r": "4"])
  }

  private static func plus(_ x: Double, _ y: Double) -> Node {
    let (x, y) = (SVGWriter.number(x), SVGWriter.number(y))
    return .element(
      "path", ["class": "plus", "d": "M\(x) \(y)m-8 0a8 8 0 1 1 16 0a8 8 0 1 1-16 0zm4 0h8m-4-4v8"])
  }

  /// The additions of attention, above the curves that end there.
  private var additions: Node {
    .element("g", (0..<Self.places).map { column($0, [Self.plus(Self.x($0), add)]) })
  }

  // MARK: Attention

  /// What the chosen token takes from each token: the stronger, the thicker.
  private var arcs: Node {
    let weights = trace.blocks[block].weights[head][chosen]
    let curves = (0..<Self.places).map { place in
      let weight = place < weights.count ? Double(weights[place]) : 0
      return Node.element(
        "path",
        [
          "d": weight < 0.02 ? nil : arc(from: place, to: chosen),
          "stroke-width": SVGWriter.number(1 + 9 * weight), "opacity": SVGWriter.number(0.55 + 0.45 * weight),
        ])
    }
    return .element(
      "g", ["class": "arcs", "data-read": SVGWriter.number(read), "data-add": SVGWriter.number(add)], curves)
  }

  /// The same curve as the script's `arc`.
  private func arc(from source: Int, to target: Int) -> String {
    let n = SVGWriter.number(_:)
    let (start, end, height) = (Self.x(source), Self.x(target), add - read)
    if source == target { return "M\(n(end)) \(n(read))c15 30 15 \(n(height - 30)) 7 \(n(height - 5))" }
    return
      "M\(n(start)) \(n(read))C\(n(start + 6)) \(n(read + height * 0.55)) \(n(end - 14)) \(n(read + height * 0.4)) \(n(end - 6)) \(n(add - 6))"
  }

  /// Each head's weights: a row for each token, which looks at itself and those before it.
  private var maps: [Node] {
    let side = Self.cell * Double(Self.places)
    return trace.blocks[block].weights.enumerated().map { index, rows in
      let (x, y) = (Self.notes + Double(index % 2) * (side + 7), Self.top + 76 + Double(index / 2) * 66)
      let cells = (0..<Self.places).flatMap { row in
        (0...row).map { place in
          let weight = row < rows.count ? Double(rows[row][place]) : 0
          return Node.element(
            "rect",
            [
              "x": place == 0 ? nil : SVGWriter.number(Self.cell * Double(place)),
              "y": row == 0 ? nil : SVGWriter.number(Self.cell * Double(row)),
              "opacity": SVGWriter.number((weight * 100).rounded() / 100),
            ])
        }
      }
      let row = Node.element(
        "rect",
        ["class": "row", "y": SVGWriter.number(Self.cell * Double(chosen)), "width": SVGWriter.number(side)])
      return .element(
        "g",
        [
          "class": "head" + (index == head ? " chosen" : ""), "data-h": "\(index)",
          "transform": "translate(\(SVGWriter.number(x)) \(SVGWriter.number(y)))",
        ],
        [
          Self.text(words["head #", index + 1], 0, -5, "small"),
          Self.box(-1, -1, side + 2, side + 2, "map", radius: 2),
        ]
          + cells + [row])
    }
  }

  private var names: [Node] {
    let x = Self.notes
    let (width, inner) = (sizes.width, sizes.inner)
    return Self.note(
      [
        (words["Attention"], "name"),
        (words["# heads of #", sizes.heads, width / sizes.heads], "mute"),
        (words["# weights", TransformerSizes.count(sizes.attention)], "learned"),
      ], x: x, y: Self.top + 20)
      + Self.note(
        [(words["first # of #", Demo.Trace.numbers, width], "mute"), (boundText, "mute bound")], x: x,
        y: second - 38
      )
      + Self.note(
        [
          (words["Feed-forward"], "name"), ("\(width) → \(inner) → \(width)", "mute"),
          (words["# weights", TransformerSizes.count(sizes.feedForward)], "learned"),
          (words["each alone"], "mute"),
        ], x: x, y: second + 26)
      + Self.note(
        [(words["the same"], "mute"), (words["numbers"], "mute")], x: x, y: second + Self.secondHeight + 26)
  }
}
