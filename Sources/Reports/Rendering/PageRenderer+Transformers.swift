import Displays
import Markup
import Notebooks
import SVGCharts

/// A transformer to follow, and the choice of how it writes: what shows without a script, and what the script changes.
extension PageRenderer {
  /// A transformer's parts in words, and the picture of it.
  static func tour(of demo: Demo, _ trace: Demo.Trace, _ words: PageWords) -> Node {
    let sizes = TransformerSizes(demo.networks[0], vocabulary: demo.outputs.count)
    let picture = TransformerPicture(
      tokens: demo.examples[0].label.map { String($0) }, demo: demo, trace: trace, sizes: sizes,
      shares: shares(of: demo), words: words)
    let sentences = sentences(sizes, blocks: trace.blocks.count, words).map { name, text in
      Node.element("li", [.element("b", [.text(name + ".")]), .text(" " + text)])
    }
    return .block(
      "div", ["class": "tour"],
      [
        [.block("ol", ["class": "stations"], [sentences.lines])],
        [.block("div", ["class": "pictures"], [[picture.whole], [picture.opened]])],
      ])
  }

  private static func sentences(_ sizes: TransformerSizes, blocks: Int, _ words: PageWords) -> [(
    String, String
  )] {
    let (count, width, inner) = (sizes.vocabulary, sizes.width, sizes.inner)
    let share = Double(sizes.feedForward) / Double(max(1, sizes.feedForward + sizes.attention))
    let percent = NumberFormat.percent(share, decimals: 0)
    let looking =
      sizes.heads == 1
      ? words["The head lets a token fetch from itself and from those before it."]
      : words["Each of the # heads lets a token fetch from itself and from those before it.", sizes.heads]
    let more =
      blocks > 1
      ? words[
        "Block 2 has the same parts with other weights, and reads what block 1 has added. Open it, and compare its heads."
      ]
      : words["A larger model has more of these blocks, one after the other, each with weights of its own."]
    let sentences: [(String, [String])] = [
      (
        words["Tokens"],
        [words["The text so far. Each character is a token, one of the # that the model knows.", count]]
      ),
      (
        words["Vectors"],
        [
          words[
            "Each token fetches its row of a table with # × # learned numbers. Equal tokens fetch equal rows.",
            count, width],
          sizes.hasPositions ? words["A second row, one for each place, is added."] : "",
        ]
      ),
      (
        words["Streams"],
        [
          words[
            "From here to the end each token carries # numbers straight down. Nothing replaces them: each part reads them and adds to them.",
            width]
        ]
      ),
      (
        words["Attention"],
        [
          looking, words["The thicker the curve, the more. Choose a token, then compare the heads."],
          sizes.isRotary
            ? words["Places come in here: queries and keys are turned by their places’ angles."] : "",
        ]
      ),
      (
        words["Feed-forward"],
        [
          words[
            "Each token alone, all with the same weights: # numbers become #, are bent, and become # again.",
            width,
            inner, width],
          words["# of a block’s weights are here.", percent],
        ]
      ),
      (words["Blocks"], [more]),
      (
        words["Logits"],
        [
          words[
            "A last norm, and the stream is compared with all # tokens: # scores, and by softmax # probabilities.",
            count, count, count],
          words["Choose one of the likely tokens, and the text goes on with it."],
        ]
      ),
    ]
    return sentences.map { ($0, $1.filter { !$0.isEmpty }.joined(separator: " ")) }
  }

  /// How the next token is drawn at first, for readers without a script.
  static func settings(_ choice: Demo.Choice, _ words: PageWords) -> Node {
    let heat = NumberFormat.fixed(choice.temperature, decimals: 1)
    let limit = NumberFormat.fixed(choice.topP, decimals: 2)
    return .element(
      "p", ["class": "moment settings"],
      [.text(words["temperature # · top-k # · top-p #", heat, choice.topK, limit])])
  }
}
