import CellSupport
import TestSupport
import Testing

/// A decoder's looks, word by word.
@Suite struct AlignmentTests {
  private static let english = ["seven", "thousand", "twenty", "one"]
  private static let german = ["sieben", "tausend", "ein", "und", "zwanzig"]
  private static let weights = Tensor([
    [0.97, 0.01, 0.01, 0.01], [0, 1, 0, 0], [0, 0, 0.05, 0.95], [0.1, 0.1, 0.5, 0.3], [0, 0, 0.98, 0.02],
  ])

  private static func diagram(width: Int = 12) -> AlignmentDiagram {
    var rng = SplitMix64(seed: 2)
    return AlignmentDiagram(
      sources: english, targets: german, weights: weights, states: Tensor.normal([4, width], using: &rng))
  }

  @Test func `the context is the sum of the states, each times its weight`() {
    let diagram = Self.diagram()
    #expect(diagram.states.allSatisfy { $0.count == 8 } && diagram.width == 12)
    for (weights, context) in zip(diagram.weights, diagram.contexts) {
      for (column, number) in context.enumerated() {
        let sum = zip(weights, diagram.states).map { $0 * $1[column] }.reduce(0, +)
        #expect(abs(sum - number) < 1e-5)
      }
    }
  }

  @Test func `each step says what its word looks at`() {
    let steps = Self.diagram().walk
    #expect(steps.map(\.1.current) == [0, 1, 2, 3, 4])
    #expect(steps[2].0.hasPrefix("**Word 3: *ein*.** It looks at *one* (0.95)"))
    #expect(steps[3].0.contains("most at *twenty* (0.50), then at *one* (0.30)"))
    #expect(
      Self.diagram().writing(3).alternative.contains(
        "It looks at seven 0.10, thousand 0.10, twenty 0.50, one 0.30"))
  }

  @Test(arguments: [680.0, 350], [0, 2, 4])
  func `words to come stay away, and names keep apart`(width: Double, word: Int) {
    let diagram = Self.diagram().writing(word)
    let drawing = diagram.textBoxes(width: width)
    #expect(misplaced(drawing).isEmpty, "\(misplaced(drawing).prefix(3))")
    #expect(drawing.frame.width <= width)
    #expect(drawing.texts.map(\.text).filter(Self.german.contains) == Array(Self.german[...word]))
  }

  @Test func `weights of another shape are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = AlignmentDiagram(
        sources: ["a"], targets: ["b"], weights: Tensor([[0.5, 0.5]]), states: Tensor([[1]]))
    }
  }
}
