import Foundation
import TestSupport
import Testing

/// The built `lectern`, run like users run it.
@Suite struct CommandTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `a chapter's page goes to output, another notebook's beside it`() throws {
    let chapter = try bench.write("```{swift}\nprint(1)\n```\n", to: "notebooks/a.md")
    let other = try bench.write("Words.\n", to: "b.md")
    #expect(try bench.lectern("run", chapter).code == 0)
    #expect(try bench.lectern("run", other, "--quiet").error == "")
    #expect(bench.exists("output/a.html") && bench.exists("b.html"))
  }

  @Test(arguments: ["run", "convert"])
  func `a quiet command prints warnings`(command: String) throws {
    try bench.write("---\ntitel: x\n---\nWords.\n", to: "b.md")
    #expect(
      try bench.lectern(command, "b.md", "--quiet").error
        == "b.md:2:1: warning: unknown key 'titel'; did you mean 'title'?\n")
  }

  @Test func `a failing cell makes the code 1, and the page is written with what else there is`() throws {
    let file = try bench.write("```{swift}\nprint(\"before\")\n[1][3]\n```\n", to: "c.md")
    let answer = try bench.lectern("run", "c.md", "-o", "-")
    #expect(answer.code == 1)
    #expect(answer.error.contains("c.md:3:4: error: Fatal error: Index out of range"))
    #expect(answer.output.contains("before") && answer.output.contains("Index out of range"))
    #expect(!answer.output.contains(file))
  }

  @Test func `wrong usage makes the code 64`() throws {
    let file = try bench.write("---\nparams:\n  steps: 3\n---\n", to: "d.md")
    #expect(try bench.lectern("run").code == 64)
    #expect(try bench.lectern("run", file, "-P", "stepz:4").code == 64)
    #expect(try bench.lectern("run", file, "-P", "steps:many").code == 64)
    #expect(try bench.lectern("run", file, "--timeout", "-1").code == 64)
    #expect(try bench.lectern("walk", file).code == 64)
  }

  @Test(arguments: [
    (["chek"], "there is no command 'chek'; did you mean 'check'?\n"),
    (["help", "chek"], "there is no command 'chek'; did you mean 'check'?\n"),
    (["frobnicate"], "command 'frobnicate'\n"),
    (
      ["n.md", "-o", "x.html"],
      "there is no command 'n.md'; 'run' makes the page of a notebook: lectern run n.md\n"
    ),
  ])
  func `a word that is no command names the one that is meant`(arguments: [String], message: String) throws {
    let answer = try bench.lectern(arguments)
    #expect(answer.code == 64 && answer.error.contains(message), "\(answer.error)")
  }

  @Test(arguments: [
    (["run", "j.ipynb"], "it is a Jupyter notebook; 'lectern convert' makes one in Markdown from it"),
    (["check", "j.ipynb"], "it is a Jupyter notebook"),
    (["why", "book.yml"], "not a notebook; 'lectern build' "),
    (["build", "d.md"], "not a book's list of chapters; 'lectern run' "),
    (["list", "d.md"], "'lectern run' "),
    (["exercises", "--book", "d.md", "--list"], "'lectern run' "),
    (["verify", "a.svg"], "the name of one ends with .md"),
    (["build", "a.svg"], "name its folder, or its list of chapters"),
    (["serve", "a.svg"], "no notebook and no book"),
    (["sweep", "a.svg", "-P", "n:1"], "no notebook: the name of one ends with .md"),
  ])
  func `a file of another kind is wrong usage, and what fits it is said`(arguments: [String], message: String)
    throws
  {
    for name in ["j.ipynb", "d.md", "a.svg"] { try bench.write("{}", to: name) }
    try bench.write("chapters: [d.md]\n", to: "book.yml")
    let answer = try bench.lectern(arguments)
    #expect(answer.code == 64 && answer.error.contains(message), "\(answer.error)")
    #expect(!bench.exists("output") && !bench.exists("j.ipynb.html"))
  }

  @Test(arguments: ["run", "sweep"])
  func
    `wrong usage that shows only in the notebook has the command's own usage, and the names that there are`(
      command: String
    ) throws
  {
    try bench.write("---\nparams:\n  steps: 3\n  rate: 0.1\n---\n", to: "d.md")
    let answer = try bench.lectern(command, "d.md", "-P", "stepz:4")
    #expect(answer.code == 64)
    #expect(
      answer.error.hasPrefix(
        "Error: the notebook has no parameter 'stepz'; did you mean 'steps'? Its parameters: steps, rate\nUsage: lectern \(command) "
      ), "\(answer.error)")
    #expect(answer.error.contains("See 'lectern \(command) --help' for more information."))
  }

  @Test(arguments: [
    (
      ["run", "d.md", "--memory", "4X"],
      "'--memory <bytes>': it must be a number of bytes, such as 4096, 512K, 4M or 2G"
    ),
    (
      ["check", "--compile-memory", "0"],
      "'--compile-memory <bytes>': it must be a number of bytes, such as 4096"
    ),
    (["run", "d.md", "--timeout", "abc"], "'--timeout <seconds>': it must be a positive number of seconds"),
    (
      ["check", "--compile-timeout", "0"],
      "'--compile-timeout <seconds>': it must be a positive number of seconds"
    ),
    (["serve", "--port", "99999"], "'--port <number>': it must be a whole number from 1 to 65535"),
    (["serve", "--port", "0"], "'--port <number>': it must be a whole number from 1 to 65535"),
    (["build", "--jobs", "many"], "'--jobs <number>': it must be a whole number from 1 to 64"),
    (["sweep", "d.md", "-P", "n:1", "-j", "65"], "'-j <number>': it must be a whole number from 1 to 64"),
  ])
  func `a number that an option can't have is told with those that it can`(
    arguments: [String], message: String
  ) throws {
    let answer = try bench.lectern(arguments)
    #expect(answer.code == 64 && answer.error.contains("is invalid for \(message)"), "\(answer.error)")
  }

  @Test(arguments: [
    (["new", "--bok", "x"], "'--book'"), (["sweep", "d.md", "--over", "seed", "--ech"], "'--each'"),
  ])
  func `an unknown option is told before what is missing because of it`(arguments: [String], name: String)
    throws
  {
    let answer = try bench.lectern(arguments)
    #expect(answer.code == 64 && answer.error.hasPrefix("Error: Unknown option "), "\(answer.error)")
    #expect(answer.error.contains("Did you mean \(name)?"), "\(answer.error)")
  }

  @Test func `the manual is printed as a whole, by its sections, and says which there are`() throws {
    let whole = try bench.lectern("manual")
    #expect(whole.code == 0 && whole.output.hasPrefix("# How to write a chapter"))
    let section = try bench.lectern("manual", "CLAIMS")
    #expect(section.code == 0 && section.output.hasPrefix("## Claims\n"))
    #expect(!section.output.contains("\n## ") && whole.output.contains(section.output))
    let none = try bench.lectern("manual", "nothing")
    #expect(none.code == 64 && none.error.contains("it has: The front matter, "), "\(none.error)")
    #expect(try bench.lectern("manual", "--path").output.contains("/notebooks/README.md\n"))
  }

  @Test(arguments: [
    ["run", ""], ["run", "x.md", "-o", ""], ["run", "x.md", "--output="], ["run", "x.md", "-P", ""],
    ["run", "x.md", "-P", ":1"], ["run", "x.md", "-P", "seed:"], ["run", "x.md", "--timeout", ""],
    ["check", ""], ["check", "x.md", ""], ["build", ""], ["build", ".", "--output-dir", ""], ["list", ""],
    ["tangle", ""], ["why", ""], ["verify", ""], ["new", ""], ["new", ".md"], ["new", "a/.md"],
    ["serve", "", "--no-browser"], ["serve", "--port", ""], ["exercises", ""], ["exercises", "--book", ""],
    ["exercises", "--folder", "", "--list"],
  ])
  func `an empty value is wrong usage, and nothing is run or written`(arguments: [String]) throws {
    try bench.write("---\nparams:\n  seed: 1\n---\n\n```{swift}\nprint(seed)\n```\n", to: "x.md")
    try bench.write("chapters: [x.md]\n", to: "book.yml")
    let answer = try bench.lectern(arguments)
    #expect(answer.code == 64, "\(answer)")
    #expect(answer.error.hasPrefix("Error: ") && !answer.error.contains("No such file"), "\(answer.error)")
    #expect(!bench.exists(".md") && !bench.exists("a") && !bench.exists("x.html") && !bench.exists("output"))
  }

  @Test func `of many messages of one kind, the first are printed and all are counted`() throws {
    let references = (1...300).map { "@fig-a\($0)" }.joined(separator: "\n")
    try bench.write(
      "\(references)\n\n```{swift}\n//| eko: 1\nprint(1)\n```\n\n[gone](gone.md)\n", to: "many.md")
    let answer = try bench.lectern("check", "many.md")
    let lines = answer.error.split(separator: "\n")
    #expect(answer.code == 1 && lines.count == 13, "\(answer.error)")
    #expect(lines[9].hasPrefix("many.md:10:1: error: "))
    #expect(lines[10] == "many.md:11:1: note: 290 more errors like this from here to line 300")
    #expect(lines[11].hasPrefix("many.md:303:5: ") && lines[12].hasPrefix("many.md:307:"))
    #expect(try bench.lectern("run", "many.md").code == 1)
    let page = try bench.read("many.html")
    #expect(page.contains("302 errors in the notebook") && page.contains("290 more errors like this"))
    #expect(page.components(separatedBy: "class=\"diagnostic error\"").count < 20)
  }

  @Test func `a notebook with errors runs nothing, and its page says why`() throws {
    let file = try bench.write(
      "```{swift}\n//| eko: false\n//| timeout: soon\nprint(1)\n```\n", to: "e.md")
    try bench.write("the page of before", to: "e.html")
    let answer = try bench.lectern("run", file)
    #expect(answer.code == 1)
    #expect(answer.error.contains("e.md:3:"))
    let page = try bench.read("e.html")
    #expect(page.contains("2 errors in the notebook, 1 cell was not run"))
    // Once at the top, and once in its place.
    #expect(page.components(separatedBy: "unknown option 'eko'").count == 3)
    #expect(try bench.lectern("run", bench.folder.path + "/nowhere.md").code == 1)
  }

  @Test func `a reference or formula that is wrong fails the run, and the page is written`() throws {
    try bench.write("See @fig-loss and $\\frac{1}$.\n\n```{swift}\n6 * 7\n```\n", to: "r.md")
    let answer = try bench.lectern("run", "r.md")
    #expect(answer.code == 1)
    #expect(answer.error.contains("r.md:1:5: error: ") && answer.error.contains("r.md:1:28: error: "))
    let page = try bench.read("r.html")
    #expect(page.contains("2 errors in the notebook") && page.contains(">42</samp>"))
    #expect(
      page.contains(
        "<span class=\"dead-link\" title=\"nothing has the id 'fig-loss'\">@fig-loss</span>"))
  }

  @Test func `parameters reach the program, and tangle prints it`() throws {
    let file = try bench.write(
      "---\nparams:\n  steps: 3\n---\n\n```{swift}\nprint(\"steps\", steps)\n```\n", to: "f.md")
    #expect(try bench.lectern("run", file, "-P", "steps:41", "-o", "-").output.contains("steps 41"))
    let program = try bench.lectern("tangle", file).output
    #expect(
      program.contains("let steps = 3\n")
        && program.contains("#sourceLocation(file: \"f.md\", line: 7)\nprint("))
  }

  @Test func `two runs make the same bytes`() throws {
    let text = """
      ```{swift}
      Set((0..<40).map { "\\($0)" })
      ```

      ```{swift}
      Chart { LineMark(x: .value("x", 1.0), y: .value("y", 2.0)) }
      ```
      """
    let file = try bench.write(text, to: "g.md")
    #expect(try bench.lectern("run", file, "-o", "-").output == bench.lectern("run", file, "-o", "-").output)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `an interrupted run kills all that it has started and leaves the page as it was`(number: Int32) throws
  {
    let file = try bench.write(
      """
      ```{swift}
      if fork() == 0 { setsid(); if fork() == 0 { sleep(100) }; _exit(0) }
      fputs("\\(getpid())", fopen("part", "w")); fflush(nil); rename("part", "pid")
      while true {}
      ```
      """, to: "h.md")
    let page = try bench.write("the page of before", to: "h.html")
    let temporary = try TemporaryFolder()
    // Under `nohup` the tests themselves ignore SIGHUP, and what they start would inherit that.
    let handler = signal(number, SIG_DFL)
    let (process, output, error) = try bench.start(["run", file, "--trust"], ["TMPDIR": temporary.url.path])
    signal(number, handler)
    for _ in 0..<600 where !bench.exists("pid") { usleep(50_000) }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    _ = (output, error)
    #expect(process.terminationReason == .exit && process.terminationStatus == 128 + number)
    let left = try FileManager.default.contentsOfDirectory(atPath: temporary.url.path)
    #expect(left == [])
    #expect(try String(contentsOfFile: page, encoding: .utf8) == "the page of before")
    let pid = try String(contentsOfFile: bench.folder.path + "/pid", encoding: .utf8)
    #expect(kill(Int32(pid) ?? 0, 0) != 0)
  }
}
