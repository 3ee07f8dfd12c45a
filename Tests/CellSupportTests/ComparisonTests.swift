import CellSupport
import Testing

/// The evidence that `claim` shows for two values, even for those without an order.
@Suite struct ComparisonTests {
  /// Two numbers, and whether `<`, `<=`, `>`, `>=`, `==` and `!=` hold.
  static let table: [(a: Double, b: Double, holds: [Bool])] = [
    (1, 2, [true, true, false, false, false, true]),
    (2, 1, [false, false, true, true, false, true]),
    (1, 1, [false, true, false, true, true, false]),
    (1, 1.0.nextUp, [true, true, false, false, false, true]),
    (0, -0.0, [false, true, false, true, true, false]),
    (.nan, 1, [false, false, false, false, false, true]),
    (1, .nan, [false, false, false, false, false, true]),
    (.nan, .nan, [false, false, false, false, false, true]),
    (.infinity, 1, [false, false, true, true, false, true]),
    (-.infinity, .infinity, [true, true, false, false, false, true]),
    (.infinity, .infinity, [false, true, false, true, true, false]),
    (.nan, .infinity, [false, false, false, false, false, true]),
    (-.infinity, .nan, [false, false, false, false, false, true]),
  ]

  @Test(arguments: table.indices) func `a comparison holds exactly where it is true`(index: Int) {
    let (a, b, holds) = Self.table[index]
    let doubles: [CheckedCondition] = [a < b, a <= b, a > b, a >= b, a == b, a != b]
    #expect(doubles.map(\.holds) == holds)
    let (c, d) = (Float(a), Float(b))
    guard Double(c) == a && Double(d) == b || a.isNaN || b.isNaN else { return }
    let floats: [CheckedCondition] = [c < d, c <= d, c > d, c >= d, c == d, c != d]
    #expect(floats.map(\.holds) == holds)
  }

  @Test func `integers and texts compare as they do everywhere`() {
    let (two, three, four) = (2, 3, 4)
    let numbers: [CheckedCondition] = [
      two < three, three <= three, four > three, three >= four, two == three, two != three,
    ]
    #expect(numbers.map(\.holds) == [true, true, true, false, false, true])
    #expect(numbers.map(\.evidence) == ["2 < 3", "3 ≤ 3", "4 > 3", "3 < 4", "2 ≠ 3", "2 ≠ 3"])
    let texts: [CheckedCondition] = ["a" < "b", "b" == "a", "a" != "a", "a" >= "b"]
    #expect(texts.map(\.holds) == [true, false, false, false])
  }

  @Test func `the evidence says what is the case, with as many digits as tell the values apart`() {
    let nan = Double.nan
    let evidence: [CheckedCondition] = [
      nan < 0.1, nan <= 0.1, 0.1 > nan, 0.1 >= nan, nan == nan, 0.98123 >= 0.98121,
    ]
    #expect(
      evidence.map(\.evidence) == [
        "NaN ≮ 0.1", "NaN ≰ 0.1", "0.1 ≯ NaN", "0.1 ≱ NaN", "NaN ≠ NaN", "0.98123 ≥ 0.98121",
      ])
    let failing: [CheckedCondition] = [0.5 > 0.97, 3.0 < 2.0, 1.0 / 3 == 0.3333]
    #expect(failing.map(\.evidence) == ["0.5 ≤ 0.97", "3 ≥ 2", "0.333333 ≠ 0.3333"])
  }

  @Test(arguments: [
    (0.9731, 1, "97.3\u{A0}%"), (0.97349, 1, "97.3\u{A0}%"), (0.97351, 1, "97.4\u{A0}%"),
    (0.9996, 1, "100.0\u{A0}%"),
    (0.005, 0, "1\u{A0}%"), (0.0049, 0, "0\u{A0}%"), (0.12345, 2, "12.35\u{A0}%"),
    (2.0 / 3, 1, "66.7\u{A0}%"),
    (-0.0567, 1, "−5.7\u{A0}%"), (-0.0001, 1, "0.0\u{A0}%"), (1, 0, "100\u{A0}%"), (12.5, 0, "1250\u{A0}%"),
    (0.0504, 2, "5.04\u{A0}%"), (.nan, 1, "NaN"), (.infinity, 1, "∞"),
  ])
  func `a share is rounded to the wanted digits`(share: Double, digits: Int, text: String) {
    #expect(percent(share, digits: digits) == text)
  }
}
