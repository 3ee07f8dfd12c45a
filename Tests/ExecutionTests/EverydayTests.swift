import Execution
import Foundation
import Notebooks
import Testing

/// What people write in notebooks compiles in a cell, as it does in plain Swift.
@Suite struct EverydayTests {
  private static let data = """
    import Foundation
    let f: [Float] = [1, 2, 3, 4], d: [Double] = [1, 2, 3, 4], n = [3, 1, 2]
    let rows: [[Float]] = [[1, 2], [3, 4]], words = ["tea", "coffee", "tea"]
    let m: Float = 2, mu = 2.5, count = 4, seed = 3, text = "the cat sat on the mat"
    struct Sample { var x: Float; var label: Int }
    let samples = [Sample(x: 1, label: 0), Sample(x: 2, label: 1)]
    """

  private static let numbers = [
    "f.reduce(0, +)", "d.reduce(0, +)", "n.reduce(0, +)", "f.reduce(1, *)", "d.reduce(1, *)",
    "n.reduce(1, *)",
    "f.map { $0 - m }.reduce(0, +)", "f.map { $0 * 2 }.reduce(0, +)", "f.map { abs($0) }.reduce(0, +)",
    "zip(f, f).map { $0 * $1 }.reduce(0, +)", "zip(f, f).map(*).reduce(0, +)",
    "zip(d, d).map(*).reduce(0, +)",
    "zip(f, f).map(-).map { $0 * $0 }.reduce(0, +)", "f.map { exp($0) }.reduce(0, +)",
    "f.reduce(0) { $0 + $1 * $1 }",
    "rows.map { $0.reduce(0, +) }", "rows.map { $0.reduce(0, +) / Float($0.count) }",
    "rows.flatMap { $0 }.reduce(0, +)",
    "rows.joined().reduce(0, +)", "rows.map { zip($0, f).map(*).reduce(0, +) }",
    "f.reduce(0, +) / Float(f.count)",
    "d.reduce(0, +) / Double(d.count)", "d.map { pow($0 - mu, 2) }.reduce(0, +) / Double(d.count - 1)",
    "sqrt(d.map { ($0 - mu) * ($0 - mu) }.reduce(0, +))",
    "f.map { ($0 - m) * ($0 - m) }.reduce(0, +).squareRoot()",
    "f.reduce(into: [Float]()) { $0.append(($0.last ?? 0) + $1) }", "f.max()!", "f.min() ?? 0",
    "f.sorted(by: >)",
    "f.sorted().reversed()", "f.map { $0 - m }.max()!", "d.sorted()[d.count / 2]", "n.sorted { $0 < $1 }",
    "n.enumerated().max { $0.element < $1.element }!.offset", "n.indices.sorted { n[$0] > n[$1] }",
    "f.filter { $0 > 2 }.count", "f.contains(3)", "f.firstIndex(of: 3)", "f.allSatisfy { $0 > 0 }",
    "stride(from: 0, through: 1, by: 0.25).map { $0 * $0 }",
    "stride(from: 0.0, to: 2 * .pi, by: 0.5).map(sin)",
    "(0..<10).map { Double($0) / 10 }", "(1...5).reduce(1, *)",
    "(0..<3).map { i in (0..<3).map { j in i * j } }",
    "(1...10).map(Double.init).reduce(0, +)", "Float(n.reduce(0, +)) / Float(n.count)", "2 * f[0] + 1",
    "1 / f[1]",
    "-f[0]", "f[0] * f[1] - f[2] / f[3]", "Double(f[0]) * mu", "Float.pi * 2", "10.0.squareRoot()", "abs(-3)",
    "min(1, 2.5)", "max(f[0], f[1])", "exp(-1.0)", "log(2.0)", "pow(mu, 2)", "tanh(0.5)", "1e-3 * 2",
    "7 / 2",
    "7 % 3", "Double(7) / 2", "(7.5).rounded(.up)", "Int(mu.rounded())", "Int.max", "1 << 4",
    "(3.14159 * 100).rounded() / 100", "f.prefix(2).reduce(0, +)", "f.dropFirst().reduce(0, +)",
    "zip(f, f.dropFirst()).map { $1 - $0 }", "f[1...].map { $0 * $0 }", "Array(f[0..<2]) + [5]", "f + [5, 6]",
    "f.map(Double.init).reduce(0, +)", "f.map { Int($0) }.reduce(0, +)", "f == [1, 2, 3, 4]",
    "0.1 + 0.2 == 0.3",
    "f.lazy.map { $0 * 2 }.first!", "Array(repeating: Float(0), count: 3)",
    "[[Float]](repeating: [0, 0], count: 2)",
    "samples.map(\\.x).reduce(0, +)", "samples.map { $0.x * 2 }.max()!",
    "samples.filter { $0.label == 1 }.map(\\.x)",
    "samples.max { $0.x < $1.x }!.label", "let (a, b) = (1.0, 2.0); a / b",
    "let mean = d.reduce(0, +) / Double(d.count); d.map { $0 - mean }", "let y = m > 1 ? 1 : 0; y",
    "var total: Float = 0; for x in f { total += x * x }; total",
    "var s = 0.0; for x in d where x > 1 { s += x }; s",
    "let w: [Float] = f.map { $0 / f.reduce(0, +) }; w",
    "let p = f.map { exp($0) }; let z = p.reduce(0, +); p.map { $0 / z }",
    "-f.map { $0 * log($0) }.reduce(0, +)", "(f.map { 1 / (1 + exp(-$0)) })",
    "n.map(String.init).joined(separator: \", \")",
  ]

