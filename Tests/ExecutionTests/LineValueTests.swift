import Displays
import Execution
import Foundation
import Notebooks
import Testing

/// The values of a cell's lines are noted correctly, and noting them changes nothing else.
@Suite struct LineValueTests {
  /// The values of the last cell as "line of the cell: name, type, text".
  private func values(_ codes: String..., options: [Int: CellOptions] = [:]) throws -> [String] {
    let notebook = notebook(codes, options: options)
    let result = try run(notebook)
    for cell in result.cells { #expect(cell.hasSucceeded, "\(String(describing: cell.failure))") }
    return Self.texts(result, notebook)
  }

  private static func texts(_ result: RunResult, _ notebook: Notebook) -> [String] {
    guard let cell = notebook.cells.last, let values = result.cells.last?.lineValues else { return [] }
    return values.map { value in
      let parts = [value.name, value.summary.type, value.summary.text].filter { !$0.isEmpty }
      return "\(value.line - cell.location.line): \(parts.joined(separator: ", "))"
    }
  }

  @Test func `a short loop tells the last of its texts, and a loop's range both ends`() throws {
    #expect(
      try values("for name in [\"a\", \"b\", \"c\"] {\n  let word = name + \"!\"\n  _ = word\n}")
        == ["2: word, String, \"c!\""])
    let notebook = notebook("for n in [5.0, -3, 4] {\n  let half = n / 2\n  _ = half\n}")
    let details = try run(notebook).cells[0].lineValues.first?.summary.details ?? []
    #expect(details.contains("from −1.5 to 2.5"), "\(details)")
  }

  // MARK: Which values

  static let statements: [(code: String, values: [String])] = [
    ("let a = 1 + 2 // a comment", ["1: a, Int, 3"]),
    ("let a = 1 + 2; let b = a * 2 /* b */; print(b)", ["1: a, Int, 3", "1: b, Int, 6"]),
    ("let a = 1 + 2, b = Float(a) / 8", ["1: a, Int, 3", "1: b, Float, 0.375"]),
    ("let (a, (b, _)) = (1, (\"x\", 2))", ["1: a, Int, 1", "1: b, String, \"x\""]),
    ("let a: Int\na = 4 - 6", ["2: a, Int, −2"]),
    (
      "var (a, b) = (1, 2)\n(a, b) = (b, a)",
      ["1: a, Int, 1", "1: b, Int, 2", "2: a, Int, 2", "2: b, Int, 1"]
    ),
    (
      "let text = \"\"\"\n  let fake = 1\n  \\(1 + 1)\n  \"\"\" // end\nlet b = text.count",
      ["1: text, String, \"let fake = 1\\n2\"", "5: b, Int, 14"]
    ),
    ("let a = [3, 1, 2]\n  .map { x in\n    x * 2\n  }\n  .sorted()", ["1: a, [Int], [2, 4, 6]"]),
    ("let a =\n  1\n  + 2", ["1: a, Int, 3"]),
    (
      "guard let a = Int(\"42\"), let b = Int?.some(a) else { fatalError() }\n_ = b",
      ["1: a, Int, 42", "1: b, Int, 42"]
    ),
    ("let `in` = Int(\"7\")", ["1: in, Int?, 7"]),
    ("let größe = 1 + 1", ["1: größe, Int, 2"]),
    ("if getpid() > 0 { let a = 1 + 1; _ = a } else { let b = 2 + 2; _ = b }", ["1: a, Int, 2"]),
    (
      "do {\n  let a = try JSON.parse()\n  print(a)\n} catch {}\nenum JSON { static func parse() throws -> Int { 5 } }",
      ["2: a, Int, 5"]
    ),
    (
      "@discardableResult\nfunc f() -> Int { let inside = 1 + 1; return inside }\nlet a = f()",
      ["3: a, Int, 2"]
    ),
    ("let value = await Task { 1 + 1 }.value", ["1: value, Int, 2"]),
    ("let a = 1 + 1\na", []),
    ("let a = 1 + 1\na + 1", ["1: a, Int, 2"]),
    // Values that the code itself shows.
    (
      "let a = 3, b = -2.5, c = \"x\", d: [Int] = [], h = [[1, 2], [3]], e = true, f: Int? = nil, g = { 1 }",
      []
    ),
    // Variables that can only be read by running the author's code, or not at all.
    (
      "var a: Int { print(\"computed\"); return 1 }\nstruct S { var x = 1 }\nvar s = S()\ns.x = 2",
      ["3: s, S, (x: 1)"]
    ),
    ("var a = 1 + 1 { didSet { print(a) } }\na += 1", []),
    ("struct T: ~Copyable { let x = 1 }\nlet t = T()\nlet a = t.x + 1", ["3: a, Int, 2"]),
    ("func f() async -> Int { 1 }\nasync let a = f()\nlet b = await a + 1", ["3: b, Int, 2"]),
    (
      "@propertyWrapper struct W { var wrappedValue: Int { print(\"got\"); return 1 } }\nfor _ in 0..<2 {\n  @W var w\n  lazy var l = print(\"lazy\")\n  let a = 1 + 1\n  if a > 2 { print(w, l) }\n}",
      ["5: a, Int, 2"]
    ),
    (
      "final class C { deinit { print(\"gone\") } }\nfor _ in 0..<2 { let c = C(); _ = c; print(\"made\") }",
      ["2: c, C"]
    ),
  ]

