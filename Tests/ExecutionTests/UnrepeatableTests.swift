import Execution
import Notebooks
import Testing

/// Code whose values differ in each run gets a warning at its place.
@Suite struct UnrepeatableTests {
  @Test(arguments: [
    ("let n = Double.random(in: 0...1)", "16: 'random' draws from"),
    ("let n = [1, 2].shuffled()", "16: 'shuffled' draws from"),
    ("var a = [1, 2]; a.shuffle()", "19: 'shuffle' draws from"),
    ("let n = (1...3).randomElement()", "17: 'randomElement' draws from"),
    ("let n = Bool.random()", "14: 'random' draws from"),
    ("var g = SystemRandomNumberGenerator()", "9: 'SystemRandomNumberGenerator' draws from"),
    ("let n = ContinuousClock.now", "25: 'now' reads the clock"),
    ("let n = ContinuousClock().measure {}", "27: 'measure' reads the clock"),
    ("let n = time(nil)", "9: 'time' reads the clock"),
    ("import Foundation\nlet n = Date()", "9: 'Date' reads the clock"),
    ("import Foundation\nlet n = UUID()", "9: 'UUID' differs in each run"),
    ("let n = getpid()", "9: 'getpid' differs in each run"),
    ("let n = CommandLine.arguments", "21: 'arguments' depends on how"),
    ("import Foundation\nlet n = ProcessInfo.processInfo.environment", "33: 'environment' depends on how"),
    (
      "import Foundation\nlet n = FileManager.default.currentDirectoryPath",
      "29: 'currentDirectoryPath' depends on how"
    ),
    ("import Foundation\nlet n = Thread.current", "16: 'current' differs in each run"),
    (
      "import Foundation\nlet n = Date.timeIntervalSinceReferenceDate",
      "14: 'timeIntervalSinceReferenceDate' reads"
    ),
    ("let n = ContinuousClock.Instant.now", "33: 'now' reads the clock"),
    ("let n = pthread_self()", "9: 'pthread_self' differs in each run"),
    ("import Foundation\nlet n = NSUserName()", "9: 'NSUserName' depends on how"),
    ("import Foundation\nlet n = ProcessInfo.processInfo.hostName", "33: 'hostName' depends on how"),
    (
      "final class C {}; let n = UInt(bitPattern: ObjectIdentifier(C()))",
      "27: 'UInt' is the address of memory"
    ),
    ("let n = Int(bitPattern: UnsafeMutablePointer<Int>.allocate(capacity: 1))", "9: 'Int' is the address"),
  ])
  func `a use of chance, clock or process is warned of`(code: String, start: String) throws {
    let warnings = try Runner().check(notebook(code)).cells[0].warnings
    let texts = warnings.map { "\($0.location.column): \($0.message)" }
    #expect(texts.contains { $0.hasPrefix(start) }, "\(texts)")
  }

  @Test func `what is seeded or fixed is not`() throws {
    let code = """
      var rng = SplitMix64(seed: 1)
      let a = Double.random(in: 0...1, using: &rng) + Double([1, 2].shuffled(using: &rng)[0])
      let b = (1...3).randomElement(using: &rng)
      struct Clock { static let now = 3; func random() -> Int { 4 } }
      let c = Clock.now + Clock().random() + Tensor.normal([2], using: &rng).elementCount
      final class Node {}
      let node = Node(), seen = Set([ObjectIdentifier(node)]), word = UInt(bitPattern: -1), key = "a".hashValue
      if seen.contains(ObjectIdentifier(node)) && word > 3 { print(key == "a".hashValue) }
      func time(_ n: Int) -> Int { n }
      func shuffled() -> Int { time(2) }
      print(a, b ?? 0, c, shuffled())
      """
    #expect(try Runner().check(notebook(code)).cells[0].warnings == [])
  }

  @Test(arguments: [
    ("print(ObjectIdentifier(c))", 10), ("print([1, 2].withUnsafeBufferPointer { $0 })", 10),
    ("print(1)\nlet p = UnsafeMutablePointer<Int>.allocate(capacity: 1)\nprint(p)", 12),
    ("print(Unmanaged.passUnretained(c).toOpaque())", 10), ("dump(ObjectIdentifier(c))", 10),
    ("import Foundation\nprint(NSObject())", 11), ("tell(c)", 5),
    ("import Foundation\nfputs(\"\\(ObjectIdentifier(c))\\n\", stderr)", 11),
  ])
  func `a printed address is warned of where it is printed`(code: String, line: Int) throws {
    let above = "final class C {}\nfunc tell(_ c: C) { print(ObjectIdentifier(c)) }\nlet c = C()"
    let result = try run(notebook(above, code))
    let warnings = result.cells[1].warnings + result.cells[0].warnings
    #expect(warnings.map(\.location.line) == [line], "\(warnings)")
    #expect(warnings.first?.message == "an address of memory is printed here, which differs in each run")
    #expect(!result.isRepeatable && !result.hasFailed)
  }

  @Test func `numbers that look like addresses are none, and many are told once`() throws {
    let plain = try run(notebook("print(\"0x7f\", 0xFFFF_FFFF, \"0x0123456789abcdef\", \"0x\", \"0xzz\")"))
    #expect(plain.cells[0].warnings == [] && plain.isRepeatable)
    let many = try run(notebook("final class C {}\nfor _ in 0..<1000 { print(ObjectIdentifier(C())) }"))
    #expect(many.cells[0].warnings.count == 1)
  }

  @Test func `a cell that wants no warnings has none`() throws {
    var options = CellOptions()
    options.warning = false
    let result = try Runner().check(notebook("print(Int.random(in: 0..<3))", options: [0: options]))
    #expect(result.cells[0].warnings == [])
  }
}
