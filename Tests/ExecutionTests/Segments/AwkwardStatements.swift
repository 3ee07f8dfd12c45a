/// More of the awkward notebooks.
let awkwardStatements = #"""
  # more specific overload later
  func f<T>(_ x: T) -> String { "any" }
  ---
  func f(_ x: Int) -> String { "int" }
  ---
  print(f(1), f("a"))
  # earlier call, later better overload
  func f<T>(_ x: T) -> String { "any" }
  print(f(1))
  ---
  func f(_ x: Int) -> String { "int" }
  ---
  print(f(1))
  # local type alias
  typealias Row = [Float]
  ---
  let r: Row = [1]; print(r)
  # import in a cell
  import Foundation
  ---
  print(String(format: "%.2f", 3.14159))
  # import in a cell, used by a later extension
  import Foundation
  ---
  let d = 1.0
  ---
  print(NSString(string: "ab").length)
  # scoped import
  import struct Foundation.Date
  ---
  print(Date(timeIntervalSince1970: 0).timeIntervalSince1970)
  # top-level await
  func slow() async -> Int { 3 }
  ---
  let v = await slow()
  ---
  print(v)
  # actor
  actor A { var n = 0; func up() -> Int { n += 1; return n } }
  ---
  let a = A()
  ---
  print(await a.up())
  # top-level await, var changed after
  func slow() async -> Int { 3 }
  var total = 0
  ---
  total += await slow()
  ---
  print(total)
  # try at top level
  struct E: Error {}
  func g(_ b: Bool) throws -> Int { if b { throw E() }; return 1 }
  ---
  print(try g(false))
  ---
  print((try? g(true)) ?? -1)
  # guard/defer/if at top level
  defer { print("deferred") }
  print("a")
  ---
  print("b")
  # guard at top level binds
  let o: Int? = 3
  guard let o2 = o else { fatalError() }
  ---
  print(o2)
  # if #available, if let
  if #available(macOS 99, *) { print("a") }
  if let x = Int("3") { print(x) }
  ---
  print("b")
  # labelled loop
  outer: for i in 0..<3 { for j in 0..<3 { if j == i { continue outer }; print(i, j) } }
  ---
  print("b")
  # macro #file, #line
  print(#line, #function, #fileID)
  ---
  print(#line)
  # ExpressibleBy macros / attached
  @propertyWrapper struct Clamped { var v = 0; var wrappedValue: Int { get { v } set { v = min(newValue, 3) } } }
  ---
  struct S { @Clamped var n = 0 }
  var s = S(); s.n = 9; print(s.n)
  ---
  @Clamped var top = 1
  top = 7; print(top)
  # result builder
  @resultBuilder enum B { static func buildBlock(_ p: Int...) -> [Int] { p } }
  func build(@B _ f: () -> [Int]) -> [Int] { f() }
  ---
  print(build { 1; 2 })
  # dynamicMember/callAsFunction
  @dynamicMemberLookup struct D { subscript(dynamicMember m: String) -> String { m } }
  ---
  print(D().abc)
  # keypath
  struct S { var n = 1; fileprivate var m = 2 }
  ---
  print(S()[keyPath: \.n], [S(), S()].map(\.m))
  # type name in output
  struct S {}
  enum N { enum M { case a } }
  ---
  print(type(of: S()), String(reflecting: S.self), N.M.a, [S()])
  # deinit at end
  class K { deinit { print("gone") } }
  var k: K? = K()
  ---
  k = nil; print("after")
  # weak / unowned
  class K { var n = 1 }
  var k: K? = K()
  weak var w = k
  ---
  print(w!.n)
  ---
  k = nil; print(w as Any)
  # let without value, set later
  let a: Int
  ---
  a = 3
  ---
  print(a)
  # var without value, set in a later cell
  var a: Int
  ---
  a = 3
  ---
  print(a)
  # noncopyable type
  struct F: ~Copyable { var n = 1; consuming func end() -> Int { n } }
  ---
  func use() -> Int { let f = F(); return f.end() }
  print(use())
  # noncopyable global
  struct F: ~Copyable { var n = 1 }
  let f = F()
  ---
  print(f.n)
  # @testable internal protocol with default
  protocol Q { func q() -> Int }
  extension Q { func q() -> Int { 8 } }
  ---
  struct S: Q {}
  print(S().q())
  ---
  extension Q { func r() -> Int { q() + 1 } }
  print(S().r())
  # protocol extension constrained, private
  private protocol Q { }
  private extension Q { func q() -> Int { 8 } }
  ---
  extension Int: Q {}
  print(3.q())
  # enum switch exhaustive
  enum E { case a, b }
  ---
  func f(_ e: E) -> Int { switch e { case .a: 1; case .b: 2 } }
  print(f(.b))
  # static let / singletons
  struct S { static var n = 1; static let all = [1, 2] }
  ---
  S.n += 1; print(S.n, S.all)
  # @MainActor, Task
  @MainActor func m() -> Int { 1 }
  ---
  print(m())
  # global named like a cell module (seg0)
  let seg0 = 1
  ---
  print(seg0)
  # enum namespace, extended later
  enum Setup { static let n = 3 }
  ---
  extension Setup { static let m = n + 1; struct Inner { var k = m } }
  ---
  print(Setup.m, Setup.Inner().k)
  # stored let static init order
  let a = 3
  let b = [a, a]
  ---
  let c = b.map { $0 + a }
  ---
  print(c)
  # #if / if-config
  #if DEBUG
  let n = 1
  #else
  let n = 2
  #endif
  ---
  print(n)
  # typed throws
  enum E: Error { case x }
  func f() throws(E) -> Int { throw .x }
  ---
  do { print(try f()) } catch { print(error) }
  # parameter pack
  func each<each T>(_ v: repeat each T) { repeat print(each v) }
  ---
  each(1, "a")
  # retroactive conformance of stdlib type
  extension Int: Error {}
  ---
  do { throw 3 } catch { print(error) }
  # conformance only used by cast later
  protocol P { }
  struct S {}
  ---
  let x: Any = S()
  print(x is any P)
  ---
  extension S: P {}
  ---
  print(x is any P)
  """#
