import Foundation
import Testing

/// Chapters in folders, links between them, and pages that are written even after errors.
@Suite struct ReferenceTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try FileManager.default.createDirectory(
      at: bench.folder.appendingPathComponent("mine/ch"), withIntermediateDirectories: true)
    try bench.write("title: Mine\nchapters: [ch/01-one.md, my two.md]\n", to: "mine/book.yml")
    try bench.write(
      """
      # One

      See [two](../my%20two.md#deep), @sec-deep, [the data](data.csv) and ![a net](../net.svg).

      $$x$$ {#eq-x}
      """, to: "mine/ch/01-one.md")
    try bench.write(
      "---\ntitle: Two\n---\n\n## Deep {#sec-deep}\n\n## deep\n\n[back](ch/01-one.md) to @eq-x.\n",
      to: "mine/my two.md")
    try bench.write("1,2", to: "mine/ch/data.csv")
    try bench.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "mine/net.svg")
  }

  @Test func `chapters in folders find each other, their pictures and files`() throws {
    let answer = try bench.lectern("build", "mine/book.yml")
    #expect(answer.code == 0, "\(answer.error)")
    let one = try bench.read("mine/output/ch/01-one.html")
    #expect(one.contains("<a href=\"../my%20two.html#deep\">two</a>"))
    #expect(one.contains("<a href=\"../my%20two.html#sec-deep\">Deep in “Two”</a>"))
    #expect(one.contains("<a href=\"data.csv\">the data</a>"))
    #expect(try bench.read("mine/output/ch/data.csv") == "1,2")
    #expect(one.contains("src=\"data:image/svg+xml;base64,"))
    #expect(one.contains("href=\"../index.html\"") && one.contains("rel=\"next\" href=\"../my%20two.html\""))
    let two = try bench.read("mine/output/my two.html")
    #expect(two.contains("<a href=\"ch/01-one.html\">back</a>"))
    #expect(two.contains("<a href=\"ch/01-one.html#eq-x\">Equation 1 in chapter 1</a>"))
    for page in ["index", "glossary", "search"] {
      let text = try bench.read("mine/output/\(page).html")
      #expect(text.contains("my%20two.html") && !text.contains("Appendix"))
    }
  }

  @Test
  func `a reference to another chapter's section has the values in its title, once that chapter has run`()
    throws
  {
    try bench.write(
      "## Deep `{swift} 1 + 1` **`{swift} \"<3>\"`** down {#sec-deep}\n\n## deep\n\n@eq-x, @sec-deep",
      to: "mine/my two.md")
    let alone = try bench.lectern("run", "mine/ch/01-one.md")
    #expect(alone.code == 0 && !alone.error.contains("warning"), "\(alone.error)")
    let page = "mine/output/ch/01-one.html"
    #expect(try bench.read(page).contains("#sec-deep\">Deep … <strong>…</strong> down in"))
    for _ in 0..<2 {
      let answer = try bench.lectern("build", "mine/book.yml", "-j", "1", "--strict")
      #expect(answer.code == 0, "\(answer.error)")
      let one = try bench.read(page)
      #expect(
        one.contains("#sec-deep\">Deep 2 <strong>&lt;3&gt;</strong> down in"),
        "\(one.components(separatedBy: "sec-deep").last ?? "")")
    }
  }

  @Test func `titles and captions refer to other chapters, and to titles that do so`() throws {
    try bench.write(
      "# One\n\n## First {#sec-first}\n\n$$x$$ {#eq-x}\n\n|a|\n|-|\n|b|\n\n: As in @sec-deep. {#tbl-t}\n",
      to: "mine/ch/01-one.md")
    try bench.write("# Two after @sec-first\n\n## Beyond @eq-x {#sec-deep}\n", to: "mine/my two.md")
    let answer = try bench.lectern("build", "mine/book.yml")
    #expect(answer.code == 0, "\(answer.error)")
    let title = "Two after First in chapter 1"
    let one = try bench.read("mine/output/ch/01-one.html")
    #expect(
      one.contains(
        "As in <a href=\"../my%20two.html#sec-deep\">Beyond Equation 1 in chapter 1 in “\(title)”</a>"))
    let two = try bench.read("mine/output/my two.html")
    #expect(two.contains("Two after <a href=\"ch/01-one.html#sec-first\">First in chapter 1</a>"))
    #expect(two.contains("Beyond <a href=\"ch/01-one.html#eq-x\">Equation 1 in chapter 1</a>"))
    #expect(try bench.read("mine/output/index.html").contains(title))
    // A chapter that runs alone knows its neighbours' titles.
    #expect(try bench.lectern("run", "mine/ch/01-one.md").code == 0)
    #expect(try bench.read("mine/output/ch/01-one.html") == one && one.contains("\(title)</a>"))
  }

  @Test func `a build writes pages anew that were shortened or changed`() throws {
    _ = try bench.lectern("build", "mine/book.yml")
    let page = "mine/output/ch/01-one.html"
    let built = try bench.read(page)
    for damaged in [String(built.prefix(built.count / 2)), built.replacing("One", with: "Two"), built + " "] {
      try bench.write(damaged, to: page)
      #expect(try bench.lectern("build", "mine/book.yml").code == 0)
      #expect(try bench.read(page) == built)
    }
  }

  @Test func `a chapter run or checked alone knows its book`() throws {
    _ = try bench.lectern("build", "mine/book.yml")
    let built = try bench.read("mine/output/ch/01-one.html")
    try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("mine/output/ch/01-one.html"))
    let answer = try bench.lectern("run", "mine/ch/01-one.md")
    #expect(answer.code == 0 && answer.error.contains("wrote mine/output/ch/01-one.html"), "\(answer.error)")
    #expect(try bench.read("mine/output/ch/01-one.html") == built)
    #expect(try bench.lectern("check", "mine/ch/01-one.md", "mine/my two.md").error == "")
  }

  @Test(arguments: ["check", "run", "build"])
  func `a dead link and a missing picture fail every command`(command: String) throws {
    try bench.write(
      "# Two\n\n## Deep {#sec-deep}\n\n## deep\n\n[a](../b.md) ![c](d.png)", to: "mine/my two.md")
    let answer = try bench.lectern(command, command == "build" ? "mine/book.yml" : "mine/my two.md")
    #expect(answer.code == 1)
    #expect(answer.error.contains("mine/my two.md:7:5: error: there is no file '../b.md'"))
    #expect(
      answer.error.contains("mine/my two.md:7:19: error: the picture 'd.png' cannot be shown: there is no"))
    if command != "check" {
      let page = try bench.read("mine/output/my two.html")
      #expect(
        page.contains("<span class=\"dead-link\" title=\"there is no file '../b.md'\">a</span>"))
      #expect(page.contains("missing-image") && page.contains("2 errors in the notebook"))
    }
  }

  @Test func `a notebook that is no chapter is told, and the link leads to the page that it would have`()
    throws
  {
    try bench.write("Alone.", to: "mine/three.md")
    try bench.write("[x](three.md)", to: "mine/my two.md")
    let answer = try bench.lectern("run", "mine/my two.md")
    #expect(answer.error.contains("mine/my two.md:1:5: warning: 'three.md' is no chapter of mine/book.yml"))
    #expect(try bench.read("mine/output/my two.html").contains("<a href=\"../three.html\">x</a>"))
    _ = try bench.lectern("run", "mine/three.md")
    #expect(bench.exists("mine/three.html"))
  }

  @Test func `books in folders of their own share no output`() throws {
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        at: bench.folder.appendingPathComponent(name), withIntermediateDirectories: true)
      try bench.write("title: \(name)\nchapters: [one.md]", to: "\(name)/book.yml")
      try bench.write("Page of \(name).", to: "\(name)/one.md")
      #expect(try bench.lectern("build", "\(name)/book.yml").code == 0)
    }
    #expect(!bench.exists("output"))
    #expect(try bench.read("a/output/one.html").contains("Page of a."))
  }

  // MARK: Pages are always written

  @Test(arguments: [
    ("---\ntitle: [New\n---\n", "2:"), ("```{swift}\n//| eko: 1\nprint(1)\n```\n", "2:5"),
    ("x[^1]\n\n[^1]:\n", "1:2"), ("$$\n", "1:1"), ("a\0b\n", "1:2"),
  ])
  func `what cannot be read is on the page, and nothing of before`(text: String, place: String) throws {
    for page in ["x.html", "mine/output/my two.html"] {
      try FileManager.default.createDirectory(
        at: bench.folder.appendingPathComponent("mine/output"), withIntermediateDirectories: true)
      try bench.write("the page of before", to: page)
      let notebook = page == "x.html" ? "x.md" : "mine/my two.md"
      try bench.write(text, to: notebook)
      let answer =
        page == "x.html" ? try bench.lectern("run", notebook) : try bench.lectern("build", "mine/book.yml")
      #expect(answer.code == 1 && answer.error.contains("\(notebook):\(place)"), "\(answer.error)")
      let written = try bench.read(page)
      #expect(written.contains("This run failed") && written.contains("\(notebook):\(place)"))
    }
  }

  @Test func `files that are no notebook have a page that says so`() throws {
    try Data([0x61, 0xFF]).write(to: bench.folder.appendingPathComponent("bytes.md"))
    mkdir(bench.folder.path + "/folder.md", 0o700)
    mkfifo(bench.folder.path + "/pipe.md", 0o600)
    for (name, reason) in [
      ("bytes", "this byte is not UTF-8"), ("folder", "this is a folder"),
      ("pipe", "this is a pipe or a device"),
    ] {
      let answer = try bench.lectern("run", "\(name).md")
      #expect(answer.code == 1 && answer.error.contains(reason))
      #expect(try bench.read("\(name).html").contains(reason))
    }
    try bench.write("", to: "empty.md")
    #expect(try bench.lectern("run", "empty.md").code == 0 && bench.exists("empty.html"))
  }

  @Test func `a name that is no file's makes no page, and leaves none that is out of date`() throws {
    #expect(try bench.lectern("run", "nowhere.md").code == 1)
    #expect(try bench.lectern("run", "mine").code == 1)
    #expect(!bench.exists("nowhere.html") && !bench.exists("mine.html"))
    try bench.write("the page of before", to: "nowhere.html")
    #expect(try bench.lectern("run", "nowhere.md").code == 1)
    #expect(try bench.read("nowhere.html").contains("there is no such file"))
  }

  @Test func `without a compiler the pages say so`() throws {
    try bench.write("```{swift}\nprint(1)\n```\n", to: "mine/my two.md")
    for arguments in [["run", "mine/my two.md"], ["build", "mine/book.yml"]] {
      try? FileManager.default.removeItem(at: bench.folder.appendingPathComponent("mine/output"))
      let answer = try bench.lectern(arguments, ["PATH": "/nowhere"])
      #expect(answer.code == 1 && answer.error.contains("was not found"), "\(answer.error)")
      let page = try bench.read("mine/output/my two.html")
      #expect(page.contains("the notebook could not be run") && page.contains("was not found"))
    }
    #expect(try bench.read("mine/output/index.html").contains("This chapter failed."))
  }

  @Test func `the front page marks chapters that failed, and a list with errors`() throws {
    try bench.write(
      "title: Mine\nchapters: [ch/01-one.md, my two.md, index.md, none.md]\n", to: "mine/book.yml")
    try bench.write("```{swift}\nlet x: Int = \"\"\n```", to: "mine/my two.md")
    let answer = try bench.lectern("build", "mine/book.yml")
    #expect(answer.code == 1)
    #expect(answer.error.contains("mine/book.yml:2:37: error: the page of 'index.md' would take the place"))
    #expect(answer.error.contains("mine/book.yml:2:47: error: mine/none.md: there is no such file"))
    let front = try bench.read("mine/output/index.html")
    #expect(front.components(separatedBy: "This chapter failed.").count == 4, "\(answer.error)")
    #expect(front.contains("The list of chapters has errors."))
    #expect(try bench.read("mine/output/none.html").contains("there is no such file"))
  }

  @Test func `parameters of a notebook that cannot be read are no wrong usage`() throws {
    try bench.write("---\nparams: {seed: [1}\n---\n", to: "x.md")
    #expect(try bench.lectern("run", "x.md", "-P", "seed:2").code == 1)
    #expect(try bench.read("x.html").contains("This run failed"))
  }

  @Test func `names with letters beyond ASCII stay whole in the list`() throws {
    try bench.write("title: T\nchapters: [\"u\u{308}ber 🌙.md\"]\n", to: "notebooks/book.yml")
    try bench.write("# Moon", to: "notebooks/u\u{308}ber 🌙.md")
    #expect(try bench.lectern("list").output == "notebooks/u\u{308}ber 🌙.md  Moon\n")
  }
}
