import Foundation
import Testing

/// Messages on a terminal, and without one.
@Suite struct TerminalTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `nothing in a notebook moves the cursor, turns the writing or begins a line`() throws {
    try bench.write(
      """
      # T \u{1b}[31m \u{202e}x

      ```{swift}
      claim("two\\nforged.md:1:1: error: a \\u{1b}[2J", 1 == 2)
      struct E: Error, CustomStringConvertible { var description: String { "\\u{9b}31m\\u{7}" } }
      if getpid() > 0 { throw E() }
      fatalError()
      ```
      """, to: "a\u{1b}[1m.md")
    for command in ["run", "check", "tangle", "new"] {
      let answer = try bench.lectern(command, "a\u{1b}[1m.md")
      let isControl = { (scalar: Unicode.Scalar) in
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value)
          || scalar == "\u{202e}"
      }
      #expect(!answer.error.unicodeScalars.contains(where: isControl), "\(answer.error)")
      #expect(!answer.error.split(separator: "\n").contains { $0.hasPrefix("forged") })
      if command == "run" {
        #expect(answer.error.contains("a\\u{1b}[1m.md:6:19: error: uncaught error: E: \\u{9b}31m\\u{7}\n"))
        #expect(answer.error.contains("T \\u{1b}[31m \\u{202e}x"))
        #expect(answer.error.contains("\n    forged.md:1:1: error: a \\u{1b}[2J"))
      }
    }
  }

  @Test func `why a notebook would be run is said without control characters`() throws {
    let code = "import Foundation\nprint(mkdir(\"\\u{1b}]0;x\\u{7}\", 0o700))"
    try bench.write("```{swift}\n\(code)\n```\n", to: "w.md")
    #expect(try bench.lectern("run", "w.md").code == 0)
    let answer = try bench.lectern("why", "w.md")
    #expect(answer.output.hasSuffix("/\\u{1b}]0;x\\u{7}\n"), "\(answer.output)")
  }

  private static let script = "/usr/bin/script"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: script)))
  func `results on a terminal have no control characters`() throws {
    try bench.write(
      """
      ---
      params: {seed: 1}
      results: {x: text}
      ---

      ```{swift}
      let text = "\\u{1b}[31m\\(seed)"  // \u{1b}[2J
      ```
      """, to: "s.md")
    for (command, part) in [
      ("sweep --quiet --each s.md -P seed:1,2", "| 1 |"), ("tangle s.md", "// \\u{1b}[2J"),
      ("run --quiet s.md -o -", "</html>"),
    ] {
      let answer = try bench.shell("\(Self.script) -qec \"$LECTERN \(command)\" /dev/null < /dev/null")
      #expect(answer.code == 0 && answer.output.contains(part), "\(answer)")
      #expect(!answer.output.unicodeScalars.contains("\u{1b}"), "\(command)")
    }
  }

  @Test func `a terminal that is gone loses messages and nothing else`() throws {
    let cells = (0..<30).map { "```{swift}\nprint(\($0))\nusleep(1000)\n[3].sorted()\nprint()\n```\n" }
    try bench.write(cells.joined(separator: "\n"), to: "many.md")
    for way in ["2>&1 | head -1", "2>&-", ">&- 2>&- <&-", "<&-", "2> /dev/full"] {
      let answer = try bench.shell("set -o pipefail; \"$LECTERN\" run many.md -o page.html \(way)")
      #expect(answer.code == 0, "\(way): \(answer)")
      #expect(try bench.read("page.html").hasSuffix("</html>\n"))
      try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("page.html"))
    }
  }
}
