import Displays
import Markup
import SVGCharts

/// The whole model, from tokens to the probabilities of the next one.
extension TransformerPicture {
  private static let width = 300.0
  private static let pitch = 24.0
  private static let notes = 222.0
  /// Blocks begin here.
  private static let firstBlock = 148.0
  private static let blockPitch = 60.0

  private static func x(_ place: Int) -> Double { 12 + pitch * Double(place) }

  var whole: Node {
    let end = Self.firstBlock + Self.blockPitch * Double(trace.blocks.count)
    let height = end + 62 + 20 * Double(Self.nextLimit)
    let last = shares.max() ?? 0
    let best = shares.firstIndex(of: last).map { demo.outputs[$0] } ?? ""
    let description =
      words[
        "A transformer with # blocks reads “#”, a stream of # numbers for each token.", trace.blocks.count,
        tokens.joined(), sizes.width] + " "
      + words["Most likely next: “#”, #.", best, NumberFormat.percent(last, decimals: 1)]
    return svg(
      "whole", Self.width, height, description,
      (0..<Self.places).map { column($0, wholeColumn($0, end: end)) } + names(end: end)
        + trace.blocks.indices.map(closed) + [Self.box(1, end, 214, 28, "part logits")]
        + [
          Self.text(words["Logits"], 12, end + 18.5, "name"),
          Self.text(words["norm, # → #", sizes.width, sizes.vocabulary], 62, end + 18.5, "learned"),
        ]
        + next(y: end + 40))
  }

  /// A token, its vector and its stream.
  private func wholeColumn(_ place: Int, end: Double) -> [Node] {
    let x = Self.x(place)
    let token = place < tokens.count ? PageRenderer.visible(tokens[place]) : ""
    return [
      .element("path", ["class": "stream", "d": "M\(SVGWriter.number(x)) 104V\(SVGWriter.number(end))"]),
      .element("path", ["class": "wire", "d": "M\(SVGWriter.number(x)) 33V52"]),
      Self.box(x - 11, 4, 22, 28, "token part", radius: 11),
      Self.text(token, x, 23, "letter", anchor: "middle"),
      Self.strip(
        place < tokens.count ? trace.vectors[place] : nil, x: x, y: 54, bound: bound, name: "vector"),
      Self.text("\(place + 1)", x + 6, 117, "small"),
    ]
  }

  private func names(end: Double) -> [Node] {
    let x = Self.notes
    let (count, width) = (sizes.vocabulary, sizes.width)
    let table = sizes.hasPositions ? words["# × # + place", count, width] : "\(count) × \(width)"
    return Self.note(
      [(words["Tokens"], "name to-tokens"), (words["# kinds", count], "mute")], x: x, y: 16)
      + Self.note(
        [
          (words["Vectors"], "name to-vectors"), (table, "learned"),
          (words["# weights", TransformerSizes.count(sizes.embedding)], "learned"),
        ], x: x, y: 64)
      + Self.note(
        [(words["Streams"], "name to-streams"), (words["# numbers", width], "mute")], x: x, y: 122)
      + Self.note(
        [(TransformerSizes.count(sizes.logits), "learned"), (words["weights"], "learned")], x: x, y: end + 11)
  }

  /// A block that can be opened; the streams run through it.
  private func closed(_ index: Int) -> Node {
    let y = Self.firstBlock + Self.blockPitch * Double(index)
    let weights = TransformerSizes.count(sizes.attention + sizes.feedForward)
    return .element(
      "g", ["class": "block" + (index == block ? " open" : ""), "data-b": "\(index)"],
      [
        Self.box(1, y, 214, 44, "part"), Self.box(68, y + 10, 80, 24, "label", radius: 12),
        Self.text(words["Block #", index + 1], 108, y + 26.5, "name", anchor: "middle"),
      ] + Self.note([(weights, "learned"), (words["weights"], "learned")], x: Self.notes, y: y + 18))
  }

  /// The likeliest next tokens after the chosen one, and all others.
  private func next(y: Double) -> [Node] {
    let order = Array(
      shares.indices.sorted { (-shares[$0], $0) < (-shares[$1], $1) }.prefix(Self.nextLimit - 1))
    let rest = 1 - order.reduce(0) { $0 + shares[$1] }
    let rows =
      order.map { (PageRenderer.visible(demo.outputs[$0]), shares[$0], "\($0)" as String?) } + [
        (words["others"], rest, nil)
      ]
    let head = Self.text(words["next after “#”", tokens.joined()], 8, y + 8, "mute after")
    return [head]
      + rows.enumerated().map { row, entry in
        let (name, share, token) = entry
        let top = y + 16 + 20 * Double(row)
        return .element(
          "g", ["class": "next" + (row == 0 ? " best" : ""), "data-token": token],
          [
            Self.text(name, 44, top + 12, "letter", anchor: "end"),
            Self.box(50, top + 1, max(1, (190 * share * 10).rounded() / 10), 13, "share", radius: 2),
            Self.text(NumberFormat.percent(share, decimals: 1), 296, top + 12, "mute", anchor: "end"),
          ])
      }
  }
}
