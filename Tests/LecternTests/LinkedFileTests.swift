import Foundation
import TestSupport
import Testing

/// The files that chapters link to, and their copies among the pages.
@Suite struct LinkedFileTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("title: Mine\nchapters: [a.md, parts/b.md]\n", to: "notebooks/book.yml")
    try bench.write("# A\n\n[Data](data/t%201.csv?x#y), [a paper](../papers/p.pdf)\n", to: "notebooks/a.md")
    try bench.write("# B\n\n[Data](../data/t%201.csv)\n", to: "notebooks/parts/b.md")
    try bench.write("1,2", to: "notebooks/data/t 1.csv")
    try bench.write("%PDF", to: "papers/p.pdf")
  }

  private func build() throws -> (code: Int32, error: String) {
    let answer = try bench.lectern("build", "notebooks")
    return (answer.code, answer.error)
  }

  @Test func `linked files are copied to the same places among the pages`() throws {
    try bench.write("not linked", to: "notebooks/data/other.csv")
    let answer = try build()
    #expect(answer.code == 0, "\(answer.error)")
    let page = try bench.read("output/a.html")
    #expect(page.contains("<a href=\"data/t%201.csv?x#y\">Data</a>"))
    #expect(page.contains("<a href=\"papers/p.pdf\">a paper</a>"))
    #expect(try bench.read("output/parts/b.html").contains("<a href=\"../data/t%201.csv\">Data</a>"))
    #expect(try bench.read("output/data/t 1.csv") == "1,2")
    #expect(try bench.read("output/papers/p.pdf") == "%PDF")
    #expect(!bench.exists("output/data/other.csv"))
  }

  @Test func `a copy that was changed or removed, or whose file has changed, is written again`() throws {
    let copy = "output/data/t 1.csv"
    #expect(try build().code == 0)
    for damage in ["1,3", ""] {
      try bench.write(damage, to: copy)
      #expect(try build().code == 0)
      #expect(try bench.read(copy) == "1,2")
    }
    try FileManager.default.removeItem(atPath: bench.path(of: copy))
    #expect(try build().code == 0)
    try bench.write("3,4", to: "notebooks/data/t 1.csv")
    #expect(try build().code == 0)
    #expect(try bench.read(copy) == "3,4")
  }

  @Test(.timeLimit(.minutes(15))) func `a device in the place of a copy isn't read`() throws {
    let copy = bench.path(of: "output/papers/p.pdf")
    try FileManager.default.createDirectory(
      atPath: bench.path(of: "output/papers"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: copy, withDestinationPath: "/dev/zero")
    let answer = try build()
    #expect(answer.code == 1)
    #expect(answer.error.contains("output/papers/p.pdf: error: the copy of "), "\(answer.error)")
    #expect(answer.error.contains("cannot be written: links lead from here to /dev/zero"), "\(answer.error)")
  }

  @Test func `a run of one chapter copies its files too, but not if its page goes elsewhere`() throws {
    #expect(try bench.lectern("run", "notebooks/a.md", "-o", "elsewhere/a.html").code == 0)
    #expect(!bench.exists("elsewhere/data") && !bench.exists("output/data"))
    #expect(try bench.lectern("run", "notebooks/a.md").code == 0)
    #expect(bench.exists("output/data/t 1.csv") && bench.exists("output/papers/p.pdf"))
  }

  @Test func `pages in another folder have the files there`() throws {
    let answer = try bench.lectern("build", "notebooks", "--output-dir", "site")
    #expect(answer.code == 0, "\(answer.error)")
    #expect(try bench.read("site/data/t 1.csv") == "1,2")
    #expect(!bench.exists("output"))
  }

  @Test func `a file that already is among the pages stays there`() throws {
    try bench.write("kept", to: "output/kept.txt")
    try bench.write("# A\n\n[Kept](../output/kept.txt)\n", to: "notebooks/a.md")
    #expect(try build().code == 0)
    #expect(try bench.read("output/a.html").contains("<a href=\"kept.txt\">Kept</a>"))
    #expect(!bench.exists("output/output"))
  }

  @Test func `hidden files and files from elsewhere are not copied, and the link says so`() throws {
    let outside = try TemporaryFolder()
    try FileManager.default.createDirectory(at: outside.url, withIntermediateDirectories: true)
    try Data("secret".utf8).write(to: outside.url.appending(path: "s.txt"))
    try bench.write("secret", to: ".git/config")
    try bench.write("secret", to: "notebooks/.env")
    try FileManager.default.createSymbolicLink(
      atPath: bench.path(of: "notebooks/linked.txt"), withDestinationPath: outside.url.path + "/s.txt")
    try bench.write("secret", to: "notebooks/b\u{600}/.env")
    for link in ["../.git/config", ".env", "linked.txt", "b\u{600}/.env"] {
      try bench.write("# A\n\n[x](\(link))\n", to: "notebooks/a.md")
      let answer = try build()
      #expect(answer.code == 1)
      #expect(
        answer.error.contains(
          "notebooks/a.md:3:5: error: the file '\(link)' is outside of the project's folder"),
        "\(answer.error)")
      #expect(try bench.read("output/a.html").contains("dead-link"))
    }
    let files = FileManager.default.enumerator(atPath: bench.path(of: "output"))
    let names = (files?.compactMap { $0 as? String } ?? []).map { URL(fileURLWithPath: $0).lastPathComponent }
    #expect(!names.contains { ["config", ".env", "linked.txt"].contains($0) }, "\(names)")
  }

  @Test func `a copy doesn't take the place of a page or of another copy`() throws {
    try bench.write("# A\n\n[x](search.html)\n", to: "notebooks/a.md")
    try bench.write("<p>", to: "notebooks/search.html")
    let page = try build()
    #expect(page.code == 1)
    #expect(
      page.error.contains(
        "notebooks/a.md:3:5: error: the copy of 'search.html' would take the place of the book's page 'search.html'"
      ),
      "\(page.error)")
    try bench.write("# A\n\n[x](data/d.csv) [y](../data/d.csv)\n", to: "notebooks/a.md")
    try bench.write("one", to: "notebooks/data/d.csv")
    try bench.write("two", to: "data/d.csv")
    let copy = try build()
    #expect(copy.code == 1)
    #expect(
      copy.error.contains(
        "notebooks/a.md:3:21: error: among the pages, the copy of this file would take the place of 'data/d.csv'"
      ),
      "\(copy.error)")
  }

  @Test func `a folder is not copied, which a warning says`() throws {
    try bench.write("# A\n\n[x](data)\n", to: "notebooks/a.md")
    let answer = try build()
    #expect(answer.code == 0)
    #expect(answer.error.contains("notebooks/a.md:3:5: warning: 'data' is a folder"), "\(answer.error)")
    #expect(!bench.exists("output/data/d.csv"))
  }
}
