import SwiftSource
import Testing

/// Lines and brackets that are found by bisection, compared with their plain definitions on random texts.
struct LineStartsTests {
  private static let texts: [[UInt8]] = {
    var generator = Generator(state: 7)
    let letters = Array("\n\n{}()[]ab \"".utf8)
    let random = (0..<300).map { length in
      (0..<length % 60).map { _ in letters[Int(generator.next() % UInt64(letters.count))] }
    }
    return [[], [0x0A], Array("a".utf8), Array("\n\n".utf8), Array("a\nb".utf8)] + random
  }()

  @Test func `the line of a place is the number of line feeds before it`() {
    for text in Self.texts {
      let lines = LineStarts(text)
      for place in 0...text.count {
        let before = text[..<place]
        #expect(lines.line(of: place) == before.count { $0 == 0x0A })
        #expect(lines.start(of: place) == (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0))
      }
      #expect(lines.offsets.count == text.split(separator: 0x0A, omittingEmptySubsequences: false).count)
    }
  }

  @Test func `lines are counted from the beginning of a slice`() {
    let text = Array("ab\ncd\ne".utf8)
    #expect(LineStarts(text[2...]).offsets == [0, 1, 4])
  }

  @Test func `the statement scanner counts the lines of its source`() {
    let source = "let a = \"\"\"\n  b\n  \"\"\"\n/* c\n*/ let d = 1\n"
    let scanner = StatementScanner(Array(source.utf8))
    let lines = (0...scanner.count).map { scanner.line(of: $0) }
    #expect(lines == (0...scanner.count).map { place in source.utf8.prefix(place).count { $0 == 0x0A } })
  }

  @Test func `the first element of the second part is found wherever the parts meet`() {
    for count in 0..<20 {
      for border in 0...count {
        let numbers = Array(0..<count + 3)[3...]
        #expect(numbers.partitioningIndex { $0 >= border + 3 } == border + 3)
      }
    }
    let text = "aabbb"
    #expect(Array(text).partitioningIndex { $0 == "b" } == 2)
  }

  @Test func `the bracket around a place is the last one that nothing has closed`() {
    for text in Self.texts {
      let brackets = OpenBrackets(
        in: text, opens: { "({[".utf8.contains($0) }, closes: { ")}]".utf8.contains($0) })
      for place in 0...text.count {
        #expect(brackets.last(before: place) == Self.open(before: place, in: text))
      }
    }
  }

  /// The same by counting backwards.
  private static func open(before place: Int, in text: [UInt8]) -> Int? {
    var depth = 0
    for index in (0..<place).reversed() {
      if ")}]".utf8.contains(text[index]) { depth += 1 }
      guard "({[".utf8.contains(text[index]) else { continue }
      if depth == 0 { return index }
      depth -= 1
    }
    return nil
  }

  /// A linear congruential generator: the same texts in each run.
  private struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
