import CellSupport
import Testing

/// Values as the page names and prints them.
struct TextTests {
  // MARK: Numbers

  @Test(arguments: [
    (0.12345678, 4, "0.1235"), (1234.5678, 4, "1235"), (123456, 4, "123456"), (0.5, 4, "0.5"), (2, 4, "2"),
    (-0.25, 4, "−0.25"), (0, 4, "0"), (-0.0, 4, "0"), (0.99996, 4, "1"), (0.000123456, 4, "0.0001235"),
    (0.0000123456, 4, "1.235·10⁻⁵"), (1e15, 4, "1·10¹⁵"), (-2.5e-300, 2, "−2.5·10⁻³⁰⁰"),
    (.infinity, 4, "∞"), (-.infinity, 4, "−∞"), (.nan, 4, "NaN"), (3.14159, 2, "3.1"),
  ])
  func `a number is rounded to significant digits`(number: Double, digits: Int, expected: String) {
    #expect(NumberText.rounded(number, digits: digits) == expected)
  }

  @Test(arguments: [(1.005, 2, "1.00"), (-1.5, 0, "−2"), (2.5, 0, "2"), (0, 3, "0.000")])
  func `a number has a fixed number of decimals`(number: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(number, decimals: decimals) == expected)
  }

  @Test(arguments: [("-1", "−1"), ("-∞", "−∞"), ("-x", "-x"), ("-", "-"), ("1-2", "1-2"), ("", "")])
  func `only a number's hyphen becomes a minus sign`(text: String, expected: String) {
    #expect(NumberFormat.withTrueMinus(text) == expected)
  }

  @Test(arguments: [
    (0, "0"), (9999, "9999"), (10_000, "10\u{202F}000"), (-1_234_567, "−1\u{202F}234\u{202F}567"),
  ])
  func `counts have thin spaces from five digits on`(count: Int, expected: String) {
    #expect(ValueSummary.grouped(count) == expected)
  }

  // MARK: Types

  @Test(arguments: [
    ("Array<Float>", "[Float]"), ("Optional<Array<Int>>", "[Int]?"),
    ("Dictionary<String, Array<Double>>", "[String: [Double]]"), ("Set<Int>", "Set<Int>"),
    ("(Array<Int>, Optional<Int>)", "([Int], Int?)"),
    ("Dictionary<String, (Int, Int)>", "[String: (Int, Int)]"),
    ("Array<(Int) -> Int>", "[(Int) -> Int]"), ("Box<Array<Int>>.Inner", "Box<[Int]>.Inner"), ("Int", "Int"),
  ])
  func `types have Swift's short names`(name: String, expected: String) {
    #expect(TypeText.short(name[...]) == expected)
  }

  @Test func `a long name is cut`() {
    #expect(TypeText.of([Int].self) == "[Int]")
    let long = TypeText.of([[String: [String: [String: [String: [String: [String: Double]]]]]]].self)
    #expect(long.count == 60 && long.hasSuffix("…"))
  }

  // MARK: Values

  @Test func `a value is described without the author's code`() {
    #expect(PlainText.of("a\nb") == #""a\nb""#)
    #expect(PlainText.of(Substring("x")) == #""x""#)
    #expect(PlainText.of(-2) == "−2")
    #expect(PlainText.of(0.123456) == "0.1235")
    #expect(PlainText.of(true) == "true")
    #expect(PlainText.of([1, 2]) == "[1, 2]")
    #expect(PlainText.of((1, b: "x")) == #"(1, b: "x")"#)
    #expect(PlainText.of(Int?.none as Any) == "nil")
    #expect(PlainText.of(Int?.some(3) as Any) == "3")
    #expect(PlainText.of(Tensor([1, 2])) == "Tensor [2]")
    #expect(PlainText.of(Tensor(0.5)) == "0.5")
    #expect(PlainText.of(Described()) == nil)
    #expect(PlainText.of(Array(0..<17)) == nil)
  }

  /// A type that isn't ours, with a description that must not run.
  private struct Described: CustomStringConvertible {
    var description: String { fatalError("the author's code") }
  }

  @Test func `a text is cut after 60 characters`() {
    let text = PlainText.of(String(repeating: "x", count: 100))
    #expect(text == "\"" + String(repeating: "x", count: 59) + "…\"")
    #expect(PlainText.cut("abc", to: 3) == "abc" && PlainText.cut("abcd", to: 3) == "ab…")
  }

  @Test func `a cell's last line is described as in Swift code`() {
    #expect(ValueText.describe("a \"b\"") == "a \"b\"")
    #expect(ValueText.describe(["a": 1, "b": 2]) == #"["a": 1, "b": 2]"#)
    #expect(ValueText.describe([String: Int]()) == "[:]")
    #expect(ValueText.describe(Set([3, 1, 2])) == "[1, 2, 3]")
    #expect(ValueText.describe((x: 1, 2)) == "(x: 1, 2)")
    #expect(ValueText.describe(Point(x: 1, y: nil)) == "Point(x: 1, y: nil)")
    #expect(ValueText.describe(Shape.circle(radius: 2)) == "circle(radius: 2)")
    #expect(ValueText.describe(Shape.line(3)) == "line(3)")
    #expect(ValueText.describe(Shape.none) == "none")
    #expect(ValueText.describe(-Double.nan) == "nan")
  }

  private struct Point {
    var x: Int
    var y: Int?
  }

  private enum Shape {
    case circle(radius: Int)
    case line(Int)
    case none
  }

  @Test func `a long list is cut in its middle, and a wide one takes several lines`() {
    let long = ValueText.describe(Array(0..<100))
    #expect(long.hasPrefix("[\n  0, 1, 2") && long.contains("… 40 more …") && long.hasSuffix("98, 99\n]"))
    #expect(long.split(separator: "\n").allSatisfy { $0.count <= 81 })
    let wide = ValueText.describe([String(repeating: "a", count: 50), String(repeating: "b", count: 50)])
    #expect(wide.split(separator: "\n").count == 4)
  }

  @Test func `a value in a sentence is rounded and has a minus sign`() {
    #expect(ValueText.prose(-1.23456) == "−1.235")
    #expect(ValueText.prose(Float(0.1)) == "0.1")
    #expect(ValueText.prose(-3) == "−3")
    #expect(ValueText.prose([1.5, -2]) == "[1.5, −2]")
    #expect(ValueText.prose(Double?.some(2.5) as Any) == "2.5")
    #expect(ValueText.prose("text") == "text")
  }
}
