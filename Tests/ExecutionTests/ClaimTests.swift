import Displays
import Execution
import Notebooks
import Testing

@Suite struct ClaimTests {
  private func claims(_ code: String) throws -> [Claim] {
    try run(notebook(code)).cells[0].shown.compactMap {
      if case .claim(let claim) = $0 { claim } else { nil }
    }
  }

  @Test func `a claim shows what was compared, with the digits that tell the values apart`() throws {
    let claims = try claims(
      """
      let accuracy: Float = 0.98125
      claim("a", accuracy >= 0.97)
      claim("b", 0.30000001 > 0.3)
      claim("c", [1, 2].count == 2)
      claim("d", "yes" != "no")
      claim("e", true)
      let none: Int? = nil
      claim("f", none == nil)
      claim("g", accuracy > 0.9 && accuracy < 1)
      """)
    #expect(
      claims.map(\.evidence) == [
        "0.9812 ≥ 0.97", "0.30000001 > 0.3", "2 = 2", "yes ≠ no", nil, "nil = nil", nil,
      ])
    #expect(!claims.contains { !$0.holds })
  }

  @Test func `a claim that does not hold fails its cell and lets the others run`() throws {
    let result = try run(notebook("let x = 0.5\nclaim(\"x is large\", x >= 0.9)\nprint(\"on\")", "print(2)"))
    #expect(result.cells[0].failure?.kind == .claim)
    #expect(result.cells[0].failure?.message == "claim does not hold: x is large (0.5 < 0.9)")
    #expect(result.cells[0].place == SourceLocation(line: 5, column: 1))
    #expect(result.cells[0].printed == "on\n")
    #expect(result.cells[1].printed == "2\n")
    #expect(result.hasFailed)
  }

  @Test func `comparing stays what it was wherever a Bool is wanted or nothing is said`() throws {
    let result = try run(
      notebook(
        """
        let a = 1, b = 2
        let t = a < b
        let u = [1] == [2]
        func less<T: Comparable>(_ a: T, _ b: T) -> Bool { let r = a < b; return r }
        enum E { case a, b }
        let w = E.a == .b
        let many = 1.0 + 2.0 * 3.0 < 4.0 * 2.0 - 1.0
        print(type(of: t), type(of: u), type(of: w), type(of: many), less(1, 2))
        print([1, 2].allSatisfy { $0 < 3 }, [3, 1].sorted(by: <), a < 3 ? 1 : 2, [1, 2].filter { $0 > 1 })
        """))
    #expect(result.cells[0].printed == "Bool Bool Bool Bool true\ntrue [1, 3] 1 [2]\n")
  }
}
