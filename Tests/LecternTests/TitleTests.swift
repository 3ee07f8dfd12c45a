import Foundation
import TestSupport
import Testing

/// Live values in titles and headings, on all pages that name them.
@Suite struct TitleTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("title: The book\nchapters: [a.md, b.md]\n", to: "book/book.yml")
    try bench.write(
      """
      ---
      title: 'Seed `{swift} seed`, *twice* `{swift} "<\\(seed * 2)>"`'
      subtitle: Of `{swift} seed`
      description: About `{swift} seed` & more
      params:
        seed: 21
      ---

      ## Found `{swift} seed + 1` `{swift} "<b>"` {#sec-found}

      ```{swift}
      let count = seed * 3
      ```

      ### `{swift} count` of them

      See @sec-found.

      """, to: "book/a.md")
    try bench.write("# Other `{swift} 1 + 4`\n\nText.\n", to: "book/b.md")
  }

  @Test func `a title's values are on its page, in its contents and in the search`() throws {
    let build = try bench.lectern("build", "book")
    #expect(build.code == 0, "\(build.error)")
    let page = try bench.read("book/output/a.html")
    #expect(page.contains("<title>Seed 21, twice &lt;42&gt; · The book</title>"))
    #expect(page.contains("<meta name=\"description\" content=\"About 21 &amp; more\">"))
    #expect(page.contains("<h1>Seed <span class=\"value\" title=\"seed\">21</span>, <em>twice</em> "))
    #expect(page.contains("<p class=\"subtitle\">Of <span class=\"value\" title=\"seed\">21</span></p>"))
    #expect(page.contains("<a href=\"#sec-found\">Found 22 &lt;b&gt;</a>"))
    #expect(page.contains("<a href=\"#of-them\">63 of them</a>"))
    #expect(page.contains("See <a class=\"reference\" href=\"#sec-found\">Found 22 &lt;b&gt;</a>."))
    let search = try bench.read("book/output/search.html")
    for words in ["Seed 21, twice \\u003c42", "Found 22 \\u003cb", "63 of them", "Of 21"] {
      #expect(search.contains(words), "\(words)")
    }
    #expect(try bench.read("book/output/index.html").contains("Seed 21, <em>twice</em> &lt;42&gt;"))
  }

  @Test func `other chapters' pages have the values too, once all have run`() throws {
    #expect(try bench.lectern("build", "book", "-j", "1").code == 0)
    let (first, second) = (try bench.read("book/output/a.html"), try bench.read("book/output/b.html"))
    #expect(first.contains("Other 5</a>") && !first.contains("1 + 4"))
    #expect(second.contains("Seed 21, <em>twice</em> &lt;42&gt;</a>"))
    // The same bytes when everything is known from the start.
    #expect(try bench.lectern("build", "book", "-j", "1").code == 0)
    #expect(try bench.read("book/output/a.html") == first)
    #expect(try bench.read("book/output/b.html") == second)
  }

  @Test func `a title has no values of cells, which come later`() throws {
    try bench.write("---\ntitle: All `{swift} n`\n---\n\n```{swift}\nlet n = 3\n```\n", to: "n.md")
    let run = try bench.lectern("run", "n.md", "-o", "n.html")
    #expect(run.code == 1)
    #expect(
      run.error.contains(
        "n.md:2:21: error: 'n' is used before it exists: the cell that makes it comes later, at line 6"))
    #expect(try bench.read("n.html").contains("<title>All …</title>"))
  }
}
