import Displays
import Execution
import Foundation
import Notebooks
import Testing

/// The limits of a cell's resources, which must not depend on when the runner checks.
@Suite struct BoundsTests {
  private static let limit = 4 << 20

  @Test(arguments: [
    ("print(String(repeating: \"x\", count: 20_000_000))", 1),
    ("let text = String(repeating: \"x\", count: 1000)\nprint(2)\nfor _ in 0..<5000 {\n  print(text)\n}", 4),
    ("print(1)\nputs(String(repeating: \"x\", count: 5_000_000))", 2),
    ("fputs(String(repeating: \"x\", count: 5_000_000), stderr)\nprint(1)", 1),
    (
      "var bytes = [UInt8](repeating: 65, count: 5_000_000)\nvar done = 0\n"
        + "while done < bytes.count { done += write(1, &bytes, bytes.count - done) }", 3
    ),
    ("import Foundation\nprint(1)\nFileHandle.standardOutput.write(Data(count: 5_000_000))", 3),
  ])
  func `too much is too much each time, at its line, with the same beginning`(code: String, line: Int) throws
  {
    let results = try (0..<3).map { _ in try run(notebook("print(0)", code, "print(3)")) }
    for result in results {
      #expect(result.cells[0].printed == "0\n")
      #expect(result.cells[1].failure?.kind == .outputLimit(bytes: Self.limit))
      #expect(result.cells[1].place?.line == 7 + line)
      #expect(result.cells[2].hasNotRun)
      #expect(result.cells[1].outputs == results[0].cells[1].outputs)
    }
  }

  @Test func `the limit is one of bytes, and each cell has its own`() throws {
    func printing(_ count: Int) -> String {
      "print(String(repeating: \"x\", count: \(count)), terminator: \"\")"
    }
    for _ in 0..<3 {
      let good = try run(notebook(printing(Self.limit), printing(Self.limit), "print(1)"))
      #expect(!good.hasFailed)
      #expect(good.cells.map(\.printed.utf8.count) == [Self.limit, Self.limit, 2])
      let bad = try run(notebook(printing(Self.limit), printing(Self.limit + 1), "print(1)"))
      #expect(bad.cells[0].hasSucceeded && bad.cells[2].hasNotRun)
      #expect(bad.cells[1].failure?.kind == .outputLimit(bytes: Self.limit))
    }
  }

  @Test func `a cell may print less than others, and not more`() throws {
    var (low, high) = (CellOptions(), CellOptions())
    (low.maxOutput, high.maxOutput) = (1000, 2 * Self.limit)
    let text = "print(String(repeating: \"x\", count: 2000))"
    let book = notebook(text, text, text, options: [1: low])
    let result = try run(book)
    #expect(result.cells[0].printed.utf8.count == 2001)
    #expect(result.cells[1].failure?.kind == .outputLimit(bytes: 1000))
    let message = try #require(result.cells[1].failure?.message)
    #expect(message.hasPrefix("printed more than 1000 bytes;"))
    #expect(message.hasSuffix("('max-output' in the cell allows more)"))
    low.maxOutput = 2001
    #expect(try !run(notebook(text, text, text, options: [1: low])).hasFailed)
    let much = "print(String(repeating: \"x\", count: \(Self.limit)))"
    let more = try run(notebook(much, options: [0: high]))
    #expect(more.cells[0].failure?.kind == .outputLimit(bytes: Self.limit))
  }

  @Test func `a cell may show less than others, and not more`() throws {
    var runner = try Runner()
    runner.limits.displays = 64 << 10
    var (low, high) = (CellOptions(), CellOptions())
    (low.maxPage, high.maxPage) = (4 << 10, 1 << 20)
    let text = "String(repeating: \"x\", count: 100)"
    let showing = "for _ in 0..<100 { show(\(text)) }"
    let book = notebook(showing, showing, showing, options: [1: low])
    let results = try (0..<2).map { _ in try runner.run(book) }
    #expect(results[0].cells[0].shown.count == 100)
    #expect(results[0].cells[1].failure?.kind == .displayLimit(bytes: 4 << 10))
    let message = try #require(results[0].cells[1].failure?.message)
    #expect(message.hasPrefix("showed more than 4 KiB;"))
    #expect(message.hasSuffix("('max-page' in the cell allows more)"))
    #expect((1..<100).contains(results[0].cells[1].shown.count))
    #expect(results[0].cells[1].outputs == results[1].cells[1].outputs)
    #expect(results[0].cells[2].hasNotRun)
    let much = "for _ in 0..<10_000 { show(\(text)) }"
    let more = try #require(runner.run(notebook(much, options: [0: high])).cells[0].failure)
    #expect(more.kind == .displayLimit(bytes: 64 << 10))
    #expect(more.message.hasSuffix("(--max-page, or 'max-page' in book.yml, allows more)"))
  }

