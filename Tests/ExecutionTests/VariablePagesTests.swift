import Execution
import Notebooks
import Testing

/// Variables can't be accessed before they exist, by any path.
@Suite struct VariablePagesTests {
  @Test(arguments: [
    "print([1].map { $0 * n })", "struct S { var v = n }\nprint(S())", "let f = { n }\nprint(f())",
    "let fs = [{ n }]\nprint(fs[0]())",
    "func f(_ flag: Bool) -> Int { flag ? n : 0 }\nprint(f(getpid() > 0))",
    "protocol P { func f() -> Int }\nstruct A: P { func f() -> Int { n } }\nlet p: any P = A()\nprint(p.f())",
    "class A { var v: Int { 1 } }\nclass B: A { override var v: Int { n } }\nlet a: A = B()\nprint(a.v)",
    "struct S: CustomStringConvertible { var description: String { String(n) } }\nlet s = S()\nprint(s)",
    "struct S: CustomStringConvertible { var description: String { String(n) } }\nlet t = \"\\(S())\"",
    "struct A { var b = B() }\nstruct B: CustomStringConvertible { var description: String { String(n) } }\nprint(A())",
    "struct C: Comparable { var v = 0; static func < (a: C, b: C) -> Bool { a.v < n } }\nlet cs = [C(), C(v: 2)].sorted()",
    "struct C: Equatable { static func == (a: C, b: C) -> Bool { n == 3 } }\nprint([C()].contains(C()))",
    "struct K: Hashable { static func == (a: K, b: K) -> Bool { n == 3 } }\nlet k = Set([K(), K()])",
    "class D { deinit { print(n) } }\ndo { _ = D() }",
    "@propertyWrapper struct W { var wrappedValue: Int { n } }\nstruct H { @W var x }\nlet h = H()\nprint(h.x)",
    "struct L: ExpressibleByIntegerLiteral { init(integerLiteral: Int) { [1].forEach { print($0 + n) } } }\nlet l: L = 3",
    "struct I: Sequence, IteratorProtocol { func next() -> Int? { n > 0 ? nil : 1 } }\nfor i in I() { print(i) }",
    "@dynamicMemberLookup struct M { subscript(dynamicMember name: String) -> Int { 1 > 2 ? 0 : n } }\nprint(M().x)",
    "@dynamicCallable struct C { func dynamicallyCall(withArguments a: [Int]) -> Int { n } }\nlet c = C()\nprint(c(1, 2))",
    "@resultBuilder struct B { static func buildBlock(_ x: Int...) -> Int { n } }\nfunc b(@B _ f: () -> Int) -> Int { f() }\nprint(b { 1; 2 })",
    "enum E: CustomStringConvertible { case one; var description: String { String(n) } }\nfunc show(_ e: E) { print(e) }\nshow(.one)",
    "struct S { lazy var v = n }\nvar s = S()\nprint(s.v)", "struct S { static let v = n }\nprint(S.v)",
    "var x = 0 { didSet { print(n) } }\nx = 1",
    "struct S { var v = 0 { willSet { print(n) } } }\nvar s = S()\ns.v = 2",
    "func f(_ v: Int = n) -> Int { v }\nprint(f())",
    "import Dispatch\nlet q = DispatchQueue(label: \"q\")\nq.sync { print(n) }",
  ])
  func `a use before the variable's statement ends the cell there`(code: String) throws {
    let lines = code.split(separator: "\n")
    let early = notebook(code + "\nprint(1)\nlet n = 3")
    #expect(try !Runner().check(early).hasFailed)
    let result = try run(early)
    let line = lines.count + 5
    let failure = try #require(result.cells[0].failure)
    #expect(failure.message == "'n' is used before it has a value, which it gets at line \(line)")
    let use = lines.firstIndex { $0.contains(#/\bn\b/#) }.map { $0 + 4 }
    // Code that the optimizer has made for one type, such as a comparison, has only its caller's place.
    let place = failure.diagnostics.first?.location.line
    #expect(place == use || (code.contains("static func ==") && place == lines.count + 3))
    #expect(failure.diagnostics.last?.location == SourceLocation(line: line, column: 5))
    #expect(try !run(notebook("let n = 3\n" + code, "1")).hasFailed)
  }

  @Test(arguments: [
    (
      "struct S {}\nprint(S())",
      "extension S: CustomStringConvertible { var description: String { String(n) } }"
    ),
    (
      "protocol P { func v() -> Int }\nextension P { func v() -> Int { 1 } }\nstruct S: P {}\nfunc use(_ p: some P) -> Int { p.v() }\nprint(use(S()))",
      "extension S { func v() -> Int { n } }"
    ),
    (
      "struct S: Hashable { var v = 0 }\nlet s = Set([S(), S(v: 1)])\nprint(s.count)",
      "extension S { func hash(into hasher: inout Hasher) { hasher.combine(v + n) } }"
    ),
  ])
  func `a later cell's code cannot read that cell's variables before them`(above: String, below: String)
    throws
  {
    let book = notebook(above, "let n = Int(getpid() > 0 ? 3 : 4)\n" + below)
    let result = try run(book)
    let failure = try #require(result.cells[0].failure)
    let (line, last) = (book.cells[1].lines[0].location.line, book.cells[0].lines.count + 3)
    #expect(
      failure.message == "'n' is used before it exists: the cell that makes it comes later, at line \(line)")
    // Code that the optimizer has made for one type has only its caller's place.
    let places = failure.diagnostics.filter { $0.severity == .error || $0.message == "called from here" }
    #expect(places.contains { $0.location.line <= last })
    #expect(below.contains("hash(into") || places.first?.location.line == line + 1)
    #expect(failure.diagnostics.last?.location == SourceLocation(line: line, column: 5))
    #expect(result.cells[1].hasNotRun)
  }

  @Test(arguments: [
    (
      [
        "protocol A { func apply(_ x: Double) -> Double }\nstruct R: A { func apply(_ x: Double) -> Double { max(0, x) } }\nlet a: any A = R()\nprint(a.apply(-1))",
        "let slope = 0.5\nstruct L: A { func apply(_ x: Double) -> Double { slope * x } }\nprint(L().apply(-1))",
      ], "0.0\n-0.5\n"
    ),
    (
      [
        "class A { func f() -> Int { 1 } }\nprint(A().f())\nlet k = 2\nclass B: A { override func f() -> Int { k } }\nprint(B().f())"
      ], "1\n2\n"
    ),
    (
      [
        "struct Item { var price: Double }\nvar items = [Item(price: 3), Item(price: 2)]\nitems.sort { $0.price < $1.price }\nprint(items[0].price, items.count)",
        "let currency = \"EUR\"\nextension Item: CustomStringConvertible { var description: String { currency } }\nprint(items[0])",
      ], "2.0 2\nEUR\n"
    ),
    (
      [
        "struct M: CustomStringConvertible { var a = 1; var description: String { \"\\(scale)\" } }\nlet m = M(a: 4)\nprint(m.a, max(m.a, 2), [m].count)\nlet scale = 3\nprint(m)"
      ], "4 4 1\n3\n"
    ),
    (["var fs = [{ k }]\nfs.append { k + 1 }\nlet k = 5\nprint(fs[0](), fs[1]())"], "5 6\n"),
    (["struct Job { var run: () -> Int }\nlet job = Job(run: { k })\nlet k = 5; print(job.run())"], "5\n"),
    (["func f() -> Int { k }\nlet fs = [f]\nlet (k, l) = (5, 6)\nprint(fs[0](), l)"], "5 6\n"),
    (["func f(_ on: Bool) { if on { print(k) } }\nf(false)\nlet k = 5\nf(true)"], "5\n"),
    (["struct S { var v = k }\nprint(S(v: 2).v)\nlet k = 5\nprint(S().v)"], "2\n5\n"),
    (["#if true\nlet a = 1\nlet b = a + 1\n#endif\nprint(a, b)"], "1 2\n"),
    (["print(0); let a = 1; let b = a + 1; print(a, b)"], "0\n1 2\n"),
    (
      ["print(0)\nguard let a = Int(\"3\") else { exit(1) }\nvar b: Int\nb = a\nprint(a, b)", "print(a, b)"],
      "0\n3 3\n3 3\n"
    ),
    (["private let a = 1\nfileprivate var b = a\nprint(a, b)", "b += a\nprint(b)"], "1 1\n2\n"),
    (
      ["print(0)\n@MainActor\nlet a = 1\n  , b = 2\nweak var w: AnyObject?\nprint(a, b, w == nil)"],
      "0\n1 2 true\n"
    ),
  ])
  func `what reads no variable too early runs`(codes: [String], printed: String) throws {
    #expect(try !Runner().check(notebook(codes)).hasFailed)
    let result = try run(notebook(codes))
    #expect(!result.hasFailed)
    #expect(result.cells.map(\.printed).joined() == printed)
  }

  @Test(arguments: [
    "private let n = getpid()", "fileprivate var n = getpid()", "private let (n, m) = (getpid(), 2)",
    "@MainActor private\nlet n = getpid()", "private let o = 1; private let n = getpid()",
    "#if true\nprivate let n = getpid()\n#endif",
    "#if os(Linux)\n  fileprivate var n = getpid()\n#else\nlet n = 1\n#endif",
    "#if DEBUG\n#else\n#if true\nprivate(set) var o = 1\nprivate let (n, m) = (getpid(), 2)\n#endif\n#endif",
    "private struct P { var v = getpid() }\nprivate let p = P(), n = p.v\nprivate extension P {}\nprivate func g(_ p: P) {}",
  ])
  func `a private variable can't be touched early either`(declaration: String) throws {
    let result = try run(notebook("let fs = [{ print(n) }]\nfs[0]()\n" + declaration + "\nprint(n > 0)"))
    let failure = try #require(result.cells[0].failure)
    #expect(failure.message.hasPrefix("'n' is used before it has a value, which it gets at line"))
    #expect(failure.diagnostics.first?.location.line == 4)
    let later = try run(notebook(declaration + "\nlet fs = [{ print(n > 0) }]\nfs[0]()", "fs[0]()"))
    #expect(later.cells.map(\.printed) == ["true\n", "true\n"], "\(later.cells)")
  }

  @Test func `what has to stay private does`() throws {
    let code = """
      struct A { fileprivate struct B { var v = 3 } }
      private let b = A.B()
      fileprivate protocol P { func f() -> Int }
      struct S: P { fileprivate func f() -> Int { b.v } }
      print(S().f())
      """
    #expect(try run(notebook(code)).cells[0].printed == "3\n")
    let wrong = try run(notebook("private let a = 1 + 1", "struct S { private var v = 1 }\nprint(S().v, a)"))
    #expect(wrong.cells[1].place == SourceLocation(line: 9, column: 11))
  }

  @Test(arguments: [
    ("func f() -> Int32 { [1].map { n + $0 }[0] }\nlet n = f()", 4),
    ("let fs = [{ n + getpid() }]\nvar n: Int32 = fs[0]()", 4),
    (
      "protocol P { func v() -> Int32 }\nstruct A: P { func v() -> Int32 { n } }\nlet p: any P = A()\nlet n = p.v()",
      5
    ),
    ("func f() -> Int32 { [1].map { n + $0 }[0] }\nlet (m, n) = (f(), Int32(2))", 4),
  ])
  func `a variable has no value before its statement has given it one`(code: String, line: Int) throws {
    let result = try run(notebook(code + "\nprint(n)"))
    #expect(
      result.cells[0].failure?.message.hasPrefix("'n' is used before it has a value") == true,
      "\(result.cells[0])")
    #expect(result.cells[0].place?.line == line)
  }

