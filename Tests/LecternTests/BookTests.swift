import Foundation
import Testing

/// The commands for a whole book.
@Suite struct BookTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      """
      title: Two chapters
      needs: [A browser.]
      chapters:
        - 01-one.md
        - 02-two.md
      """, to: "notebooks/book.yml")
    try bench.write(
      """
      ---
      title: One
      params:
        seed: 3
      ---

      A **weight** is `{swift} seed`.

      ## A section of "weights"

      ```{swift}
      claim("the seed is small", seed < 9)
      ```
      """, to: "notebooks/01-one.md")
    try bench.write(
      """
      # Two

      The weight of [chapter one](01-one.md#a-section-of-weights) again.

      **Adam** is a way to move it. **Momentum** is a part of that, and there is no Adam without momentum.

      ```{swift}
      print(2)
      ```
      """, to: "notebooks/02-two.md")
  }

  @Test func `check takes a folder or a list as the other commands do`() throws {
    try bench.write("# Two\n\n[gone](gone.md)\n", to: "notebooks/02-two.md")
    for arguments in [[], ["notebooks"], ["notebooks/"], ["notebooks/book.yml"]] {
      let answer = try bench.lectern(["check"] + arguments)
      #expect(answer.code == 1, "\(arguments)")
      #expect(answer.error.split(separator: "\n").count == 1, "\(answer.error)")
      #expect(answer.error.hasPrefix("notebooks/02-two.md:3:8: error: "), "\(answer.error)")
    }
    try bench.write("# Mine\n\n@fig-none\n", to: "mine.md")
    let both = try bench.lectern("check", "mine.md", "nowhere", "notebooks", "notebooks/..")
    #expect(both.code == 1)
    let lines = both.error.split(separator: "\n").map { $0.prefix { $0 != ":" } }.sorted()
    #expect(lines == ["mine.md", "notebooks/../book.yml", "notebooks/02-two.md", "nowhere"], "\(both)")
  }

  @Test func `run and build say alike where there was nothing to run`() throws {
    try bench.write("# Two\n\nOnly text.\n", to: "notebooks/02-two.md")
    #expect(try bench.lectern("run", "notebooks/02-two.md").error.contains(", nothing to run ("))
    let build = try bench.lectern("build", "--fresh").error
    #expect(
      build.contains("02-two.md: nothing to run (") && !build.contains("01-one.md: nothing"), "\(build)")
    let again = try bench.lectern("build").error
    #expect(again.components(separatedBy: ": nothing to run (").count == 3, "\(again)")
    try bench.write("# Two\n\n@fig-none\n", to: "notebooks/02-two.md")
    #expect(try bench.lectern("build").error.contains("02-two.md: failed"))
  }

  @Test func `a build writes all chapters, a front page, a glossary and a search, twice the same bytes`()
    throws
  {
    let answer = try bench.lectern("build")
    #expect(answer.code == 0, "\(answer.error)")
    let pages = ["01-one.html", "02-two.html", "index.html", "glossary.html", "search.html"]
    let first = try pages.map { try bench.read("output/\($0)") }
    #expect(first[0].contains("rel=\"next\" href=\"02-two.html\"") && first[0].contains("Chapter 1"))
    #expect(first[1].contains("rel=\"prev\" href=\"01-one.html\""))
    #expect(first[1].contains("<a href=\"01-one.html#a-section-of-weights\">chapter one</a>"))
    #expect(first[2].contains("href=\"02-two.html\"") && first[2].contains("A browser."))
    #expect(first[3].contains("<a class=\"place\" href=\"01-one.html#term:weight\">Chapter 1</a>"))
    #expect(first[3].contains("<strong>weight</strong> is 3."))
    #expect(first[3].contains(">Adam</dt>") && first[3].contains(">momentum</dt>"))
    #expect(first[3].contains("Also in <a href=\"02-two.html\">chapter 2</a>"))
    #expect(first[4].contains(#""A section of \"weights\"","a-section-of-weights""#))

    #expect(try bench.lectern("build", "-j", "1", "--output-dir", "again", "--quiet").error == "")
    #expect(try pages.map { try bench.read("again/\($0)") } == first)
  }

  @Test func `a folder stands for its list`() throws {
    let answer = try bench.lectern("list", "notebooks/")
    #expect(answer.code == 0 && answer.output.contains("02-two.md  Two"))
    #expect(try bench.lectern("list", ".").error.contains("book.yml: error: there is no such file"))
  }

  @Test func `bold text that ends with a mark is no term, in any script`() throws {
    let marks = ".:;,!?…。：；，！？、؟।".map { "**注意 x\($0)** y.\n\n" }.joined()
    try bench.write("# One\n\n\(marks)**残差** z.\n", to: "notebooks/01-one.md")
    try bench.write("# Two\n", to: "notebooks/02-two.md")
    #expect(try bench.lectern("build").code == 0)
    let page = try bench.read("output/01-one.html")
    #expect(page.contains("id=\"term:残差\"") && !page.contains("id=\"term:注意"))
  }

  @Test func `the glossary finds whole words only`() throws {
    try bench.write("# One\n\nA **weight** is a number.\n", to: "notebooks/01-one.md")
    try bench.write("# Two\n\nLightweight paperweights.\n", to: "notebooks/02-two.md")
    #expect(try bench.lectern("build").code == 0)
    #expect(try !bench.read("output/glossary.html").contains("Also in"))
  }

  @Test func `a glossary defines every bold term, and nothing else`() throws {
    let one = "# One\n\nA **weight** is a number, and **GRU** a cell. The `weight` of $weight$.\n"
    try bench.write(one, to: "notebooks/01-one.md")
    try bench.write("# Two\n\nHere is only `a weight` in code. The gated unit.\n", to: "notebooks/02-two.md")
    try bench.write(
      "weight: \"A *learned* number: $w$.\"\ngated unit:\n  text: A cell with gates.\n  names: [GRU, gate cell]\n",
      to: "notebooks/glossary.yml")
    let good = try bench.lectern("build")
    #expect(good.code == 0, "\(good.error)")
    let page = try bench.read("output/glossary.html")
    #expect(page.contains("<p>A <em>learned</em> number: <span class=\"maths\">"))
    #expect(page.contains("id=\"term:gru\">gated unit</dt>") && page.contains("Also: GRU, gate cell."))
    #expect(page.contains("<a class=\"place\" href=\"01-one.html#term:gru\">Chapter 1</a>"))
    #expect(page.components(separatedBy: "Also in").count == 2, "a word in code is no use of the term")
    #expect(
      try bench.read("output/search.html").contains("[\"gate cell\",\"term:gru\",\"A cell with gates.\""))

    try bench.write("weight: A number.\ncell: A box.\nbox:\n  names: [cell]\n", to: "notebooks/glossary.yml")
    let bad = try bench.lectern("check")
    #expect(bad.code == 1)
    let lines = bad.error.split(separator: "\n").map(String.init)
    #expect(
      lines.contains { $0.hasPrefix("notebooks/glossary.yml:3:1: error: 'box' has no 'text'") }, "\(lines)")
    #expect(
      lines.contains {
        $0.hasPrefix("notebooks/glossary.yml:2:1: error: no chapter sets the term 'cell' in bold")
      })
    #expect(
      lines.contains { $0.contains("'GRU' is not defined here: it is explained in notebooks/01-one.md by") })

    try bench.write("weight: [1]\ngru: A cell with gates.\n", to: "notebooks/glossary.yml")
    let broken = try bench.lectern("check")
    #expect(
      broken.code == 1 && broken.error.contains("notebooks/glossary.yml:1:9: error:"), "\(broken.error)")
    #expect(!broken.error.contains("is not defined"), "\(broken.error)")
  }

  @Test(arguments: [
    (
      "chapter: [01-one.md, 02-two.md]\n", "box: A thing.\nweight: A number.\n",
      "book.yml:1:1: error: the book has no"
    ),
    ("chapters: [01-one.md, [02-two.md]]\n", "box: A thing.\n", "book.yml:1:23: error: a chapter must be"),
    ("chapters: [01-one.md, 02-two.md]\n", "box: 'A thing.\n", "glossary.yml:"),
  ])
  func `terms aren't missing where the list or the glossary can't be read`(
    list: String, glossary: String, error: String
  )
    throws
  {
    try bench.write("# One\n\nA **weight** is a number.\n", to: "notebooks/01-one.md")
    try bench.write("# Two\n\nText.\n", to: "notebooks/02-two.md")
    try bench.write(list, to: "notebooks/book.yml")
    try bench.write(glossary, to: "notebooks/glossary.yml")
    let check = try bench.lectern("check")
    #expect(check.code == 1 && check.error.contains("notebooks/\(error)"), "\(check.error)")
    #expect(check.error.components(separatedBy: "error: ").count == 2, "\(check.error)")
  }

  @Test func `a chapter that is run alone has the page that the build makes`() throws {
    _ = try bench.lectern("build")
    let built = try bench.read("output/01-one.html")
    try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("output/01-one.html"))
    #expect(try bench.lectern("run", "notebooks/01-one.md").code == 0)
    #expect(try bench.read("output/01-one.html") == built)
  }

  @Test func `a chapter that fails keeps no other from being built`() throws {
    let answer = try bench.lectern("build", "-P", "seed:10")
    #expect(answer.code == 1)
    #expect(answer.error.contains("notebooks/01-one.md:12:1: error: "))
    #expect(answer.error.contains("1 of 2 chapters failed"))
    #expect(try bench.read("output/01-one.html").contains("This run failed"))
    #expect(bench.exists("output/02-two.html") && bench.exists("output/index.html"))
    #expect(try bench.lectern("build", "-P", "sed:10").code == 64)
  }

  @Test func `a chapter that is missing or cannot run fails the build, and its page says why`() throws {
    try bench.write("```{swift}\n//| eko: 1\n```\n", to: "notebooks/02-two.md")
    try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("notebooks/01-one.md"))
    try FileManager.default.createDirectory(
      at: bench.folder.appendingPathComponent("output"), withIntermediateDirectories: true)
    try bench.write("the page of before", to: "output/02-two.html")
    let answer = try bench.lectern("build")
    #expect(answer.code == 1)
    #expect(
      answer.error.contains("notebooks/book.yml:4:5: error: notebooks/01-one.md: there is no such file"))
    #expect(answer.error.contains("notebooks/02-two.md:2:5: error: unknown option 'eko'"))
    #expect(try bench.read("output/02-two.html").contains("unknown option"))
    #expect(try bench.read("output/01-one.html").contains("there is no such file"))
    #expect(bench.exists("output/index.html"))
  }

  @Test func `a list with bytes that are no text is reported, and its pages are written`() throws {
    let list = try bench.read("notebooks/book.yml")
    let file = bench.folder.appendingPathComponent("notebooks/book.yml")
    try (Data("subtitle: \"".utf8) + Data([0xFF]) + Data("\"\n\(list)".utf8)).write(to: file)
    try bench.write("# One\n", to: "notebooks/01-one.md")
    try bench.write("# Two\n", to: "notebooks/02-two.md")
    let answer = try bench.lectern("build")
    #expect(
      answer.code == 1 && answer.error.contains("notebooks/book.yml:1:12: error: this byte is not UTF-8"))
    #expect(bench.exists("output/01-one.html") && bench.exists("output/index.html"))
  }

  @Test func `strict makes warnings fail`() throws {
    try bench.write("```{swift}\n[3].sorted()\nprint(1)\n```\n", to: "notebooks/02-two.md")
    #expect(try bench.lectern("build").code == 0)
    let answer = try bench.lectern("build", "--strict")
    #expect(answer.code == 1 && answer.error.contains("02-two.md:2:5: warning: "))
    #expect(try bench.lectern("check", "notebooks/02-two.md").code == 0)
    let checked = try bench.lectern("check", "notebooks/02-two.md", "--strict")
    #expect(checked.code == 1 && checked.error.contains("02-two.md:2:5: warning: "))
  }

  @Test func `a check runs nothing and tells what the compiler says`() throws {
    try bench.write("```{swift}\nfatalError()\n```\n", to: "notebooks/good.md")
    try bench.write("See @fig-x.\n\n```{swift}\nlet y: Int = \"\"\n```\n", to: "notebooks/bad.md")
    #expect(try bench.lectern("check", "notebooks/good.md").code == 0)
    #expect(try bench.lectern("check").code == 0)
    let answer = try bench.lectern("check", "notebooks/good.md", "notebooks/bad.md")
    #expect(answer.code == 1 && answer.error.contains("notebooks/bad.md:1:"))
    #expect(!bench.exists("output") && !bench.exists("notebooks/good.html"))
    try bench.write("```{swift}\nlet y: Int = \"\"\n```\n", to: "notebooks/bad.md")
    #expect(try bench.lectern("check", "notebooks/bad.md").error.contains("notebooks/bad.md:2:14: error: "))
  }

  @Test func `the list names the chapters, for people and for programs`() throws {
    let text = try bench.lectern("list").output
    #expect(text == "notebooks/01-one.md  One\nnotebooks/02-two.md  Two\n")
    let json = try bench.lectern("list", "--json").output
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(entries.map { $0["page"] as? String } == ["01-one.html", "02-two.html"])
    #expect(entries[0]["parameters"] as? [String: String] == ["seed": "3"])
  }

  @Test func `the list for programs says what a build would do, and why`() throws {
    func entries() throws -> [[String: Any]] {
      let json = try bench.lectern("list", "--json").output
      return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    }
    func states() throws -> [String?] { try entries().map { $0["state"] as? String } }
    #expect(try states() == ["new", "new"])
    #expect(try bench.lectern("build").code == 0)
    let built = try entries()
    #expect(built.map { $0["state"] as? String } == ["current", "current"])
    #expect(built.allSatisfy { $0["why"] == nil && ($0["ran"] as? String)?.hasSuffix("Z") == true })
    #expect(built.allSatisfy { ($0["seconds"] as? Double ?? 0) > 0 })
    try bench.write("```{swift}\nlet changed = 1\n```\n", to: "notebooks/02-two.md")
    #expect(try states() == ["current", "stale"])
    let reason = try #require(try entries()[1]["why"] as? String)
    #expect(try bench.lectern("why", "notebooks/02-two.md").output == "notebooks/02-two.md: \(reason)\n")
    try bench.write("```{swift}\n//| fig-cpa: \"x\"\n```\n", to: "notebooks/02-two.md")
    let broken = try entries()[1]
    #expect(broken["state"] as? String == "broken")
    #expect((broken["why"] as? String)?.hasPrefix("notebooks/02-two.md:2:5: error: ") == true)
  }

  @Test func `a reason is a difference from the last run with the same parameters`() throws {
    func write(_ code: String) throws {
      try bench.write("---\nparams:\n  n: 1\n---\n\n```{swift}\n\(code)\n```\n", to: "p.md")
    }
    try write("print(n)")
    for n in 1...2 { #expect(try bench.lectern("run", "p.md", "-P", "n:\(n)").code == 0) }
    try write("print(n + 1)")
    let reason = try bench.lectern("why", "p.md").output
    #expect(reason.contains("a cell under") && !reason.contains("parameter"), "\(reason)")
  }

  @Test func `a new notebook runs, and is not written over another`() throws {
    #expect(try bench.lectern("new", "notebooks/03-short-memory.md").code == 0)
    #expect(try bench.read("notebooks/03-short-memory.md").contains("title: \"Short memory\""))
    let answer = try bench.lectern("run", "notebooks/03-short-memory.md")
    #expect(answer.code == 0, "\(answer.error)")
    #expect(try bench.lectern("new", "notebooks/01-one.md").code == 1)
    #expect(try bench.read("notebooks/01-one.md").contains("A **weight**"))
    #expect(try bench.lectern("new", "notebook.txt").code == 64)
  }

  @Test func `a listing that cannot be shown fails the run, and the page is written`() throws {
    try bench.write("```swift source=\"nowhere.swift\"\n```\n\n```{swift}\n1 + 1\n```\n", to: "l.md")
    let answer = try bench.lectern("run", "l.md")
    #expect(answer.code == 1 && answer.error.contains("l.md:1:10: error: "))
    let page = try bench.read("l.html")
    #expect(page.contains("Code that cannot be shown") && page.contains(">2</samp>"))
  }
}
