import CellSupport
import TestSupport
import Testing

/// The walk through attention's matrices, beside the layer of the transformer.
@Suite struct SelfAttentionTests {
  private static let tokens = ["the", "cat", "sat", "because", "it"]

  private static func diagram(causal: Bool = false, width: Int = 4) -> (
    SelfAttentionDiagram, MultiHeadAttention, Tensor
  ) {
    var rng = SplitMix64(seed: 3)
    let layer = MultiHeadAttention(dimensions: width, heads: 1, using: &rng)
    layer.output.weight = Tensor((0..<width).map { row in (0..<width).map { $0 == row ? 1 : 0 } })
    let parts = (0..<3).map { Linear(weight: layer.inputWeight[$0 * width..<($0 + 1) * width], bias: nil) }
    let x = Tensor.normal([5, width], using: &rng)
    let diagram = SelfAttentionDiagram(
      tokens: tokens, x, query: parts[0], key: parts[1], value: parts[2], isCausal: causal)
    return (diagram, layer, x)
  }

  private static func isNear(_ a: [[Double]], _ b: [[Double]]) -> Bool {
    a.count == b.count && zip(a.joined(), b.joined()).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test(arguments: [false, true])
  func `the output is that of an attention layer with one head`(causal: Bool) {
    let (diagram, layer, x) = Self.diagram(causal: causal)
    let y = withoutGradient { layer(x.expandedDimensions(axis: 0), isCausal: causal) }[0]
    let rows = (0..<5).map { row in y[row].scalars.map { Double($0) } }
    // The layer's output has a bias that starts at random.
    let bias = (layer.output.bias?.value.scalars ?? []).map { Double($0) }
    #expect(Self.isNear(rows.map { zip($0, bias).map { $0 - $1 } }, diagram.output))
  }

  @Test func `each product is a row times a column`() {
    let (diagram, _, _) = Self.diagram()
    for (row, numbers) in diagram.queries.enumerated() {
      for (column, number) in numbers.enumerated() {
        let sum = zip(diagram.input[row], diagram.learned.queries).map { $0 * $1[column] }.reduce(0, +)
        #expect(abs(sum - number) < 1e-5)
      }
    }
    let score = zip(diagram.queries[4], diagram.keys[1]).map(*).reduce(0, +) / 2
    #expect(abs(score - diagram.scores[4][1]) < 1e-5)
    #expect(diagram.weights.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 })
    #expect(diagram.walk[4].0.contains("divided by $\\sqrt{4}$"))
    // a line breaks at the signs of a formula, but not within parentheses around all of it
    #expect(diagram.walk[4].0.contains(/= (-?[\d.]+)\$, and \$\1 \/ \\sqrt\{4\} =/))
  }

  @Test func `a mask leaves the first token only itself`() {
    let (diagram, _, _) = Self.diagram(causal: true)
    #expect(diagram.weights[0] == [1, 0, 0, 0, 0] && diagram.scores[0][1] == -.infinity)
    #expect(diagram.walk[4].0.hasPrefix("**The mask.**"))
    let texts = diagram.showing(.scores).textBoxes().texts.filter { $0.text == "–" }
    #expect(texts.count == 10)
  }

  @Test(arguments: [680.0, 350], SelfAttentionDiagram.Part.allCases)
  func `names and numbers keep apart`(width: Double, part: SelfAttentionDiagram.Part) {
    for (causal, size) in [(false, 4), (true, 4), (false, 9)] {
      let drawing = Self.diagram(causal: causal, width: size).0.showing(part).textBoxes(width: width)
      #expect(misplaced(drawing).isEmpty, "\(misplaced(drawing).prefix(3))")
      #expect(drawing.frame.width <= width)
    }
  }

  @Test func `layers with a bias are refused`() async {
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 1)
      let layer = Linear(inputs: 2, outputs: 2, using: &rng)
      _ = SelfAttentionDiagram(tokens: ["a"], .zeros([1, 2]), query: layer, key: layer, value: layer)
    }
  }
}
