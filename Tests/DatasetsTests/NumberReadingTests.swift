import Datasets
import Tensors
import Testing

/// Numbers in a table are read as `Float(String)` reads them, to the last bit.
@Suite struct NumberReadingTests {
  /// Texts of many lengths and powers of ten.
  private static func randomTexts(_ count: Int) -> [String] {
    var rng = SplitMix64(seed: 11)
    return (0..<count).map { _ in
      func digits(_ range: ClosedRange<Int>) -> String {
        (0..<Int.random(in: range, using: &rng)).map { _ in "\(Int.random(in: 0...9, using: &rng))" }.joined()
      }
      let sign = ["", "-", "+"].randomElement(using: &rng) ?? ""
      let power = Int.random(in: -50...40, using: &rng)
      let tail =
        ["", "e\(power)", "E\(power)", power < 0 ? "" : "e+\(power)"].randomElement(using: &rng) ?? ""
      return sign + digits(1...6) + "." + digits(0...18) + tail
    }
  }

  /// The exact middle between neighbouring floats, and what is just above or below it.
  private static func middles(_ count: Int) -> [String] {
    var rng = SplitMix64(seed: 12)
    return (0..<count).flatMap { _ in
      let low = Float.random(in: 1e-4...1e9, using: &rng)
      let middle = (Double(low) + Double(low.nextUp)) / 2
      return ["\(middle)", "\(middle.nextUp)", "\(middle.nextDown)"]
    }
  }

  private func compare(_ texts: [String]) throws {
    let file = TemporaryFile(texts.joined(separator: "\n"))
    let numbers = try CSV(file: file.path, hasHeader: false).numbers(column: 0)
    #expect(numbers.count == texts.count)
    for (text, number) in zip(texts, numbers) {
      #expect(number.bitPattern == Float(text)?.bitPattern, "\(text) was read as \(number)")
    }
  }

  @Test func `random decimals`() throws { try compare(Self.randomTexts(20_000)) }

  @Test func `numbers in the middle between two floats, and next to it`() throws {
    try compare(Self.middles(3000))
  }

  @Test func `whatever a float prints comes back`() throws {
    var rng = SplitMix64(seed: 13)
    let numbers = (0..<5000).map { _ in Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &rng)) }
    try compare(numbers.filter(\.isFinite).map { "\($0)" })
  }

  @Test func `the unusual and the extreme`() throws {
    try compare([
      "0", "-0", "-0.0e5", "+7", "1.", ".5", "-.5e1", "16777217", "16777219", "9007199254740993",
      "18446744073709551615", "99999999999999999999", "0.0000000000000000000001", "1e-45", "7e-46", "1e-40",
      "3.4028235e38", "3.4028236e38", "1e39", "-1e400", "1e-400", "1e00001", "inf", "-Infinity", "0x1p3",
      "1.17549435e-38",
    ])
  }

  @Test func `spaces around a number are no part of it`() throws {
    let file = TemporaryFile("a,b\n 1 ,\t2.5\n\u{A0}3,\"4\"\n")
    #expect(try CSV(file: file.path).numbers(columns: [1, 0]) == [2.5, 1, 4, 3])
  }

  @Test(arguments: [
    "", ".", "-", "e5", "1e", "1e+", "1,5", "1.2.3", "1 2", "12a", "٣", "--1", "1e5.0", "\"\"\"1\"",
  ])
  func `what is no number is refused`(text: String) throws {
    let file = TemporaryFile("x;y\n\(text);0\n")
    let table = try CSV(file: file.path, separator: ";")
    #expect(throws: FileError.self) { try table.numbers(column: 0) }
  }
}
