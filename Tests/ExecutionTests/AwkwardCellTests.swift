import Displays
import Execution
import Foundation
import Notebooks
import Testing

/// Hostile cells: each becomes an entry in the result, and the runner continues.
@Suite struct AwkwardCellTests {
  private func failure(_ code: String, timeout: Double = 60, memory: Int = 2 << 30) throws -> Failure? {
    let book = notebook("print(\"start\")", code, "print(\"never\")")
    let result = try run(book, timeout: timeout, memory: memory)
    #expect(result.cells[0].printed == "start\n")
    #expect(result.cells[2].hasNotRun)
    return result.cells[1].failure
  }

  @Test(arguments: [
    ("exit(3)", Failure.Kind.exit(code: 3), 8),
    ("print(1)\n_exit(4)", .exit(code: 4), 9),
    ("print(1)\nexit(0)", .exit(code: 0), 9),
    ("print(1)\nabort()", .signal(name: "SIGABRT"), 9),
    ("print(1)\nkill(getpid(), SIGKILL)\nsleep(1)", .signal(name: "SIGKILL"), 9),
    ("fatalError(\"no\")", .trap, 8),
    ("var n = Int.max - Int(getpid() / getpid())\nn += 2", .trap, 9),
    ("let z = Int(getpid() / getpid()) - 1\n1 / z", .trap, 9),
    ("let text: String? = getenv(\"NOPE\").map { String(cString: $0) }\ntext!", .trap, 9),
    ("struct E: Error {}\nfunc f() throws { throw E() }\ntry! f()", .trap, 10),
    ("struct E: Error {}\nfunc f() throws(E) {\n  throw E()\n}\ntry f()", .thrownError, 10),
    (
      "func deep(_ n: Int) -> Int { n < 0 ? 0 : deep(n + 1) &+ deep(n + 2) }\ndeep(1)",
      .signal(name: "SIGSEGV"), 8
    ),
    ("UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1", .signal(name: "SIGSEGV"), 8),
    ("let line = readLine()!\nline", .trap, 8),
    ("import Dispatch\nstruct E: Error {}\nlet n = await Task { 1 }.value\nthrow E()", .thrownError, 11),
  ])
  func `an end is told apart, at its line`(code: String, kind: Failure.Kind, line: Int) throws {
    let failure = try failure(code)
    #expect(failure?.kind == kind)
    #expect(failure?.diagnostics.first?.location.line == line)
  }

  @Test(arguments: [
    "", " ", "// nothing", "#sourceLocation(file: \"a.swift\", line: 1)\nprint(2)\n#sourceLocation()",
    "#sourceLocation(file: \"a.swift\", line: 1)\nprint(2)",
  ])
  func `empty cells and those with locations of their own run`(code: String) throws {
    for codes in [[code], [code, "print(1)"], ["print(1)", code], ["print(1)", code, code, "print(1)"]] {
      var book = notebook(codes)
      for index in book.cells.indices where code.isEmpty {
        book.cells[index].lines = book.cells[index].lines.filter { !$0.text.isEmpty }
      }
      let result = try run(book)
      #expect(!result.hasFailed && result.cells.allSatisfy(\.hasSucceeded))
    }
    let failing = notebook(code, "[1][Int(getpid())]")
    #expect(try run(failing).cells[1].place?.line == failing.cells[1].lines[0].location.line)
  }

  @Test func `an error in code that says it comes from another file is told where it says so`() throws {
    let failure = try failure(
      "let a = 1\n#sourceLocation(file: \"/etc/<passwd>\", line: 1)\nlet b: Int = \"x\"")
    #expect(failure?.kind == .compileError)
    #expect(failure?.diagnostics.first?.location.line == 9)
    #expect(failure?.diagnostics.first?.message.contains("cannot convert value") == true)
  }

  @Test func `sleeping is no way around the time limit`() throws {
    let failure = try failure("sleep(1000)\nprint(2)", timeout: 0.4)
    #expect(failure?.kind == .timeout(seconds: 0.4))
    #expect(failure?.diagnostics.first?.location.line == 8)
  }

  @Test func `runaway output ends the cell, and its beginning and its end are kept`() throws {
    let result = try run(notebook("while true { print(\"aaaaaaaaaaaaaaaaaaaa\", terminator: \"\") }"))
    #expect(result.cells[0].failure?.kind == .outputLimit(bytes: 4 << 20))
    let letters = { (kibibytes: Int) in String(repeating: "a", count: kibibytes << 10) }
    let note = "\n[… \((4096 - 64) << 10) bytes in 0 lines are left out here …]\n"
    #expect(result.cells[0].printed == letters(48) + note + letters(16))
  }

  @Test func `asking for all memory ends the cell`() throws {
    let failure = try failure(
      "var all: [[UInt8]] = []\nwhile true { all.append([UInt8](repeating: 0, count: 1 << 28)) }")
    #expect(failure?.kind == .memoryLimit(bytes: 2 << 30))
  }

