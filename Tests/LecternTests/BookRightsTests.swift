import Execution
import Foundation
import TestSupport
import Testing

/// What the cells of a book get of what the book asks for: it may be a stranger's.
@Suite struct BookRightsTests {
  private let bench: Workbench
  private let secret: String

  init() throws {
    bench = try Workbench()
    secret = try bench.write("treasure", to: "elsewhere/secret")
    let reading = """
      import Foundation
      print((try? String(contentsOfFile: "\(secret)", encoding: .utf8)) ?? "nothing")
      """
    try bench.write("# A\n\n```{swift}\n\(reading)\n```\n", to: "notebooks/a.md")
  }

  private func ask(_ lines: String) throws {
    try bench.write("chapters: [a.md]\n\(lines)\n", to: "notebooks/book.yml")
  }

  @Test(.enabled(if: Cage.problem == nil))
  func `a right needs the user's consent, and each run says what is asked for`() throws {
    try ask("allow-read: ../elsewhere\nallow-net: true")
    let folder = URL(fileURLWithPath: bench.path(of: "elsewhere")).resolvingSymlinksInPath().path
    let list = "to read \(folder), the network"
    let plain = try bench.lectern("build")
    #expect(plain.code == 0)
    #expect(
      plain.error.contains(
        "book.yml: warning: the book asks for more than its cells get: \(list); --allow-book gives it to them"
      ))
    #expect(try bench.read("output/a.html").contains(">nothing"))
    #expect(try bench.read("output/a.html").contains("and with no files but their own.<"))
    for command in [["build"], ["run", "notebooks/a.md"]] {
      let allowed = try bench.lectern(command + ["--allow-book"])
      #expect(
        allowed.code == 0 && allowed.error.contains("book.yml: the cells get what the book asks for: \(list)")
      )
      #expect(try bench.read("output/a.html").contains(">treasure"))
      #expect(try bench.read("output/a.html").contains("with exceptions."))
    }
    #expect(try bench.lectern("run", "notebooks/a.md").error.contains("--allow-book gives it to them"))
    #expect(try !bench.read("output/a.html").contains("treasure"))
    // What the user gives needs no consent a second time.
    let own = try bench.lectern("build", "--allow-read", "elsewhere", "--allow-net")
    #expect(own.code == 0 && !own.error.contains("asks for"))
    #expect(try bench.read("output/a.html").contains(">treasure"))
  }

  @Test(.enabled(if: Cage.problem == nil))
  func `no book may change itself, and its own files it may read`() throws {
    try bench.write("rows", to: "notebooks/data/rows.csv")
    for place in [".", "..", "book.yml", "missing"] {
      try ask("allow-write: \(place)\nallow-read: data")
      let answer = try bench.lectern("build", "--allow-book")
      let reason = place == "missing" ? "doesn't exist" : "contains this list"
      #expect(answer.error.contains("book.yml:2:14: warning: '\(place)' \(reason)"), "\(answer.error)")
      #expect(!answer.error.contains("asks for"))
    }
  }

  @Test(.enabled(if: Cage.problem == nil))
  func `no book may change a link that leads to it`() throws {
    try bench.write("rows", to: "notebooks/data/rows.csv")
    for (name, target) in [("book.yml", "data/list.yml"), ("data/list.yml", "../../kept/book.yml")] {
      try FileManager.default.createSymbolicLink(
        atPath: bench.path(of: "notebooks/\(name)"), withDestinationPath: target)
    }
    for (place, isRefused) in [(".", true), ("data", true), ("data/rows.csv", false)] {
      try bench.write("chapters: [a.md]\nallow-write: \(place)\n", to: "kept/book.yml")
      let answer = try bench.lectern("build", "--allow-book")
      #expect(answer.code == 0)
      #expect(answer.error.contains("warning: '\(place)' contains this list") == isRefused, "\(answer.error)")
    }
  }

  @Test func `a book lowers limits by itself and raises none, and the command line wins`() throws {
    try bench.write("```{swift}\nwhile true { print(\"line\") }\n```\n", to: "notebooks/a.md")
    func message(_ lines: String, _ options: String...) throws -> String {
      try ask(lines)
      let answer = try bench.lectern(["build"] + options)
      #expect(answer.code == 1)
      return answer.error
    }
    #expect(try message("max-output: 64K").contains("printed more than 64 KiB;"))
    let raised = try message("max-output: 5M\ntimeout: 300")
    #expect(raised.contains("printed more than 4 MiB;"))
    #expect(
      raised.contains("the book asks for more than its cells get: 300 s for each cell, 5M of printed text;"))
    #expect(try message("max-output: 5M", "--allow-book").contains("printed more than 5 MiB;"))
    let chosen = try message("max-output: 5M", "--allow-book", "--max-output", "128K")
    #expect(chosen.contains("printed more than 128 KiB;") && !chosen.contains("asks for"))
  }
}
