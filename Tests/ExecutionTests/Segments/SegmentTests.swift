import Displays
import Execution
import Foundation
import Notebooks
import Testing

/// A program in segments gives what it gives as a whole.
@Suite(.serialized) struct SegmentTests {
  /// All of them take minutes: `SEGMENT_EDITS=500 swift test -c release --filter Segment` tries them.
  private static let tried = awkwardNotebooks.indices.filter {
    ProcessInfo.processInfo.environment["SEGMENT_EDITS"] != nil || $0 % 8 == 0
  }

  @Test(arguments: tried)
  func `an awkward notebook gives in segments what it gives as a whole`(index: Int) throws {
    let book = notebook(awkwardNotebooks[index].cells)
    let runner = try Runner()
    let session = SegmentSession()
    let recent = try session.execute(book, with: runner)
    #expect(try encoded(recent.result) == encoded(runner.run(book)), "\(awkwardNotebooks[index].name)")
  }

  @Test func `a changed cell runs again from the state above it`() throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    var cells = ["var n = 1", "n += 1\nprint(n)", "struct S { var v = 2 }\nlet s = S()", "print(n + s.v)"]
    for (index, code, executed) in [
      (0, "var n = 1", 4), (3, "print(n * s.v)", 1), (1, "n += 5\nprint(n)", 3), (3, "print(n - s.v)", 1),
      (2, "struct S { var v = 3 }\nlet s = S()", 2), (0, "var n = 7", 4), (3, "print(n - s.v)", 0),
    ] {
      cells[index] = code
      let book = notebook(cells)
      let recent = try session.execute(book, with: runner)
      #expect(session.effort == .segments(4, executed: executed))
      #expect(try encoded(recent.result) == encoded(runner.run(book)))
    }
  }

  /// The compiler needs much longer for the cell with optimization than without.
  @Test func `a changed cell shows its results before it is optimized`() throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    func book(_ n: Int) -> Notebook {
      let sorts = (0..<30).map {
        "print((0..<9).map { ($0 * \($0) + n) % 7 }.sorted().reversed().map { \"\\($0)\" })"
      }
      return notebook("let n = \(n)", "// \(n)\n" + sorts.joined(separator: "\n"))
    }
    _ = try session.execute(book(2), with: runner)
    var shown: [String] = []
    let changed = notebook("let n = 2", book(3).cells[1].code)
    let recent = try session.execute(
      changed, with: runner, onResults: { result, _ in shown.append(result.cells[1].printed) })
    #expect(shown.count > 1)
    #expect(Set(shown) == [recent.result.cells[1].printed])
    #expect(try encoded(recent.result) == encoded(runner.run(changed)))
  }

  /// The optimizer knows the sum.
  @Test(.timeLimit(.minutes(15))) func `a loop that takes hours without optimization holds nothing up`()
    throws
  {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    let loop = "var s = 0\n  for i in 0..<n { s &+= i }\n  return s"
    _ = try session.execute(notebook("let n = 2", "print(n)"), with: runner)
    let changed = notebook(
      "let n = 2", "func sum(_ n: Int) -> Int {\n  \(loop)\n}\nprint(sum(1_000_000_000_000))")
    let recent = try session.execute(changed, with: runner)
    #expect(recent.result.cells[1].printed == "1001881602603448320\n")
  }

  @Test func `cells that take no time share a process, and run again together`() throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .seconds(60))
    var cells = ["var n = 1", "n += 1\nprint(n)", "n += 2\nprint(n)", "n *= 3", "print(n)", "print(-n)"]
    for (index, code, executed) in [
      (0, "var n = 1", 6), (5, "print(n)", 2), (3, "n *= 2", 6), (4, "print(n, n)", 2), (4, "print(n, n)", 0),
    ] {
      cells[index] = code
      let book = notebook(cells)
      let recent = try session.execute(book, with: runner)
      #expect(session.effort == .segments(6, executed: executed))
      #expect(try encoded(recent.result) == encoded(runner.run(book)))
    }
  }

  /// Each of the cells changes all bytes of an array, or one.
  @Test(arguments: [("bytes.indices", 5), ("0..<1", 1)])
  func `checkpoints are given up when they need too much memory`(changed: String, executed: Int) throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    var cells = ["var bytes = [UInt8](repeating: 1, count: 80 << 20)"]
    cells += (2..<6).map { "for place in \(changed) { bytes[place] = \($0) }\nprint(bytes[0])" }
    _ = try session.execute(notebook(cells), with: runner)
    #expect(session.effort == .segments(5, executed: 5))
    cells[4] = "print(bytes[0] + 1)"
    let recent = try session.execute(notebook(cells), with: runner)
    #expect(session.effort == .segments(5, executed: executed))
    #expect(recent.result.cells[4].printed == "5\n")
  }

  /// Each of the cells uses memory of its own, which is free when it ends.
  @Test(arguments: [
    "(Tensor.ones([20 << 20]) + Float(n)).sum().scalar",
    "[Float](repeating: Float(n), count: 20 << 20).reduce(0, +)",
  ])
  func `checkpoints don't hold memory that is free`(use: String) throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    var cells = ["var n = 1"] + (2..<8).map { "n = \($0)\nprint(\(use))" }
    _ = try session.execute(notebook(cells), with: runner)
    #expect(session.effort == .segments(7, executed: 7))
    cells[3] = "print(n)"
    let recent = try session.execute(notebook(cells), with: runner)
    #expect(session.effort == .segments(7, executed: 4))
    #expect(recent.result.cells[3].printed == "3\n")
  }

  @Test(arguments: [
    ("import Foundation\nprint(unlink(\"/no-such-file\"))", "cell 2 reaches for /no-such-file"),
    ("let fault: [Int] = []\nprint(fault[n])", "cell 2 fails"),
    ("import Foundation\nlet file = fopen(\"/usr/lib/os-release\", \"r\")", "leaves a file open"),
    (
      "import Glibc\n@_silgen_name(\"fork\") func copy() -> Int32\nif copy() == 0 {\n  if copy() == 0 { sleep(600) }\n  quick_exit(0)\n}\n_ = wait(nil)",
      "cell 2 leaves a process running"
    ),
    (
      """
      import Glibc
      @_silgen_name("fork") func copy() -> Int32
      @_silgen_name("pthread_create") func begin(_ id: UnsafeMutablePointer<UInt>, _ a: Int, _ f: @convention(c) (Int) -> Int, _ b: Int) -> Int32
      @_silgen_name("pthread_exit") func leave(_ result: Int)
      if copy() == 0 {
        if copy() == 0 {
          var id: UInt = 0
          _ = begin(&id, 0, { _ in while true { usleep(100_000) } }, 0)
          leave(0)
        }
        quick_exit(0)
      }
      _ = wait(nil)
      usleep(200_000)
      """,
      "cell 2 leaves a process running"
    ),
    (
      "import Foundation\nprint(fopen(\"/proc/self/comm\", \"r\") == nil)",
      "cell 2 reaches for /proc/self/comm"
    ),
    ("import Foundation\nlet timer = DispatchQueue(label: \"q\")\nprint(1)", "'DispatchQueue'"),
    (
      "import Glibc\nvar byte: UInt8 = 0\nwithUnsafeMutablePointer(to: &byte) { place in\n  var request = aiocb()\n  request.aio_buf = UnsafeMutableRawPointer(place)\n  print(aio_read(&request))\n}",
      // What is noticed first may be the thread, or what the thread did when it began.
      "cell 2 "
    ),
  ])
  func `what a copy of the process would lack runs as a whole, and says why`(code: String, reason: String)
    throws
  {
    let runner = try Runner()
    let session = SegmentSession()
    var told: String?
    let book = notebook("let n = 1\nprint(n)", code, "print(n + 1)")
    let recent = try session.execute(book, with: runner, onWhole: { told = $0 })
    #expect(told?.contains(reason) == true, "\(told ?? "nothing")")
    #expect(try encoded(recent.result) == encoded(runner.run(book)))
  }

  @Test func `processes that go on in ever new ones end with their cell`() throws {
    let name = "chain-\(getpid())"
    let code = """
      import Glibc
      @_silgen_name("fork") func copy() -> Int32
      @_silgen_name("prctl") func control(_ option: Int32, _ name: UnsafePointer<CChar>) -> Int32
      if copy() == 0 {
        for _ in 0..<200 where copy() == 0 { while true { pause() } }
        _ = control(15, "\(name)")
        for _ in 0..<3 where copy() == 0 {
          while true {
            if copy() > 0 { quick_exit(0) }
            usleep(100)
          }
        }
        quick_exit(0)
      }
      _ = wait(nil)
      """
    _ = try SegmentSession().execute(notebook("print(1)", code, "print(2)"), with: Runner())
    let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
      (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) == name + "\n"
    }
    #expect(left == [])
  }

  /// By its name the thread is one of the engine's, which wait for work.
  @Test func `nothing of a cell computes on while its process waits`() throws {
    let session = SegmentSession(spacing: .zero)
    let cells = [
      """
      import Glibc
      typealias Body = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
      @_silgen_name("getpid") func ownProcess() -> Int32
      @_silgen_name("prctl") func control(_ option: Int32, _ name: UnsafePointer<CChar>) -> Int32
      @_silgen_name("pthread_create")
      func begin(_ number: UnsafeMutablePointer<UInt>, _ none: Int, _ body: Body, _ argument: Int) -> Int32
      """,
      """
      var number: UInt = 0
      _ = begin(&number, 0, { _ in _ = control(15, "engine-helper"); while true {} }, 0)
      usleep(10_000)
      print(ownProcess())
      """, "print(3)",
    ]
    let result = try session.execute(notebook(cells), with: Runner()).result
    #expect(session.effort == .segments(3, executed: 3))
    let process = result.cells[1].printed.dropLast()
    func time() throws -> [Substring] {
      let status = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      return status.split(separator: " ")[13..<15].map { $0 }
    }
    let before = try time()
    usleep(300_000)
    #expect(try time() == before)
    let changed = try session.execute(notebook(cells.dropLast() + ["print(4)"]), with: Runner()).result
    #expect(session.effort == .segments(3, executed: 1))
    #expect(changed.cells[2].printed == "4\n")
  }

  @Test func `what changes something outside happens once`() throws {
    let file = NSTemporaryDirectory() + "/happened-\(getpid())"
    defer { unlink(file) }
    let code = "import Foundation\nlet file = fopen(\"\(file)\", \"a\")\nfputs(\"x\", file)\nfclose(file)"
    var runner = try Runner()
    runner.cage?.writable = [NSTemporaryDirectory()]
    _ = try SegmentSession().execute(notebook("print(1)", code), with: runner)
    #expect(FileManager.default.contents(atPath: file) == Data("x".utf8))
  }

  @Test(.enabled(if: Cage.problem == nil)) func `segments are in the same cage as the whole program`() throws
  {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    let cells = [
      "import Foundation", "print(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), errno)",
      "print(fopen(\"/etc/passwd\", \"r\") == nil)",
    ]
    let result = try session.execute(notebook(cells), with: runner).result
    #expect(session.effort == .segments(3, executed: 3))
    #expect(result.cells.map(\.printed) == ["", "-1 13\n", "true\n"])
    #expect(try encoded(result) == encoded(runner.run(notebook(cells))))
  }

  /// What a cell has left in its own folder would still be there after a change of it.
  @Test func `a cell that writes into its own folder leaves nothing for the next run`() throws {
    let runner = try Runner()
    let session = SegmentSession(spacing: .zero)
    let place = "import Foundation\nfunc left() -> String { String(cString: getenv(\"HOME\")) + \"/left\" }"
    for code in ["fclose(fopen(left(), \"w\"))", "print(1)"] {
      let book = notebook(place, code, "print(fopen(left(), \"r\") == nil)")
      let recent = try session.execute(book, with: runner)
      #expect(try encoded(recent.result) == encoded(runner.run(book)))
    }
  }

  @Test func `the place of a failure is right wherever it was declared`() throws {
    let runner = try Runner()
    let session = SegmentSession()
    let cells = [
      "func third(_ list: [Int]) -> Int {\n  list[2]\n}", "print(third([1, 2, 3]))",
      "let a = 1\nprint(third([a]))",
    ]
    let result = try session.execute(notebook(cells), with: runner).result
    let failure = try #require(result.cells[2].failure)
    // In line 2 of the first cell, called in line 2 of the third.
    #expect(failure.diagnostics.map(\.location.line) == [5, 15])
    #expect(try encoded(result) == encoded(runner.run(notebook(cells))))
  }
}

/// Everything that a result says, in a form that can be compared.
func encoded(_ result: RunResult) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
  return String(decoding: try encoder.encode(result), as: UTF8.self)
}
