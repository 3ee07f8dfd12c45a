import Foundation

/// Small notebooks that are awkward to run cell by cell. Not all of them are legal.
///
/// In the texts, a line with a `#` and a title begins a notebook, and `---` separates its cells.
let awkwardNotebooks: [(name: String, cells: [String])] = (awkwardDeclarations + "\n" + awkwardStatements)
  .split(separator: #/(?:^|\n)# /#).map { text in
    let parts = text.split(separator: "\n", maxSplits: 1).map(String.init)
    return (parts[0], parts[1].components(separatedBy: "\n---\n"))
  }

let awkwardDeclarations = #"""
  # operator declared, used later
  infix operator **: MultiplicationPrecedence
  func ** (a: Float, b: Float) -> Float { pow(a, b) }
  ---
  print(Float(2) ** 3)
  # precedencegroup
  precedencegroup Up { higherThan: MultiplicationPrecedence }
  infix operator ^^: Up
  func ^^ (a: Int, b: Int) -> Int { a * b + 1 }
  ---
  print(2 ^^ 3 + 1)
  # prefix operator
  prefix operator √
  prefix func √ (a: Double) -> Double { a.squareRoot() }
  ---
  print(√9.0)
  # struct, later memberwise init
  struct P { var x = 1; var y: Int }
  ---
  print(P(x: 3, y: 2), P(y: 5))
  # private struct
  private struct P { var x = 1 }
  private func f() -> P { P() }
  ---
  print(f().x)
  # fileprivate func
  fileprivate func f() -> Int { 4 }
  ---
  print(f())
  # private member
  struct S { private var n = 0; mutating func up() { n += 1 } }
  ---
  extension S { var seen: Int { n } }
  var s = S(); s.up(); print(s.seen)
  # later extension, method
  struct S { var n = 1 }
  ---
  extension S { func twice() -> Int { 2 * n } }
  ---
  print(S().twice())
  # later extension, init delegating
  struct S { var n = 1 }
  ---
  extension S { init(text: String) { self.init(n: text.count) } }
  ---
  print(S(text: "abc").n)
  # later extension, init assigning
  struct S { var n: Int }
  ---
  extension S { init(text: String) { n = text.count } }
  ---
  print(S(text: "abc").n)
  # later extension, class convenience init
  class K { var n: Int; init(n: Int) { self.n = n } }
  ---
  extension K { convenience init(text: String) { self.init(n: text.count) } }
  ---
  print(K(text: "abc").n)
  # later conformance to own protocol
  protocol Named { var name: String { get } }
  struct S {}
  ---
  extension S: Named { var name: String { "s" } }
  ---
  func f(_ x: some Named) -> String { x.name }
  print(f(S()))
  # later conformance to stdlib protocol
  struct S { var n = 1 }
  ---
  extension S: CustomStringConvertible { var description: String { "S\(n)" } }
  ---
  print(S())
  # later derived Equatable/Hashable
  struct S { var n = 1 }
  ---
  extension S: Equatable {}
  extension S: Hashable {}
  ---
  print(S() == S(), Set([S(), S()]).count)
  # later derived CaseIterable/Codable
  enum E { case a, b }
  ---
  extension E: CaseIterable {}
  ---
  print(E.allCases.count)
  # later Sequence conformance
  struct Count { var n: Int }
  ---
  extension Count: Sequence, IteratorProtocol { mutating func next() -> Int? { if n == 0 { return nil }; n -= 1; return n } }
  ---
  print(Array(Count(n: 3)))
  # extension of engine type
  extension Tensor { var twice: Tensor { self * 2 } }
  ---
  let t: Tensor = [1, 2]
  print(t.twice)
  # conformance of engine type to own protocol
  protocol Sized { var size: Int { get } }
  ---
  extension Tensor: Sized { var size: Int { elementCount } }
  ---
  print((Tensor([1, 2, 3]) as any Sized).size)
  # conformance of engine type to engine protocol
  extension Shape: Error {}
  ---
  do { throw Tensor([1,2]).shape } catch { print("caught") }
  # subclass
  class A { func f() -> Int { 1 }; private var hidden = 3; deinit { } }
  ---
  class B: A { override func f() -> Int { super.f() + 1 } }
  ---
  print(B().f())
  # own Module (layer)
  struct L: Module { var a: Linear
   init(using g: inout SplitMix64) { a = Linear(inputs: 2, outputs: 3, using: &g) }
   func callAsFunction(_ x: Tensor) -> Tensor { a(x).tanh() } }
  ---
  var g = SplitMix64(seed: 1)
  let l = L(using: &g)
  print(l(Tensor([[1, 2]])).shape, l.parameters.count)
  # global var changed by closure and function
  var n = 0
  let up = { n += 1 }
  func more() { n += 10 }
  ---
  up(); more(); print(n)
  ---
  n = 5; up(); print(n)
  # closure captures var of earlier cell
  var n = 1
  ---
  let f = { (k: Int) in n += k; return n }
  ---
  print(f(2), n); n = 10; print(f(1))
  # local lazy closures in array
  var fs: [() -> Int] = []
  ---
  for i in 0..<3 { fs.append { i * i } }
  ---
  print(fs.map { $0() })
  # property observer on global
  var w = 1 { didSet { print("was", oldValue) } }
  ---
  w = 2
  ---
  w += 1; print(w)
  # computed global
  var base = 2
  ---
  var twice: Int { get { base * 2 } set { base = newValue / 2 } }
  ---
  twice = 10; print(base, twice)
  # lazy global
  lazy var z: Int = { print("made"); return 3 }()
  ---
  print(z)
  # generic function
  func pick<T: Comparable>(_ a: [T]) -> T { a.max()! }
  ---
  print(pick([1, 3, 2]), pick(["a", "b"]))
  # generic type
  struct Box<T> { var v: T; func map<U>(_ f: (T) -> U) -> Box<U> { Box<U>(v: f(v)) } }
  ---
  print(Box(v: 2).map { $0 + 1 })
  ---
  extension Box where T == Int { var inc: Int { v + 1 } }
  print(Box(v: 4).inc)
  # inlinable / usableFromInline
  @inlinable public func f() -> Int { 3 }
  ---
  print(f())
  # opaque result
  func s() -> some Sequence<Int> { [1, 2, 3].lazy.map { $0 * 2 } }
  ---
  for x in s() { print(x) }
  # opaque global
  let s = [1, 2, 3].lazy.map { $0 * 2 }
  ---
  print(s.reduce(0) { $0 + $1 })
  # tuple pattern
  let (a, b) = (1, 2)
  ---
  print(a + b)
  # nested function and recursion
  func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }
  ---
  print(fib(20))
  # forward reference from function
  func a() -> Int { b() + 1 }
  ---
  func b() -> Int { 2 }
  ---
  print(a())
  # mutual recursion
  func even(_ n: Int) -> Bool { n == 0 || odd(n - 1) }
  ---
  func odd(_ n: Int) -> Bool { n != 0 && even(n - 1) }
  ---
  print(even(10))
  # type refers to later type
  struct Tree { var kids: [Leaf] = [] }
  ---
  struct Leaf { var n = 1 }
  ---
  print(Tree(kids: [Leaf()]))
  # function uses later global
  func f() -> Int { later }
  ---
  let later = 7
  ---
  print(f())
  # shadows engine function, same type
  func exp(_ x: Float) -> Float { 42 }
  ---
  print(exp(Float(1)))
  # shadows engine function, other type
  func sin(_ s: String) -> String { s }
  ---
  print(sin("a"), sin(0.0))
  # variable named like a C function
  let time = 5
  ---
  print(time + 1)
  # variable named y1, j0, gamma
  let y1 = 5.0, j0 = 2.0, gamma = 1.0, index = 3
  ---
  print(y1 + j0 + gamma, index)
  # function named like a C function
  func signal(_ n: Int) -> Int { n }
  ---
  print(signal(3))
  # type named like an engine type
  struct Linear { var n = 1 }
  ---
  print(Linear().n)
  # type named like a stdlib type
  struct Result { var n = 1 }
  struct Character { var c = 2 }
  ---
  print(Result().n, Character().c)
  # variable named like an engine type / module
  let Table = 3
  ---
  print(Table)
  # overloads over cells
  func f(_ x: Int) -> String { "int" }
  ---
  func f(_ x: String) -> String { "string" }
  ---
  print(f(1), f("a"))
  """#