  @Test func `a cell may look after faults of the process itself`() throws {
    let code = "signal(SIGSEGV) { _ in exit(3) }\nlet n = getpid()\nvar t = [n, n]\nt[0] = 1\nprint(t[0])"
    #expect(try run(notebook(code, "let u = t[0] + 1\nprint(u)")).cells.map(\.printed) == ["1\n", "2\n"])
  }

  @Test func `variables of every kind get their first values`() throws {
    let code = """
      import Foundation
      let zero = 0, none: Int? = nil, empty = "", list: [Int] = [], pair = (0, 0.0), flag = false
      var status = stat(), text = "a", any: Any = 0, object: AnyObject? = nil, large = (0, 0, 0, 0, 0, 0)
      weak var weakly: NSObject?
      var buffer = [UInt8](repeating: 0, count: 4), set: Set<Int> = [], error: (any Error)?
      let closure = { zero }, date = Date(timeIntervalSince1970: 0), constants = [1, 2, 3], key = \\String.count
      var late: Int, word: String
      var observed = 0 { didSet { text += "b" } }
      func all() -> [Any] {
        [zero, none as Any, empty, list, pair, flag, status.st_size, text, any, object as Any, large, weakly as Any,
          buffer, set, error as Any, closure(), date, constants, key]
      }
      print(all().count, stat("/", &status), status.st_mode > 0)
      late = 3; word = "w"; observed = 4; any = "x"; object = NSObject(); weakly = nil
      print(late, word, observed, text, any, object != nil, weakly == nil, all().count)
      """
    #expect(try run(notebook(code)).cells[0].printed == "19 0 true\n3 w 4 ab x true true 19\n")
  }

  @Test func `a cell that may fail for an early use is left out from there`() throws {
    let code = "print(0)\nprint([1].map { $0 + n })\nlet n = 3"
    let result = try run(notebook(code, "print(2)", options: [0: .allowing(.allowed)]))
    #expect(result.cells[0].printed == "0\n" && result.cells[1].printed == "2\n" && !result.hasFailed)
    #expect(result.cells[0].place == SourceLocation(line: 5, column: 22))
  }
}
