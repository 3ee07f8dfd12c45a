import Markup
import Notebooks
import Reports
import SwiftSource
import Testing

@Suite struct HighlighterTests {
  private static let sample = ##"""
    import Tensors  // a comment
    /* outer /* inner */ still */ @main struct Net<T: Layer>: Module where T == Self {
      let name = "plain \(x + "inner \(y)") end", raw = #"no \(escape) "quotes" \#(yes)"#
      var text = """
        several "lines" \(value)
        """
      let r = /a[/]b/, q = a / b / c, h = #/x/y/#
      func `default`(for x: Int = 0xFF_e1, in y: Double = 1.5e-3...2) -> Int { x.self / y.count }
      #if DEBUG
      let é = "unterminated
      #endif
    }
    """##

  private static func tokens(_ source: String, _ kind: SwiftToken.Kind) -> [String] {
    SwiftLexer.tokens(of: source).filter { $0.kind == kind }.map(\.text)
  }

  private static func text(_ source: String) -> String {
    MarkupChecker(SwiftHighlighter.lines(of: source).map(\.markup).joined(separator: "\n")).text
  }

  @Test func `keywords are keywords only where Swift treats them as such`() {
    #expect(
      Self.tokens("for x in xs { f(for: x, in: y) }; a.default; T.self; `class`", .keyword) == [
        "for", "in", "self",
      ])
    #expect(Self.tokens("switch x { default: nil }", .keyword) == ["switch", "default", "nil"])
  }

  @Test func `strings with interpolations, raw ones and long ones end where Swift ends them`() {
    #expect(Self.tokens(#"f("a \(g("b")) c", x)"#, .string) == [#""a \("#, #""b""#, #") c""#])
    #expect(Self.tokens(##"#"a "b" \(c) \#(d)"# + e"##, .string) == [##"#"a "b" \(c) \#("##, ##")"#"##])
    #expect(Self.tokens("\"\"\"\na \"b\"\n\"\"\" + c", .string) == ["\"\"\"\na \"b\"\n\"\"\""])
    #expect(Self.tokens("let a = \"open\nlet b", .keyword) == ["let", "let"])
  }

  @Test func `comments nest`() {
    #expect(Self.tokens("/* a /* b */ c */ d // e\nf", .comment) == ["/* a /* b */ c */", "// e"])
  }

  @Test func `a slash divides after a value and begins a regex elsewhere`() {
    #expect(Self.tokens("a / b / c; x = /d+/; (e) /f/ g; h = i/j/k; #/a/b/#", .regex) == ["/d+/", "#/a/b/#"])
  }

  @Test func `numbers, types and attributes are distinguished`() {
    #expect(Self.tokens("0xFF_e1+1.5e-3...2 x1 0b1 1.f", .number) == ["0xFF_e1", "1.5e-3", "2", "0b1", "1"])
    #expect(Self.tokens("@main struct Net: Module", .type) == ["Net", "Module"])
    #expect(Self.tokens("@main #if X", .attribute) == ["@main", "#if"])
  }

  @Test func `colouring never changes the text`() {
    var generator = Generator(state: 42)
    let pieces =
      Self.sample.map(String.init) + [
        "\"", "\"\"\"", "#", "\\(", "/", "/*", "*/", "(", ")", "\n", "`", "\u{0}", "\r\n",
      ]
    #expect(Self.text(Self.sample) == Self.sample)
    for _ in 0..<400 {
      let source = (0..<60).map { _ in pieces[generator.next(below: pieces.count)] }.joined()
      let expected = source.split(separator: "\u{0}", omittingEmptySubsequences: false).joined(
        separator: "\u{FFFD}")
      #expect(Self.text(source) == expected)
      #expect(SwiftLexer.tokens(of: source).map(\.text).joined() == source)
    }
  }

  @Test(arguments: [
    ("f(א - 3)", "f(<span dir=\"ltr\">א</span> - <span class=\"n\">3</span>)"),
    ("b.שם1+c", "b.<span dir=\"ltr\">שם1</span>+c"),
    (
      "\"א\" == \"b\"",
      "<span class=\"s\" dir=\"ltr\">&quot;א&quot;</span> == <span class=\"s\">&quot;b&quot;</span>"
    ),
    (
      "/* a\nب */ 1",
      "<span class=\"c\">/* a</span>\n<span class=\"c\" dir=\"ltr\">ب */</span> <span class=\"n\">1</span>"
    ),
    ("é + ü", "é + ü"),
  ])
  func `a name from right to left doesn't turn what follows it`(source: String, markup: String) {
    #expect(SwiftHighlighter.lines(of: source).map(\.markup).joined(separator: "\n") == markup)
    #expect(Self.text(source) == source)
  }

  @Test func `every span ends on its line`() {
    for line in SwiftHighlighter.lines(of: Self.sample) { #expect(MarkupChecker(line.markup).problems == []) }
    #expect(
      SwiftHighlighter.lines(of: Self.sample).count
        == Self.sample.split(separator: "\n", omittingEmptySubsequences: false).count)
  }

  @Test(
    .timeLimit(.minutes(15)), arguments: ["/", "/\\", "\"", "#", "\\(", "\"\\(", "/*", "`", "(", "#\"", "é"])
  func `time is linear in the length of the text`(piece: String) {
    let source = String(repeating: piece, count: 200_000)
    #expect(SwiftLexer.tokens(of: source).reduce(0) { $0 + $1.text.utf8.count } == source.utf8.count)
  }
}

/// A small generator, so that a failure can be repeated.
struct Generator {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
