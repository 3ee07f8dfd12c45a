import Execution
import Foundation
import TestSupport
import Testing

/// What the user of the commands allows cells, and how much.
@Suite struct RightsTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static let reading = """
    ---
    params:
      data: none
    ---

    ```{swift}
    import Foundation
    print((try? String(contentsOfFile: data, encoding: .utf8)) ?? "nothing")
    print((try? String(contentsOfFile: "SECRET", encoding: .utf8)) ?? "nothing")
    ```

    """

  @Test(.enabled(if: Cage.problem == nil))
  func `files are read that the user names, as a right or as a parameter's value`() throws {
    let secret = try bench.write("treasure", to: "elsewhere/secret")
    let data = try bench.write("rows", to: "elsewhere/data.csv")
    let notebook = Self.reading.replacingOccurrences(of: "SECRET", with: secret)
    try bench.write(notebook, to: "book/a.md")
    func page(_ options: String...) throws -> String {
      let answer = try bench.lectern(["run", "book/a.md", "-o", "-"] + options)
      #expect(answer.code == 0, "\(answer.error)")
      return answer.output
    }
    let plain = try page()
    #expect(!plain.contains(">treasure") && !plain.contains(">rows"))
    #expect(plain.contains("The cells ran without network, and with no files but their own.<"))
    let named = try page("-P", "data:\(data)")
    #expect(named.contains(">rows\nnothing") && !named.contains("treasure"))
    let relative = try page("-P", "data:../elsewhere/data.csv")
    #expect(relative.contains(">rows\nnothing"))
    #expect(relative.contains("with exceptions."))
    #expect(try page("--allow-read", "elsewhere").contains(">nothing\ntreasure"))
    let trusted = try page("--trust")
    #expect(
      trusted.contains("treasure") && trusted.contains("The cells ran with all the rights of their user."))
  }

  @Test(arguments: [
    ["--allow-read", "missing"], ["--allow-write", ""], ["--trust", "--allow-net"], ["--memory", "much"],
    ["--max-output", "0"], ["--max-page", "99999999999G"],
  ])
  func `a right or a limit that makes no sense is wrong usage`(_ options: [String]) throws {
    try bench.write("text\n", to: "a.md")
    #expect(try bench.lectern(["run", "a.md"] + options).code == 64)
  }

  @Test func `cells get no right to change what Lectern believes`() throws {
    try bench.write("text\n", to: "a.md")
    for name in ["tmp/in", "cache/lectern/results", "state/lectern"] {
      try FileManager.default.createDirectory(
        at: bench.folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    func path(_ name: String) -> String { bench.folder.appendingPathComponent(name).path }
    let places = [
      "TMPDIR": path("tmp"), "XDG_CACHE_HOME": path("cache"), "XDG_STATE_HOME": path("state"),
    ]
    for name in ["tmp", ".", "cache", "cache/lectern", "cache/lectern/results", "state/lectern"] {
      let answer = try bench.lectern(["run", "a.md", "-o", "-", "--allow-write", name], places)
      #expect(answer.code == 64 && answer.error.contains("the right to change '\(name)'"), "\(answer)")
    }
    #expect(try bench.lectern(["run", "a.md", "-o", "-", "--allow-write", "tmp/in"], places).code == 0)
    try bench.write("chapters: [b.md]\nallow-write: ../cache\n", to: "book/book.yml")
    try bench.write("text\n", to: "book/b.md")
    let asked = try bench.lectern(["run", "book/b.md", "-o", "-", "--allow-book"], places)
    #expect(
      asked.code == 0 && asked.error.contains("warning: cells can't be given the right to change '../cache'"),
      "\(asked)")
  }

  @Test(.enabled(if: Cage.problem == nil))
  func `a value that leads to a pipe gives no right and no error`() throws {
    let text = "---\nparams:\n  data: none\n---\n\n```{swift}\nprint(data)\n```\n"
    try bench.write(text, to: "a.md")
    let answer = try bench.shell(
      "\"$LECTERN\" run a.md -o - -P data:/dev/stdin --allow-read . < <(echo 1) > page.html")
    #expect(answer.code == 0, "\(answer.error)")
    #expect(try bench.read("page.html").contains("/dev/stdin"))
    let refused = try bench.shell("echo 1 | \"$LECTERN\" run a.md -o - --allow-read /dev/stdin")
    #expect(refused.code == 64 && refused.error.contains("leads to no file or folder"), "\(refused)")
  }

  @Test(arguments: [
    (
      "while true {}", ["--timeout", "0.5"],
      "took more than 0.5 s (--timeout, or 'timeout' in the cell or in book.yml"
    ),
    (
      "print(String(repeating: \"x\", count: 2000))", ["--max-output", "1K"],
      "printed more than 1 KiB; the first and the last lines are kept (--max-output, or 'max-output' in book.yml"
    ),
    (
      "for n in 0..<1000 { show(n) }", ["--max-page", "2000"],
      "showed more than 1.9 KiB; the first and the last of it are kept (--max-page, or 'max-page' in book.yml"
    ),
    (
      "let a = [UInt8](repeating: 1, count: 2 << 30)\nprint(a.count)", ["--memory", "1G"],
      "asked for more than 1 GiB of memory (--memory, or 'memory' in book.yml"
    ),
  ])
  func `a limit says which it was, how much, and how to change it`(
    _ code: String, _ options: [String], _ message: String
  ) throws {
    try bench.write("```{swift}\n\(code)\n```\n", to: "a.md")
    let answer = try bench.lectern(["run", "a.md", "-o", "-"] + options)
    #expect(answer.code == 1)
    #expect(answer.error.contains(message), "\(answer.error)")
  }
}