  @Test func `processes get no more memory together than one may have`() throws {
    let failure = try failure(
      """
      import Foundation
      var block = malloc(1)  // a variable of the program's: else the compiler leaves out what nobody reads
      let begin = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
      for _ in 0..<8 where begin() == 0 {
        block = malloc(400 << 20)
        memset(block!, 1, 400 << 20)
        while true { pause() }
      }
      sleep(1000)
      """)
    #expect(failure?.kind == .memoryLimit(bytes: 2 << 30))
    #expect(
      failure?.message
        == "asked for more than 2 GiB of memory (--memory, or 'memory' in book.yml, allows more)")
  }

  @Test func `a process whose first thread has ended has its memory`() throws {
    let failure = try failure(
      """
      import Foundation
      let begin = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
      let end = unsafeBitCast(dlsym(nil, "pthread_exit"), to: (@convention(c) (Int) -> Void).self)
      nonisolated(unsafe) var block = malloc(1)
      for _ in 0..<8 where begin() == 0 {
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in
          block = malloc(400 << 20)
          memset(block!, 1, 400 << 20)
          while true { pause() }
        }, nil)
        end(0)
      }
      sleep(1000)
      """)
    #expect(failure?.kind == .memoryLimit(bytes: 2 << 30))
  }

  /// In each moment most of the memory is in a process that has begun just now, behind many others that have none.
  @Test func `memory that passes through ever new processes counts`() throws {
    let failure = try failure(
      """
      import Foundation
      let begin = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
      if begin() == 0 {
        for _ in 0..<380 where begin() == 0 { while true { pause() } }
        _exit(0)
      }
      for _ in 0..<4 where begin() == 0 {
        if begin() > 0 { _exit(0) }
        let block = malloc(600 << 20)!
        var filled = 0
        while true {
          if filled < 600 << 20 { memset(block + filled, 1, 4 << 20) }
          filled += 4 << 20
          if begin() > 0 { _exit(0) }
          usleep(1000)
        }
      }
      sleep(1000)
      """, memory: 1 << 30)
    #expect(failure?.kind == .memoryLimit(bytes: 1 << 30))
  }

  @Test func `the tables of a process's pages are its memory`() throws {
    let failure = try failure(
      """
      import Foundation
      let begin = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
      for _ in 0..<4 where begin() == 0 {
        for page in 0..<60_000 {
          let place = UnsafeMutableRawPointer(bitPattern: 0x1000_0000_0000 + page << 30)
          let found = mmap(place, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)!
          if found.load(as: UInt8.self) != 0 { _exit(1) }
        }
        while true { pause() }
      }
      sleep(1000)
      """, memory: 1 << 30)
    #expect(failure?.kind == .memoryLimit(bytes: 1 << 30))
  }

  @Test func `processes that share their memory count it once`() throws {
    let result = try run(
      notebook(
        """
        import Foundation
        let begin = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
        let block = malloc(600 << 20)
        memset(block!, 1, 600 << 20)
        for _ in 0..<8 where begin() == 0 {
          while true { pause() }
        }
        sleep(2)
        """))
    #expect(result.cells[0].failure == nil)
  }

  @Test func `descriptors closed, replaced and scribbled on harm nobody`() throws {
    let result = try run(
      notebook(
        """
        for descriptor in Int32(3)..<64 { write(descriptor, "garbage", 7); close(descriptor) }
        chdir("/")
        for _ in 0..<40 { open("/dev/null", O_WRONLY) }
        show("shown")
        close(1);
        """,
        "show(\"still shown\")"))
    #expect(result.cells.map(\.texts) == [["shown"], ["still shown"]])
    #expect(!result.hasFailed)
  }

  @Test func `when a cell forks, only the first process counts, and none is left`() throws {
    let result = try run(
      notebook(
        """
        import Dispatch
        let child = fork()
        if child == 0 { setsid(); sleep(100) }
        print(child)
        """,
        "show(\"once\")"))
    #expect(result.cells[1].texts == ["once"])
    let child = try #require(Int32(result.cells[0].printed.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(child, 0) != 0)
  }

  @Test func `threads that outlive the program do not hold it up`() throws {
    let result = try run(
      notebook("import Dispatch\nDispatchQueue.global().async { while true {} }\nprint(\"done\")"))
    #expect(result.cells[0].printed == "done\n")
    #expect(!result.hasFailed)
  }

  @Test func `a cell may await`() throws {
    let result = try run(notebook("func later() async -> Int { 5 }\nawait later()", "print(6)"))
    #expect(result.cells[0].texts == ["5"])
    #expect(result.cells[1].printed == "6\n")
    #expect(!result.hasFailed)
  }
}