  private static let others = [
    "text.split(separator: \" \").map(String.init)", "text.count", "text.uppercased()",
    "String(text.reversed())",
    "text.filter { \"aeiou\".contains($0) }.count", "Set(text).sorted()", "Array(text).map { String($0) }",
    "text.replacingOccurrences(of: \"cat\", with: \"dog\")", "text.contains(\"cat\")",
    "\"\\(count) of \\(mu)\"",
    "text.components(separatedBy: \" \")", "\"a,b\".split(separator: \",\")", "String(format: \"%.2f\", mu)",
    "String(format: \"%5.1f %d\", mu, count)", "\"  x \".trimmingCharacters(in: .whitespaces)",
    "String(repeating: \"-\", count: 3)",
    "text.prefix(3) + \"…\"", "text.hasPrefix(\"the\")", "Int(\"12\") ?? 0", "Double(\"1.5\")!",
    "text.first!.isLetter",
    "words.reduce(into: [:]) { $0[$1, default: 0] += 1 }", "Dictionary(grouping: words, by: \\.count)",
    "Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)",
    "Dictionary(uniqueKeysWithValues: zip([\"a\", \"b\"], 1...))",
    "[\"a\": 1].mapValues { $0 * 2 }", "[\"a\": 1.5, \"b\": 2].values.reduce(0, +)",
    "[\"a\": 1][\"a\", default: 0] + 1",
    "[\"b\": 1, \"a\": 2].sorted { $0.value > $1.value }.map(\\.key)", "Set(words).count",
    "Set([1, 2]).union([3]).sorted()",
    "Array(zip(words, f))", "words.enumerated().map { \"\\($0): \\($1)\" }", "Date(timeIntervalSince1970: 0)",
    "Date(timeIntervalSince1970: 86_400).timeIntervalSince(Date(timeIntervalSince1970: 0)) / 3600",
    "let square = { (x: Float) in x * x }; f.map(square)",
    "let add: (Float, Float) -> Float = (+); add(1, 2)",
    "func mean(_ v: [Float]) -> Float { v.reduce(0, +) / Float(v.count) }; mean(f)",
    "func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }; dot(d, d)",
    "func relu(_ x: Float) -> Float { max(0, x) }; f.map(relu)", "let o: Float? = nil; o ?? 1",
    "if let x = f.first { print(x) }", "guard let first = f.first else { fatalError() }; first",
    "switch count { case 0: print(0); case 1...5: print(1); default: break }",
    "var i = 0; while i < 3 { i += 1 }; i",
    "enum Kind: String, CaseIterable { case a, b }; Kind.allCases.map(\\.rawValue)", "(count, mu)",
    "print(f, d, n)",
    "var rng = SplitMix64(seed: seed); Float.random(in: 0..<1, using: &rng)",
    "var rng2 = SplitMix64(seed: 1); n.shuffled(using: &rng2)",
    "var rng3 = SplitMix64(seed: -1); n.shuffled(using: &rng3)",
    "var t = Tensor([1, 2, 3]); t *= 2; t += 1; t", "let v = Tensor([1, 2, 3]); (v * 2 + 1).sum()",
    "Tensor(f) * m - 1",
    "1 - Tensor(f)", "2 * Tensor(f) / Tensor(f)", "-Tensor(f)", "(Tensor(f) - 2).squared().mean()",
  ]

  @Test func `everyday lines compile`() throws {
    let lines = Self.numbers + Self.others
    #expect(lines.count >= 150)
    // Half of them are in a scope of their own, so that names don't collide; the rest are at the top level.
    let codes = lines.enumerated().map { $0 % 2 == 0 ? $1 : "do {\n\($1)\n}" }
    let result = try Runner().check(notebook([Self.data] + codes))
    for (cell, line) in zip(result.cells.dropFirst(), lines) {
      if let failure = cell.failure { Issue.record("\(line): \(failure.message)") }
    }
    #expect(result.cells[0].failure == nil)
  }