  @Test(arguments: statements)
  func `the values of a statement's variables are noted`(code: String, values expected: [String]) throws {
    #expect(try values(code) == expected)
  }

  @Test func `a program does and prints the same with and without notes`() throws {
    let codes = Self.statements.map(\.code).filter { !$0.contains("await") && !$0.contains("guard") }
    var noted = notebook(codes.map { "do {\n\($0)\n}" })
    let withNotes = try run(noted)
    for index in noted.cells.indices { noted.cells[index].options.values = false }
    let plain = try run(noted)
    for cell in plain.cells + withNotes.cells { #expect(cell.hasSucceeded) }
    #expect(plain.cells.map(\.outputs) == withNotes.cells.map(\.outputs))
    #expect(plain.cells.flatMap(\.lineValues) == [])
    #expect(withNotes.cells.filter { !$0.lineValues.isEmpty }.count > codes.count / 2)
  }

  // MARK: Summaries

  static let described: [(code: String, value: String)] = [
    ("Tensor([1, 2, 3])", "Tensor [3], [1, 2, 3]"),
    ("Tensor((0..<60).map(Float.init)).reshaped(to: [6, 10])", "Tensor [6, 10], 0 … 59"),
    ("Tensor(2.5) * 2", "Tensor, 5"),
    ("IntTensor([4, 5])", "IntTensor [2], [4, 5]"),
    ("[Float](repeating: 1, count: 20000)", "[Float], 20\u{202F}000 values, all 1"),
    ("[\"a\": [1.0]]", "[String: [Double]], [\"a\": [1]]"),
    ("[[0.123456, 1], [2]].map { $0 }", "[[Double]], [[0.1235, 1], [2]]"),
    ("[([1: [\"a\"]], Optional(2))]", "[([Int: [String]], Int?)], [([1: [\"a\"]], 2)]"),
    ("[Tensor([1, 2]), Tensor(3)]", "[Tensor], [Tensor [2], 3]"),
    ("(-20...20).map { Double($0) / 10 }", "[Double], 41 values, −2 … 2"),
    ("Optional(Optional(3))", "Int??, 3"),
    ("(1, name: \"x\")", "(Int, name: String), (1, name: \"x\")"),
    ("[\"<b>\", \"&\"].map { $0 }", "[String], [\"<b>\", \"&\"]"),
    (
      "{ var rng = SplitMix64(seed: 1); return Linear(inputs: 2, outputs: 3, using: &rng) }()",
      "Linear, 9 parameters"
    ),
    ("Double.nan", "Double, NaN"),
    ("ContinuousClock.now", "Instant"),
    ("UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)", "UnsafeMutableRawPointer"),
    ("ObjectIdentifier([1] as AnyObject)", "ObjectIdentifier"),
  ]

  @Test(arguments: described)
  func `a value is told of in a few words`(code: String, value: String) throws {
    #expect(try values("let it = \(code)") == ["1: it, \(value)"])
  }

  @Test func `no description, reflection or component of the author's is asked for`() throws {
    let types = """
      struct Loud: CustomStringConvertible { let x = 1; var description: String { print("described"); return "" } }
      struct Sly: CustomReflectable { var customMirror: Mirror { print("reflected"); return Mirror(self, children: []) } }
      enum Both: CustomStringConvertible { case one; var description: String { print("described"); return "" } }
      struct Net: Module { let p = Parameter([1, 2]); var components: [Component] { print("asked"); return [] } }
      final class Node: CustomStringConvertible { var description: String { print("described"); return "" } }
      """
    let values =
      "let a = Loud(), b = [Loud()], c = Sly(), d = Both.one, e = Net(), f = Node(), g = [1: Loud()]"
    let notebook = notebook(types, values)
    let result = try run(notebook)
    #expect(result.cells[1].printed == "")
    #expect(
      Self.texts(result, notebook) == [
        "1: a, Loud, (x: 1)", "1: b, [Loud], [(x: 1)]", "1: c, Sly", "1: d, Both", "1: e, Net, 2 parameters",
        "1: f, Node", "1: g, [Int: Loud], [1: (x: 1)]",
      ])
  }

  // MARK: Loops

