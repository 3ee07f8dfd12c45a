import Execution
import Foundation
import Notebooks
import Testing

/// A cell of a program in segments can write messages that only the program itself sends. The session then believes none of
/// them, and runs the program as a whole.
@Suite(.serialized, .enabled(if: Cage.problem == nil)) struct ForgedPauseTests {
  /// Writes a message with numbers in it. The C library's functions have other names here, since a warning of theirs would
  /// make the program run as a whole.
  private let forging = #"""
    import Foundation
    @_silgen_name("getpid") func ownProcess() -> Int32
    @_silgen_name("getenv") func variable(_ name: UnsafePointer<CChar>) -> UnsafeMutablePointer<CChar>?
    func forge(_ kind: UInt32, from process: Int32 = ownProcess(), at size: UInt64 = 0, _ numbers: UInt64...) {
      var bytes = Array("\u{1E}lectern".utf8)
      func add<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
      }
      add(process)
      add(kind)
      for number in [size, size, UInt64(numbers.count * 8)] + numbers { add(number) }
      let scratch = String(cString: variable("HOME")!)
      let wire = open("\(scratch.dropLast("/scratch".count))/wire", O_WRONLY | O_APPEND)
      write(wire, bytes, bytes.count)
      close(wire)
    }
    """#

  /// Takes some tenths of a second, so that the runner reads what was written before.
  private let work =
    "var x: UInt64 = 1\nfor _ in 0..<100_000_000 { x = x &* 6364136223846793005 &+ 1 }\nprint(x)"

  @Test func `a cell that says it has ended goes on, and its program runs as a whole`() throws {
    let runner = try Runner()
    var told: String?
    let book = notebook(forging, "print(1)\nforge(16)\n\(work)", "print(3)")
    let recent = try SegmentSession(spacing: .zero).execute(book, with: runner, onWhole: { told = $0 })
    #expect(told == "cell 2 writes messages of its own")
    #expect(recent.result.cells[1].printed.hasPrefix("1\n") && recent.result.cells[1].printed.count > 3)
    #expect(recent.result.cells[2].printed == "3\n")
    #expect(try encoded(recent.result) == encoded(runner.run(book)))
  }

  @Test(arguments: ["forge(1, 2)", "forge(5)", "forge(15, 1)"])
  func `a cell can't speak for another one`(forgery: String) throws {
    let runner = try Runner()
    var told: String?
    let book = notebook(forging, "\(forgery)\n\(work)", "print(3)")
    _ = try SegmentSession(spacing: .zero).execute(book, with: runner, onWhole: { told = $0 })
    #expect(told == "cell 2 writes messages of its own")
  }

  @Test func `a cell can't choose which process is ended`() throws {
    let victim = Process()
    victim.executableURL = URL(fileURLWithPath: "/bin/sleep")
    victim.arguments = ["600"]
    try victim.run()
    // Threads of the tests hold back the other signals, which the process inherits.
    defer { kill(victim.processIdentifier, SIGKILL) }
    var runner = try Runner()
    runner.limits.timeout = 3
    let forgeries = "for n in 1..<40 { forge(15, from: \(victim.processIdentifier), UInt64(n)) }"
    let book = notebook(forging, "\(forgeries)\n\(work)\nlet none: [Int] = []\nprint(none[1])")
    _ = try SegmentSession(spacing: .zero).execute(book, with: runner)
    #expect(victim.isRunning)
  }
}
