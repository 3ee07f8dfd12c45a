import Notebooks
import Testing

@Suite struct MathTextTests {
  @Test(arguments: [
    ("\\mathrm{softmax}(q k^\\top / \\sqrt{d})", "softmax(qkᵀ / √d)"), ("\\frac{1}{\\sqrt{d}}", "1 / √d"),
    ("\\sigma(z) = \\frac{1}{1 + e^{-z}}", "σ(z) = 1 / (1 + e^(−z))"), ("x_t + h_{t-1}", "xₜ + hₜ₋₁"),
    ("W_Q x^2", "W_Qx²"), ("\\hat{y}", "y\u{302}"), ("\\sum_{i=1}^n w_i x_i", "∑_(i = 1)ⁿ wᵢxᵢ"),
    ("\\sin x", "sin x"), ("-a - (-b)", "−a − (−b)"),
  ])
  func `a formula is written as one would type it`(_ tex: String, _ expected: String) throws {
    let notebook = Notebook.parse("$\(tex)$".utf8, file: "n.md")
    guard case .paragraph(let inlines)? = notebook.blocks.first else { return try #require(Bool(false)) }
    let formulas = inlines.compactMap { if case .mathematics(let formula) = $0 { formula.text } else { nil } }
    #expect(formulas == [expected])
  }
}
