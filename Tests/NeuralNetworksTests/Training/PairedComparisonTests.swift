import NeuralNetworks
import TestSupport
import Testing

struct PairedComparisonTests {
  /// Five runs whose luck is shared: each pair differs by about 0.02, runs differ by 0.3.
  private let luck = [0.5, 0.6, 0.7, 0.8, 0.9]
  private let small = [0.019, 0.021, 0.02, 0.022, 0.018]

  private var ahead: [Double] { zip(luck, small).map(+) }

  @Test func `a small difference in every pair is seen although the two intervals overlap`() {
    #expect(Interval(of: ahead).overlaps(Interval(of: luck)))
    #expect(PairedComparison(ahead, luck).verdict == .better)
    #expect(PairedComparison(luck, ahead).verdict == .worse)
    #expect(PairedComparison(ahead, luck, preference: .lower).verdict == .worse)
  }

  @Test func `equality is only shown within a margin`() {
    let noise = [0.001, -0.001, 0.0005, -0.0005, 0.0002]
    let other = zip(luck, noise).map(+)
    #expect(PairedComparison(other, luck).verdict == .notShown)
    #expect(PairedComparison(other, luck, margin: 0.01).verdict == .equivalent)
    #expect(PairedComparison(other, luck, margin: 0.0001).verdict == .notShown)
    #expect(PairedComparison(ahead, luck, margin: 0.05).isNegligible)
  }

  @Test func `two runs with wide scatter show nothing`() {
    #expect(PairedComparison([0.9, 0.1], [0.1, 0.2], margin: 0.05).verdict == .notShown)
    #expect(PairedComparison([.nan, 0.1], [0.1, 0.2], margin: 0.05).verdict == .notShown)
  }

  @Test func `verdicts are said in words`() {
    let noise = [0.001, -0.001, 0.0005, -0.0005, 0.0002]
    let comparisons = [
      PairedComparison(ahead, luck), PairedComparison(luck, ahead),
      PairedComparison(ahead, luck, margin: 0.05),
      PairedComparison(luck, ahead, margin: 0.05),
      PairedComparison(zip(luck, noise).map(+), luck, margin: 0.01),
      PairedComparison(zip(luck, noise).map(+), luck),
    ]
    #expect(
      comparisons.map(\.words) == [
        "better", "worse", "better, within the margin", "worse, within the margin", "as good as", "not shown",
      ])
    #expect(
      comparisons.map(\.answer) == [
        "Yes", "No, it is worse", "Yes", "No, it is worse", "\(luck.count) runs do not show it",
        "\(luck.count) runs do not show it",
      ])
    #expect(
      comparisons.map { $0.said(better: "a", worse: "b", otherwise: "c") } == ["a", "b", "a", "b", "c", "c"])
  }

  @Test func `scores come in pairs`() async {
    await #expect(processExitsWith: .failure) { _ = PairedComparison([1, 2], [1, 2, 3]) }
  }
}