  @Test func `a loop's numbers have a history, other values their last`() throws {
    let code = """
      var sum = 0.0
      for i in 0..<1000 {
        let square = Float(i * i)
        sum += Double(i)
        if i % 100 == 0 { let loss = Tensor(square).sum(); _ = loss }
        for j in 0..<2 { let inner = j; _ = inner }
        let wide = Tensor.zeros([2, 3])
        let text = "\\(wide.rank)"
        _ = text
      }
      var n = 3
      while n > 0 { n -= 1 }
      """
    let notebook = notebook(code)
    let result = try run(notebook)
    #expect(
      Self.texts(result, notebook)
        == [
          "3: square, Float, 0 → 998\u{202F}001", "4: sum, Double, 0 → 499\u{202F}500",
          "5: loss, Tensor, 0 → 810\u{202F}000",
          "6: inner, Int, 0 → 1", "7: wide, Tensor [2, 3]", "8: text, String", "12: n, Int, 2 → 0",
        ].map { $0.replacing("\u{202F}", with: "") })
    let history = result.cells[0].lineValues[0].summary.history
    #expect(history.first == 0 && history.last == 998_001 && (60...130).contains(history.count))
    #expect(history == history.sorted())
    #expect(result.cells[0].lineValues[0].summary.details == ["1000 values", "from 0 to 998001"])
  }

  @Test func `statements in a loop are told apart whatever stands between them`() throws {
    let code = """
      var x = 0
      for i in 0..<2 {  // { a comment
        x = i
          + 1
        x = [x, 2]
          .max() ?? 0
        x += i > 0
          ? 4
          : 5; x -= 1 /* } */
        print(x, terminator: ""); x = if x > 3 { 1 } else {
          2
        }
        (x) = (x + 0)
        let s = "}\\(x)"; print(s, terminator: "")
      }
      print(x)
      """
    let result = try run(notebook(code))
    #expect(result.cells[0].printed == "6}15}11\n")
    #expect(result.cells[0].lineValues.map { $0.line - 3 } == [3, 5, 7, 9, 10, 14])
  }

  @Test func `a loop that notes its values copies none`() throws {
    let code = """
      var all: [Int] = []
      all.reserveCapacity(1000)
      let start = all.withUnsafeBufferPointer { $0.baseAddress }
      for i in 0..<1000 { all += [i] }
      print(all.withUnsafeBufferPointer { $0.baseAddress } == start)
      """
    let result = try run(notebook(code))
    #expect(result.cells[0].printed == "true\n")
    #expect(result.cells[0].lineValues.map(\.name) == ["start", "all"])
  }

  // MARK: Without values

  @Test func `no value is noted where it is not shown`() throws {
    for set: (inout CellOptions) -> Void in [
      { $0.values = false }, { $0.echo = false }, { $0.include = false },
    ] {
      var options = CellOptions()
      set(&options)
      #expect(try values("let a = 1 + 1", options: [0: options]) == [])
    }
    let result = try run(
      markdown: """
        ---
        execute: {values: false}
        ---
        ```{swift}
        let a = 1 + 1
        ```
        ```{swift}
        //| values: true
        let b = a + 1
        ```
        """)
    #expect(result.cells.map { $0.lineValues.map(\.name) } == [[], ["b"]])
  }

  @Test func `what came before a failure is noted`() throws {
    let result = try run(
      notebook("struct E: Error {}\nlet a = 1 + 1\nfor i in 0..<3 { let b = i; if b > 1 { throw E() } }"))
    #expect(result.cells[0].place?.line == 6)
    #expect(result.cells[0].lineValues.map { "\($0.name) \($0.summary.text)" } == ["a 2", "b 0 → 2"])
  }

  @Test func `notes move neither errors nor claims nor warnings`() throws {
    let result = try run(
      notebook(
        "let a = 1 + 1; let b = a + 1; claim(\"no\", a > b)",
        "for i in 0..<1 {\n  let a = i\n  var c = a; let d = 5; _ = (c, d)\n}"))
    #expect(result.cells[0].place == SourceLocation(line: 4, column: 31))
    #expect(result.cells[1].warnings.map(\.location) == [SourceLocation(line: 10, column: 7)])
    let wrong = try run(notebook("let a = 1 + 1; let b: String = a; print(b)"))
    #expect(wrong.cells[0].place == SourceLocation(line: 4, column: 32))
    let trapped = try run(notebook("let a = [1 + 1]\nlet b = a[0]; let c = a[Int(getpid())]\nprint(c)"))
    #expect(trapped.cells[0].place?.line == 5)
  }

  @Test func `a cell that can't be read as a whole runs as it is`() throws {
    #expect(try values("let a = 1 + 1\n#if os(Linux)\nlet b = 3\n#endif\nlet c = a + b") == [])
  }

  @Test func `two runs note the same`() throws {
    let notebook = notebook(
      "for i in 0..<300 { let x = sin(Double(i)); _ = x }\nlet s: Set = [\"a\", \"b\", \"c\"], t = [1: 2, 3: 4]"
    )
    #expect(try run(notebook).cells[0].lineValues == run(notebook).cells[0].lineValues)
  }
}
