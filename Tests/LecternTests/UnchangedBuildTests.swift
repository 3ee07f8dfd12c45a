import Foundation
import Testing

/// A build writes pages only where they would differ from those that are there.
struct UnchangedBuildTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("chapters: [01-one.md, 02-two.md, 03-words.md]\n", to: "notebooks/book.yml")
    let one = "# One\n\nA **dot** and a value: `{swift} 1 + 1`.\n\n![A dot](dot.svg)\n"
    try bench.write(one, to: "notebooks/01-one.md")
    try bench.write("dot: A small disc.\n", to: "notebooks/glossary.yml")
    try bench.write("# Two\n\n```{swift}\nprint(\"two\")\n```\n", to: "notebooks/02-two.md")
    try bench.write("# Words\n\nOnly prose.\n", to: "notebooks/03-words.md")
    try bench.write(dot("red"), to: "notebooks/dot.svg")
    // The record of a page holds only for sources that are older than the build.
    try build()
    try build()
  }

  private func dot(_ color: String) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><circle r=\"9\" fill=\"\(color)\"/></svg>"
  }

  @discardableResult
  private func build(_ options: String...) throws -> String {
    usleep(20_000)
    return try bench.lectern(["build", "notebooks"] + options).error
  }

  private static let pages = [
    "01-one.html", "02-two.html", "03-words.html", "index.html", "glossary.html", "search.html",
  ]

  /// The pages that differ as files from those of `before`.
  private func written(since before: [String: UInt64]) throws -> Set<String> {
    let now = try files()
    return Set(Self.pages.filter { now[$0] != before[$0] })
  }

  /// The number of each page's file, which is another one each time that it is written.
  private func files() throws -> [String: UInt64] {
    try Dictionary(
      uniqueKeysWithValues: Self.pages.map { page in
        let properties = try FileManager.default.attributesOfItem(atPath: bench.path(of: "output/\(page)"))
        return (page, try #require(properties[.systemFileNumber] as? UInt64))
      })
  }

  @Test func `where nothing has changed, no page is written, and the chapters are listed as before`() throws {
    let before = try files()
    let messages = try build()
    #expect(try written(since: before) == [])
    #expect(messages.contains("3/3") && messages.contains("nothing to run"))
    #expect(messages.contains("wrote 3 chapters to output"))
  }

  @Test func `a page that is gone or that somebody has changed is written again`() throws {
    let page = try bench.read("output/02-two.html")
    let front = try bench.read("output/index.html")
    try bench.write(page + "\n<!-- mine -->\n", to: "output/02-two.html")
    try build()
    #expect(try bench.read("output/02-two.html") == page)
    try FileManager.default.removeItem(atPath: bench.path(of: "output/index.html"))
    try build()
    #expect(try bench.read("output/index.html") == front)
  }

  @Test(arguments: [
    ("notebooks/03-words.md", "# Words\n\nOther prose.\n", "output/03-words.html", "Other prose"),
    (
      "notebooks/02-two.md", "# Two\n\n```{swift}\nprint(\"twenty-three\")\n```\n", "output/02-two.html",
      "twenty-three"
    ),
    ("notebooks/glossary.yml", "dot: A round mark.\n", "output/glossary.html", "A round mark"),
    (
      "notebooks/book.yml", "title: Book of Dots\nchapters: [01-one.md, 02-two.md]\n", "output/01-one.html",
      "Book of Dots"
    ),
  ])
  func `a changed source is on the page`(file: String, text: String, page: String, words: String) throws {
    try bench.write(text, to: file)
    #expect(try !bench.read(page).contains(words))
    try build()
    #expect(try bench.read(page).contains(words))
  }

  @Test func `a changed picture is on the page`() throws {
    let before = try bench.read("output/01-one.html")
    try bench.write(dot("blue"), to: "notebooks/dot.svg")
    try build()
    #expect(try bench.read("output/01-one.html") != before)
  }

  @Test func `the target of a link that goes away is noticed`() throws {
    try bench.write("# Words\n\n[See](notes.txt).\n", to: "notebooks/03-words.md")
    try bench.write("notes", to: "notebooks/notes.txt")
    try build()
    try build()
    try FileManager.default.removeItem(atPath: bench.path(of: "notebooks/notes.txt"))
    #expect(try build().contains("notes.txt"))
    #expect(try bench.read("output/03-words.html").contains("dead-link"))
  }

  @Test func `a page of a run that failed is written again, though an earlier run was good`() throws {
    let page = try bench.read("output/02-two.html")
    try build("--fresh", "--compile-timeout", "0.01")
    #expect(try bench.read("output/02-two.html") != page)
    try build()
    #expect(try bench.read("output/02-two.html") == page)
  }

  @Test func `warnings are said again, and fail a strict build`() throws {
    try bench.write(
      "# Two\n\n```{swift}\nlet unused = { 1 }()\nfunc f() { let n = 1 }\n```\n", to: "notebooks/02-two.md")
    let first = try build()
    try build()
    let before = try files()
    let again = try build()
    #expect(try written(since: before) == [])
    #expect(first.contains("never used") && again.contains("never used"))
    #expect(try bench.lectern("build", "notebooks", "--strict").code == 1)
  }

  @Test func `a fresh build and one with another parameter write their pages`() throws {
    try bench.write(
      "---\nparams:\n  rate: 1\n---\n\n# Words\n\n`{swift} rate`\n", to: "notebooks/03-words.md")
    try build()
    try build()
    let before = try files()
    try build("--fresh")
    #expect(try written(since: before) == Set(Self.pages))
    try build("-P", "rate:7")
    #expect(try bench.read("output/03-words.html").contains(">7<"))
    try build()
    #expect(try bench.read("output/03-words.html").contains(">1<"))
  }
}
