import SVGCharts
import Testing

@Suite struct TextMetricsTests {
  @Test func `a label is as wide as its characters in the font that draws it`() {
    // digits 497, full stop 250, minus sign 497 thousandths
    #expect(abs(TextMetrics.width(of: "−0.50", size: 12) - (4 * 497 + 250) * 0.012) < 1e-9)
    #expect(abs(TextMetrics.width(of: "Adam", size: 10) - (544 + 555 + 504 + 829) * 0.01) < 1e-9)
    #expect(
      abs(TextMetrics.width(of: "Adam", size: 10, isBold: true) - (560 + 565 + 516 + 845) * 0.01) < 1e-9)
    #expect(abs(TextMetrics.width(of: "σ → ∞", size: 1) - (546 + 200 + 619 + 200 + 782) * 0.001) < 1e-9)
  }

  @Test func `characters that the font lacks are estimated, and marks take no room`() {
    #expect(TextMetrics.width(of: "图", size: 10) == 10)
    #expect(TextMetrics.width(of: "e\u{301}", size: 10) == TextMetrics.width(of: "e", size: 10))
  }
}
