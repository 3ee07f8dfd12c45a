import Execution
import Foundation
import Notebooks
import Testing

/// A name can be used from its cell on.
@Suite struct NameOrderTests {
  /// The first failure of a notebook that is only compiled, as `line:column: message`.
  private func failures(_ notebook: Notebook) throws -> [String] {
    let result = try Runner().check(notebook)
    let cells = result.cells.compactMap(\.failure)
    let values = result.values.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
    return (cells + values).flatMap(\.diagnostics).filter { $0.severity == .error }.map {
      "\($0.location.line):\($0.location.column): \($0.message)"
    }
  }

  private func later(_ name: String, line: Int) -> String {
    "'\(name)' is used before it exists: the cell that makes it comes later, at line \(line)"
  }

  @Test(arguments: [
    ("print(late)", 7, "late"), ("let copy = late", 12, "late"), ("late += 1", 1, "late"),
    ("func f() -> Int { late }", 19, "late"), ("let f = { late }", 11, "late"),
    ("func f(_ n: Int = late) {}", 19, "late"), ("struct S { var n = late }", 20, "late"),
    ("struct S { let n: Late }", 19, "Late"), ("typealias T = Late", 15, "Late"),
    ("print(Late())", 7, "Late"), ("print(make(2))", 7, "make"), ("print(2.0.tripled)", 11, "tripled"),
    ("print(2.0 <+> 3.0)", 11, "<+>"), ("enum E { static let n = late }", 25, "late"),
    ("for i in 0..<late { print(i) }", 14, "late"), ("[1, 2].map { $0 * late }", 19, "late"),
    ("print(\"\\(late)\")", 10, "late"), ("var n: Int { late }", 14, "late"),
    ("extension Int { func f() -> Int { self + late } }", 42, "late"),
    ("func f<T: Named>(_ x: T) {}", 11, "Named"), ("let k = \\Late.n", 10, "Late"),
    ("if Choice.one == Choice.one {}", 4, "Choice"), ("let n = 1\nprint(late)", 7, "late"),
  ])
  func `a use above the cell that makes the name is an error that names the later line`(
    code: String, column: Int, name: String
  ) throws {
    let declarations = [
      "var late = 3", "struct Late { var n = 1 }", "func make(_ n: Int) -> Int { n }",
      "extension Double { var tripled: Double { self * 3 } }", "infix operator <+>: AdditionPrecedence",
      "func <+> (a: Double, b: Double) -> Double { a + b }", "protocol Named {}", "enum Choice { case one }",
    ]
    let found = try failures(notebook(code, declarations.joined(separator: "\n")))
    let line = code.contains("\n") ? 5 : 4
    let first = try #require(found.first)
    #expect(first.hasPrefix("\(line):\(column): '\(name)' is used before it exists"), "\(found)")
    #expect(first.contains("at line \(line + 4)") || name != "late", "\(first)")
  }

