import Notebooks
import Testing

/// Any bytes make a notebook, and all its places are inside the file.
struct FuzzTests {
  private static let pieces = [
    "```{swift}\n", "```\n", "~~~\n", "//| label: fig-a\n", "//| fig-cap: \"a `{swift} x`\"\n", "//| : [\n",
    "`{swift} x + 1`",
    "`", "``", "$", "$$", "\\", "{", "}", "\\frac", "\\left(", "\\right)", "\\begin{cases}", "\\end{cases}",
    "&", "^", "_",
    "\\text{", "> ", ">", "- ", "1. ", "    ", "\t", "\n", "\n\n", "| a | b |\n", "|---|:-:|\n",
    ": cap {#tbl-a}\n",
    "[^1]", "[^1]: note\n", "[^", "> [!NOTE]\n", "# Head {#sec-a}\n", "===\n", "---\n", "title: x\n",
    "params: {a: 1}\n",
    "@fig-a", "[@sec-a]", "{#eq-a}", "![i](i.png){#fig-b}", "[a](javascript:x)", "<b>", "<!--", "-->",
    "<div>\n", "&amp;",
    "*", "**", "[", "](", ")", "é", "日", "\u{F0000}", "\u{100000}", "\u{FEFF}", "\0", "\r", "\r\n",
    "let x = 1\n", "word ",
  ]

  private static func document(seed: UInt64) -> [UInt8] {
    var generator = Generator(state: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...60, using: &generator) {
      bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
    }
    for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
      bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    return bytes
  }

  @Test func `any bytes make a notebook whose places exist`() {
    for seed in 0..<6000 as Range<UInt64> {
      let source = Self.document(seed: seed)
      let notebook = Notebook.parse(source, file: "n.md")
      check(notebook, source, seed)
    }
  }

  private func check(_ notebook: Notebook, _ source: [UInt8], _ seed: UInt64) {
    var lines: [[UInt8]] = [[]]
    var previous: UInt8 = 0
    for byte in String(decoding: source, as: UTF8.self).utf8 {
      let endsLine = byte == 10 || byte == 13
      if endsLine, !(byte == 10 && previous == 13) { lines.append([]) }
      if !endsLine { lines[lines.count - 1].append(byte) }
      previous = byte
    }
    let places =
      notebook.diagnostics.map(\.location) + notebook.values.map(\.location) + notebook.images.map(\.location)
      + notebook.cells.flatMap { [$0.location] + $0.lines.map(\.location) }
    for place in places {
      let exists = place.line >= 1 && place.line <= lines.count && place.column >= 1
      #expect(exists && place.column <= lines[place.line - 1].count + 4, "seed \(seed): \(place)")
    }
    #expect(Set(notebook.program).count == notebook.cells.count + notebook.values.count, "seed \(seed)")
    #expect(notebook.program.count == notebook.cells.count + notebook.values.count, "seed \(seed)")
    guard !source.contains(0), !source.contains(0xEF),
      notebook.diagnostics.allSatisfy({ !$0.message.contains("UTF-8") })
    else { return }
    for line in notebook.cells.flatMap(\.lines) where !line.text.hasPrefix(" ") {
      #expect(
        lines[line.location.line - 1].dropFirst(line.location.column - 1).elementsEqual(line.text.utf8),
        "seed \(seed)")
    }
    for value in notebook.values where !value.expression.contains(where: { " \\|".contains($0) }) {
      let rest = lines[value.location.line - 1].dropFirst(value.location.column - 1)
      #expect(rest.starts(with: value.expression.utf8), "seed \(seed): \(value)")
    }
  }

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [
      "$", "`", "[", "![", "*", "_", ">", "- ", "> ", "$$", "{#", "[^a]", "@fig-a ", "|", "\\", "$x$ ",
      "`{swift} x` ", "<", "&",
      "$a", "`a``", "*a **b ", "$$\n", "> - ", "{", "\\frac{", "[a](b", "#", "<!-- ", "![a][b] ", "a\n",
    ])
  func `long repetitions take linear time`(piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    for source in [text, "$\(text)$", "---\ntitle: \(text)\n---", "| a |\n|---|\n| \(text) |"] {
      _ = Notebook.parse(source, file: "n.md")
    }
  }
}