  @Test(arguments: ["print", "show"])
  func `a cell that is to print or show less after an edit fails in segments too`(call: String) throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    let text = "\(call)(String(repeating: \"x\", count: 2000))"
    for (limit, hasFailed) in [(5000, false), (1000, true), (5000, false)] {
      var options = CellOptions()
      if call == "print" { options.maxOutput = limit } else { options.maxPage = limit }
      let book = notebook("print(1)", text, "print(3)", options: [1: options])
      let recent = try session.execute(book, with: runner)
      #expect(recent.result.hasFailed == hasFailed)
      #expect(try encoded(recent.result) == encoded(runner.run(book)))
    }
  }

  @Test func `a cell may take less memory than others`() throws {
    var options = CellOptions()
    options.memory = 1 << 30
    let allocating = "let p = UnsafeMutableRawPointer.allocate(byteCount: 1_100_000_000, alignment: 16)"
    // Nothing is written to it, so the machine needs no more. The next cell has the run's limit again.
    let good = try run(notebook("print(1)", allocating, options: [0: options]))
    #expect(!good.hasFailed)
    let bad = try run(notebook("print(1)", allocating, options: [1: options]))
    #expect(bad.cells[1].failure?.kind == .memoryLimit(bytes: 1 << 30))
    #expect(bad.cells[1].failure?.message.contains("('memory' in the cell allows more)") == true)
  }

  @Test func `of what is shown without end the same beginning is kept`() throws {
    var runner = try Runner()
    runner.limits.displays = 1 << 20
    let cells = notebook("print(1)\nwhile true {\n  show(\"a text of some length, again and again\")\n}")
    let results = try (0..<2).map { _ in try runner.run(cells) }
    #expect(results[0].cells[0].failure?.kind == .displayLimit(bytes: 1 << 20))
    #expect(results[0].cells[0].shown.count > 100)
    #expect(results[0].cells[0].outputs == results[1].cells[0].outputs)
  }

  @Test func `of too many lines the first and the last are kept whole, and what is left out is counted`()
    throws
  {
    let printing =
      "var n = 0\nwhile true {\n  n += 1\n  if n % 50_000 == 0 { show(n) }\n  print(\"line\", n)\n}"
    let results = try (0..<2).map { _ in try run(notebook(printing)) }
    let outputs = results[0].cells[0].outputs
    #expect(outputs == results[1].cells[0].outputs)
    let lines = results[0].cells[0].printed.split(separator: "\n").map(String.init)
    let note = try #require(lines.firstIndex { $0.hasPrefix("[…") })
    #expect(lines[..<note].elementsEqual((1...note).map { "line \($0)" }))
    let numbers = lines[(note + 1)...].compactMap { Int($0.dropFirst(5)) }
    #expect(
      numbers.count == lines.count - note - 1 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    )
    let first = try #require(numbers.first), last = try #require(numbers.last)
    let size = (1...last).reduce(0) { $0 + "line \($1)\n".utf8.count }
    #expect((Self.limit - 20...Self.limit + 20).contains(size))
    #expect(
      lines[note].contains(
        " bytes in \(first - note - 1) lines and \((first - 1) / 50_000) of the things shown"))
  }

  @Test func `a cell's own time limit counts, above the run's and below it`() throws {
    var short = CellOptions()
    short.timeout = 0.4
    var long = CellOptions()
    long.timeout = 30
    let result = try run(notebook("usleep(900_000);", options: [0: short]), timeout: 20)
    #expect(result.cells[0].failure?.kind == .timeout(seconds: 0.4))
    #expect(try !run(notebook("usleep(900_000);", options: [0: long]), timeout: 0.4).hasFailed)
  }

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [
      "print(1)\nkill(getppid(), SIGSTOP); while true {}",
      "let keeper = getppid()\nif fork() == 0 { setsid(); while true { kill(keeper, SIGSTOP) } }; while true {}",
      "print(1)\nkill(getpid(), SIGSTOP);",
    ])
  func `a cell that stops its keeper or itself is ended in time, at its line`(code: String) throws {
    let result = try run(notebook(code), timeout: 0.5, cage: nil)
    #expect(result.cells[0].failure?.kind == .timeout(seconds: 0.5))
    #expect(result.cells[0].place?.line == 5)
  }

  @Test func `a cell that kills its keeper ends with it, at its line`() throws {
    let result = try run(notebook("print(1)\nkill(getppid(), SIGKILL); while true {}"), cage: nil)
    #expect(result.cells[0].failure?.kind == .signal(name: "SIGKILL"))
    #expect(result.cells[0].place?.line == 5)
  }
}