  @Test(arguments: [
    ("print(S())", 7), ("let s = S()\nprint(1, s)", 10), ("let s = S()\nlet t = \"\\(s)!\"", 12),
    ("let s = [S()]\nprint(s)", 7), ("let s: S? = S()\ndump(s)", 6), ("let s = S()\ns", 1),
    ("let s = S()\nprint([s])", 8), ("func make() -> S { S() }\nprint(make())", 7),
    ("let s = S()\nlet t = String(describing: s)", 28), ("print(S.shared)", 9),
  ])
  func `what is shown above the description of its type is warned of`(code: String, column: Int) throws {
    let type = "struct S { var n = 1; static let shared = S() }"
    let description = "extension S: CustomStringConvertible { var description: String { \"s\" } }"
    let warnings = try Runner().check(notebook(type, code, description)).cells[1].warnings
    #expect(warnings.map(\.location.column) == [column], "\(warnings)")
    let line = code.contains("\n") ? 13 : 12
    #expect(
      warnings.first?.message
        == "this is shown as the CustomStringConvertible of 'S' says, which comes later, at line \(line): "
        + "put it in the cell of 'S', or show this below it")
    #expect(try Runner().check(notebook(type + "\n" + description, code)).cells[1].warnings == [])
  }

  @Test func `a later description of what is not shown above it is not warned of`() throws {
    let above = """
      struct S { var n = 1; var text: String { "t" } }
      struct T { var n = 2 }
      var s = [S(), S(n: 2)], t = T()
      func size(_ s: S) -> Int { s.n }
      print(s[0].n, s.count, size(s[0]), "\\(s[1].text) \\(size(s[1]))", t)
      s[0] = S(n: 3)
      """
    let below = "extension S: CustomStringConvertible { var description: String { \"s\" } }\nprint(s)"
    #expect(try Runner().check(notebook(above, below)).cells.flatMap(\.warnings) == [])
  }

  @Test func `a value in the text cannot be read before its cell`() throws {
    var notebook = notebook("let count = 3", "print(count)")
    notebook.values = [
      InlineValue(expression: "count", location: SourceLocation(line: 2, column: 12)),
      InlineValue(expression: "count + 1", location: SourceLocation(line: 2, column: 30)),
      InlineValue(expression: "count", location: SourceLocation(line: 6, column: 5)),
    ]
    notebook.program = [.value(0), .value(1), .cell(0), .value(2), .cell(1)]
    #expect(
      try failures(notebook) == ["2:12: " + later("count", line: 4), "2:30: " + later("count", line: 4)])
    let result = try run(notebook)
    guard case .value("3") = result.values[2] else { Issue.record("\(result.values[2])"); return }
    #expect(result.cells[1].printed == "3\n")
    #expect(result.hasFailed)
  }

  @Test func `names of one cell may name each other in any order`() throws {
    let code = """
      func isEven(_ n: Int) -> Bool { n == 0 || isOdd(n - 1) }
      func isOdd(_ n: Int) -> Bool { n != 0 && isEven(n - 1) }
      struct Tree { var leaf: Leaf? = nil; var size: Int { scale } }
      struct Leaf { var size = scale }
      let later = { scale * 2 }
      let scale = 4
      print(isEven(10), Tree().size, Leaf().size, later())
      """
    let result = try run(notebook(code))
    #expect(result.cells[0].printed == "true 4 4 8\n")
    #expect(!result.hasFailed)
  }

  @Test(arguments: [
    ("print(n)\nlet n = 3", "4:7: 'n' is used before it has a value, which it gets at line 5"),
    ("let m = n + 1\nlet n = 3", "4:9: 'n' is used before it has a value, which it gets at line 5"),
    ("n += 1\nvar n = 3", "4:1: 'n' is used before it has a value, which it gets at line 5"),
    (
      "print(area())\nfunc area() -> Int { n * n }\nlet n = 3",
      "4:7: 'area' needs 'n', which has no value before line 6"
    ),
    (
      "print(twice)\nvar twice: Int { 2 * n }\nlet n = 3",
      "4:7: 'twice' needs 'n', which has no value before line 6"
    ),
    (
      "func a() -> Int { b() }\nprint(a())\nfunc b() -> Int { n }\nlet n = 3",
      "5:7: 'a' needs 'n', which has no value before line 7"
    ),
    (
      "struct L: ExpressibleByIntegerLiteral { init(integerLiteral: Int) { print(n) } }\nlet l: L = 3\nlet n = 3",
      "5:12: 'L' needs 'n', which has no value before line 6"
    ),
    (
      "for i in 0..<2 { print(n + i) }\nlet n = 3",
      "4:24: 'n' is used before it has a value, which it gets at line 5"
    ),
    (
      "func f() -> Int { n + 1 }\nlet n = f()",
      "5:9: 'f' needs 'n', which has no value before this gives it one"
    ),
    (
      "func f() -> Int { n + 1 }\nprivate let m = 2, n: Int = m + f()",
      "5:33: 'f' needs 'n', which has no value before this gives it one"
    ),
  ])
  func `a statement that is certain to lead to a later variable of its cell does not compile`(
    code: String, error: String
  )
    throws
  {
    #expect(try failures(notebook(code)).first == error)
  }

  @Test func `a value may be made before the variable that its members read`() throws {
    let code = """
      struct S: Comparable, CustomStringConvertible {
        var description: String { "s" + String(n) }
        static func < (a: S, b: S) -> Bool { n > 3 }
      }
      let s = S(), all = [S(), S()]
      let n = 3
      print(s, all.sorted())
      """
    let result = try run(notebook(code))
    #expect(result.cells[0].printed == "s3 [s3, s3]\n")
    #expect(!result.hasFailed)
  }

  @Test func `what comes after a use above its cell still runs where it may fail`() throws {
    let result = try run(
      notebook("print(late)", "let late = 3\nprint(late)", options: [0: .allowing(.allowed)]))
    #expect(result.cells[0].failure?.message == later("late", line: 8))
    #expect(result.cells[1].printed == "3\n" && !result.hasFailed)
  }

  @Test(arguments: [
    (
      ["print(Date(timeIntervalSince1970: 0))", "import Foundation"],
      "4:7: cannot find 'Date' in scope: this needs 'import Foundation', which comes later, at line 8"
    ),
    (
      [
        "struct S {}\nlet s: any CustomStringConvertible = S()",
        "extension S: CustomStringConvertible {\n  var description: String { \"s\" }\n}",
      ],
      "5:38: value of type 'S' does not conform to specified type 'CustomStringConvertible': this needs 'extension S: CustomStringConvertible', which comes later, at line 9"
    ),
    (
      [
        "protocol P {}\nextension P { func p() -> Int { 1 } }", "print(3.p())", "print(2)",
        "extension Int: P {}",
      ],
      "9:9: value of type 'Int' has no member 'p': this needs 'extension Int: P', which comes later, at line 17"
    ),
    (
      ["struct V {\n  static prefix func √ (v: V) -> Int { 3 }\n}\nprint(√V())", "prefix operator √"],
      "5:22: operator implementation without matching operator declaration: this needs 'operator √', which comes later, at line 11"
    ),
  ])
  func `what a later cell declares without a name holds from that cell on`(codes: [String], error: String)
    throws
  {
    let found = try failures(notebook(codes))
    #expect(found.first == error, "\(found)")
    #expect(try run(notebook(codes)).hasFailed)
  }

  @Test(arguments: [
    [
      "import Foundation\nprint(Date(timeIntervalSince1970: 0))",
      "import Foundation\nimport Dispatch\nprint(1)",
    ],
    ["print(1)", "import Foundation\nprint(Date(timeIntervalSince1970: 0))"],
    [
      "struct S {}\nprint(S())",
      "extension S: CustomStringConvertible { var description: String { \"s\" } }\nprint(S())",
    ],
    [
      "struct S {}\nextension S: Equatable {}\nprint(S() == S())",
      "extension S: Hashable {}\nprint(Set([S()]).count)",
    ],
    [
      "print(\"<+>\")",
      "infix operator <+>: AdditionPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a + b }\nprint(1 <+> 2)",
    ],
    [
      "protocol P { func f() -> Int }\nfunc use(_ p: some P) -> Int { p.f() }",
      "extension Int: P { func f() -> Int { self } }\nprint(use(3))",
    ],
  ])
  func `what needs nothing from below compiles`(codes: [String]) throws {
    #expect(try failures(notebook(codes)) == [])
    #expect(try !run(notebook(codes)).hasFailed)
  }

  @Test func `an engine's name that a later cell declares anew belongs to the later cell`() throws {
    let found = try failures(notebook("print(exp(1.0))", "func exp(_ x: Double) -> Double { x }"))
    #expect(found == ["4:7: " + later("exp", line: 8)])
  }
}