  @Test(arguments: [
    "typealias Action = @Sendable () -> Void\nlet action: Action = { print(1) }\naction()",
    "typealias Later = (@escaping () -> Void, Int) -> @Sendable (@escaping (Int) -> Int) -> Void\nprint(1)",
    "func make() -> @Sendable () -> Int { { 1 } }\nprint(make()())",
    "struct S {\n  typealias F = @Sendable () -> Void\n  let n = 1\n  func f() {}\n}\nprint(S().n)",
    "let abs = unsafeBitCast(0, to: (@convention(c) (Int) -> Int)?.self)\nprint(abs == nil ? 1 : 2)",
  ])
  func `types with attributes are read, whose end the compiler forgets to report`(code: String) throws {
    let result = try run(notebook(code + "\nlet n = 2\nn"))
    #expect(result.cells[0].printed == "1\n", "\(result.diagnostics)")
    #expect(result.cells[0].texts == ["2"])
  }

  @Test func `Swift's own macros are found`() throws {
    let result = try run(
      notebook(
        "import Foundation\nimport Observation\n@Observable class Model { var n = 0 }\nlet model = Model()",
        "enum Depth { @TaskLocal static var value = 0 }\nDepth.$value.withValue(3) { print(Depth.value) }",
        "model.n = 5\nprint(try #Predicate<Int> { $0 > 4 }.evaluate(model.n))"))
    #expect(!result.hasFailed, "\(result.diagnostics)")
    #expect(result.cells.map(\.printed) == ["", "3\n", "true\n"])
  }

  @Test(arguments: [
    ("print(Date())", 4), ("let f = String(format: \"%.2f\", 3.14159)\nprint(f)", 4),
    ("let f = DateFormatter()\nf", 4), ("print(\"a b\".components(separatedBy: \" \"))", 4),
    ("let id = UUID()\nid", 4), ("let d: Data? = nil\nd as Any", 4),
    ("let all = try? String(contentsOfFile: \"x\", encoding: .utf8)", 4),
    ("let text = String(data: [65], encoding: .utf8)", 4), ("print(NSTemporaryDirectory())", 4),
    ("print(1)\nstruct E: LocalizedError {}", 5), ("print(try URL(string: \"x\"))", 4),
    ("let files = FileManager.default\nprint(files)", 4), ("print(\"Abc\".localizedUppercase)", 4),
  ])
  func `what is Foundation's says what to add`(code: String, line: Int) throws {
    let failure = try Runner().check(notebook(code)).cells[0].failure
    let first = failure?.diagnostics.first { $0.severity == .error }
    #expect(first?.location.line == line)
    #expect(first?.message.contains("import Foundation") == true, "\(first?.message ?? "")")
  }

  @Test(arguments: [
    ("Stat", ": a package's module needs the package under 'packages', in the front matter or in book.yml"),
    ("Foundatoin", "; did you mean 'Foundation'?"),
  ])
  func `a module that isn't there says what may be missing`(module: String, advice: String) throws {
    let failure = try Runner().check(notebook("import \(module)\nprint(1)")).cells[0].failure
    #expect(failure?.message == "no such module '\(module)'\(advice)")
  }

  @Test func `roots, powers and logarithms need no import, and an own name is not taken for Foundation's`()
    throws
  {
    let good = try Runner().check(
      notebook("print(sqrt(2.0), pow(2.0, 3.0), log(2.0), Float(2).squareRoot())"))
    #expect(!good.hasFailed, "\(good.diagnostics)")
    let failure = try Runner().check(notebook("print(NSomething())")).cells[0].failure
    #expect(failure?.message.contains("cannot find 'NSomething'") == true)
    #expect(failure?.message.contains("Foundation") == false)
  }

  @Test func `a variable that takes its own function's name is explained`() throws {
    let failure = try Runner().check(notebook("let accuracy = accuracy([1, 0], [1, 1])\nprint(accuracy)"))
      .cells[0]
      .failure
    #expect(failure?.message.contains("means the new variable") == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [300, 800, 20_000])
  func `a chain of calls ends at its line`(count: Int) throws {
    let chain = "let s = \"a\"" + String(repeating: ".lowercased()", count: count)
    let errors = try Runner().check(notebook("print(1)", chain)).diagnostics.filter { $0.severity == .error }
    #expect(errors.first?.location.line == 8, "\(errors)")
  }
}
