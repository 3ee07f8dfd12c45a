import Datasets
import Tensors
import Testing

/// Rows and fields are found in blocks and pieces of the text, as if it were read byte by byte.
@Suite struct TableScanningTests {
  private func compare(_ bytes: [UInt8]) {
    let file = TemporaryFile(bytes)
    let wanted = ReferenceTable(bytes)
    do throws(FileError) {
      let table = try CSV(file: file.path, hasHeader: false)
      #expect(wanted.fault == nil && table.rows == wanted.rows && table.lines == wanted.lines)
    } catch {
      #expect(error.place == wanted.fault.map { .line($0.line) } && error.expected == wanted.fault?.expected)
    }
  }

  /// Text of the usual and the awkward parts of a table.
  private func parts(_ parts: [String], count: Int, using rng: inout SplitMix64) -> [UInt8] {
    (0..<count).flatMap { _ in Array((parts.randomElement(using: &rng) ?? "").utf8) }
  }

  @Test func `short texts of any kind`() {
    var rng = SplitMix64(seed: 5)
    for _ in 0..<3000 {
      let count = Int.random(in: 0...12, using: &rng)
      compare(
        parts(["a", ",", "\"", "\n", "\r", "\"\"", "\r\n", "\n\"", "\",", ",\""], count: count, using: &rng))
    }
  }

  @Test func `fields that end at each place of a block, with quotes and without`() {
    for length in 0...140 {
      let field = String(repeating: "x", count: length)
      for quoted in [
        "\"\(field)\"", "\"\(field)\"\"\"", "\"\"\"\(field)\"", "\"\(field)\n,\"", "\(field)\"y",
      ] {
        for row in ["\(field),\(quoted),1", "\(quoted),\(field),1", "1,\(field),\(quoted)"] {
          compare(Array("\(row)\n\(row)\r\n\(row)".utf8))
        }
      }
      compare(Array("\(field),1\n\(field),\"open".utf8))
      compare(Array("\(field),1\n\"\(field)\"y,1".utf8))
      compare(Array("\(field)\n".utf8))
    }
  }

  @Test func `quoted line ends in a text of many pieces`() {
    var rng = SplitMix64(seed: 6)
    let long = String(repeating: "word\n", count: 9000)
    let fields = ["1", "", "\"a\nb\"", "\"\r\n\"", "\"say \"\"so\"\"\"", "\"\(long)\"", "plain"]
    for _ in 0..<12 {
      let rows = (0..<4000).map { _ in
        (0..<3).map { _ in
          fields[Int.random(in: 0...(Int.random(in: 0..<400, using: &rng) == 0 ? 6 : 4), using: &rng)]
        }.joined(separator: ",")
      }
      compare(Array(rows.joined(separator: ["\n", "\r", "\r\n"].randomElement(using: &rng) ?? "\n").utf8))
      compare(Array(rows.joined(separator: "\n").utf8) + Array("\n1,2,\"open\n".utf8))
      compare(Array(rows.joined(separator: "\n").utf8) + Array("\n1,2\n".utf8))
    }
  }

  @Test func `a long line, and a text of line ends`() {
    compare([UInt8](repeating: UInt8(ascii: ","), count: 200_000))
    compare([UInt8](repeating: 10, count: 200_000) + Array("1,2".utf8))
    compare(Array("1,2\n".utf8) + [UInt8](repeating: 13, count: 200_000) + Array("3".utf8))
  }

  @Test func `numbers and labels of many rows are those of each row`() throws {
    let rows = (0..<30_000).map { row in
      "\(row),\" \(row % 7).5\",\(row % 3 == 0 ? " b" : "b"),c\(row % 5000)"
    }
    let table = try CSV(file: TemporaryFile(rows.joined(separator: "\n")).path, hasHeader: false)
    #expect(try table.numbers(column: 1) == (0..<30_000).map { Float($0 % 7) + 0.5 })
    #expect(try table.numbers(columns: [1, 0, 1]).suffix(3) == [4.5, 29_999, 4.5])
    let named = try table.dataset(features: [0], label: 3)
    #expect(named.labels == (0..<30_000).map { $0 % 5000 } && named.classNames[4999] == "c4999")
    #expect(try table.dataset(features: [], label: 2).classNames == ["b"])
  }

  @Test func `the first wrong number of many rows is reported, and unusual ones are read`() throws {
    var rows = (0..<30_000).map { "\($0),nan" }
    #expect(
      try CSV(file: TemporaryFile(rows.joined(separator: "\n")).path).numbers(column: 1).allSatisfy(\.isNaN))
    for row in [29_000, 17_123, 20_000] { rows[row] = "1,no" }
    let file = TemporaryFile(rows.joined(separator: "\n"))
    let table = try CSV(file: file.path, hasHeader: false)
    #expect(
      throws: FileError(
        file: file.path, place: .line(17_124), expected: "a number in field 2", found: "“no”")
    ) { try table.numbers(columns: [0, 1]) }
  }
}
