import Displays
import Markup
import SVGCharts

/// A transformer to follow, and the choice of how it writes: what shows without a script, and what the script changes.
extension PageRenderer {
  /// A transformer's parts in words, and the picture of it.
  static func tour(of demo: Demo, _ trace: Demo.Trace) -> Node {
    let sizes = TransformerSizes(demo.networks[0], vocabulary: demo.outputs.count)
    let picture = TransformerPicture(
      tokens: demo.examples[0].label.map { String($0) }, demo: demo, trace: trace, sizes: sizes,
      shares: shares(of: demo))
    let sentences = sentences(sizes, blocks: trace.blocks.count).map { name, text in
      Node.element("li", [.element("b", [.text(name + ".")]), .text(" " + text)])
    }
    return .block(
      "div", ["class": "tour"],
      [
        [.block("ol", ["class": "stations"], [sentences.lines])],
        [.block("div", ["class": "pictures"], [[picture.whole], [picture.opened]])],
      ])
  }

  private static func sentences(_ sizes: TransformerSizes, blocks: Int) -> [(String, String)] {
    let (count, width) = (sizes.vocabulary, sizes.width)
    let share = Double(sizes.feedForward) / Double(max(1, sizes.feedForward + sizes.attention))
    let order =
      sizes.isRotary
      ? "Places come in here: queries and keys are turned by their places’ angles." : ""
    return [
      ("Tokens", "The text so far. Each character is a token, one of the \(count) that the model knows."),
      (
        "Vectors",
        "Each token fetches its row of a table with \(count) × \(width) learned numbers. Equal tokens fetch equal rows."
          + (sizes.hasPositions ? " A second row, one for each place, is added." : "")
      ),
      (
        "Streams",
        "From here to the end each token carries \(width) numbers straight down. Nothing replaces them: each part reads them "
          + "and adds to them."
      ),
      (
        "Attention",
        "\(sizes.heads == 1 ? "The head" : "Each of the \(sizes.heads) heads") lets a token fetch from itself and from those before it. The thicker the curve, the more. "
          + "Choose a token, then compare the heads. " + order
      ),
      (
        "Feed-forward",
        "Each token alone, all with the same weights: \(width) numbers become \(sizes.inner), are bent, and become \(width) "
          + "again. \(NumberFormat.percent(share, decimals: 0)) of a block’s weights are here."
      ),
      (
        "Blocks",
        blocks > 1
          ? "Block 2 has the same parts with other weights, and reads what block 1 has added. Open it, and compare its heads."
          : "A larger model has more of these blocks, one after the other, each with weights of its own."
      ),
      (
        "Logits",
        "A last norm, and the stream is compared with all \(count) tokens: \(count) scores, and by softmax \(count) probabilities. "
          + "Choose one of the likely tokens, and the text goes on with it."
      ),
    ].map { ($0.0, $0.1.trimmed) }
  }

  /// How the next token is drawn at first, for readers without a script.
  static func settings(_ choice: Demo.Choice) -> Node {
    let heat = NumberFormat.fixed(choice.temperature, decimals: 1)
    let limit = NumberFormat.fixed(choice.topP, decimals: 2)
    return .element(
      "p", ["class": "moment settings"],
      ["temperature \(heat) · top-k \(choice.topK) · top-p \(limit)"])
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
