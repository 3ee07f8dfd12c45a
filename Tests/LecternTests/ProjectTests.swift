import Execution
import Foundation
import TestSupport
import Testing

/// What a page doesn't show of the user's other files, and whose results it doesn't trust.
@Suite struct ProjectTests {
  private let bench: Workbench
  private let outside: TemporaryFolder
  private static let secret = "the-secret-of-the-user"
  private static let picture =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>\(secret)</text></svg>"

  init() throws {
    (bench, outside) = (try Workbench(), try TemporaryFolder())
    try FileManager.default.createDirectory(at: outside.url, withIntermediateDirectories: true)
    let texts = [
      "secret": Self.secret, "secret.svg": Self.picture, "secret.md": "# \(Self.secret)\n",
      "secret.yml": "a: \(Self.secret)\n", "secret.bib": "@misc{a, \(Self.secret)}\n",
    ]
    for (name, text) in texts {
      try Data(text.utf8).write(to: outside.url.appending(path: name))
    }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: bench.path(of: name), withDestinationPath: outside.url.path + "/" + target)
  }

  /// The way from the bench's folder to the one outside.
  private var way: String { "../" + outside.url.lastPathComponent }

  /// What a run of the notebook says, on its page or beside it.
  private func run(_ text: String) throws -> String {
    try bench.write(text, to: "n.md")
    let answer = try bench.lectern("run", "n.md")
    return answer.error + (bench.exists("n.html") ? try bench.read("n.html") : "")
  }

  @Test func `a listing shows no file outside of the project, whether by its path or by a link`() throws {
    try link("linked", to: "secret")
    for source in [way + "/secret", "linked"] {
      let said = try run("```text source=\"\(source)\"\n```\n")
      #expect(said.contains("is outside of the project"), "\(source)")
      #expect(!said.contains(Self.secret))
    }
  }

  @Test func `neither does a picture`() throws {
    try link("linked.svg", to: "secret.svg")
    for source in [way + "/secret.svg", "linked.svg"] {
      let said = try run("![A picture](\(source))\n")
      #expect(said.contains("the file is outside of the project"), "\(source)")
      #expect(!said.contains(Self.secret))
    }
  }

  @Test func `nor what is hidden in the project, unless the notebook is there too`() throws {
    try bench.write(Self.picture, to: ".git/secret.svg")
    try bench.write(Self.picture, to: "sub/.kept/secret.svg")
    for source in [".git/secret.svg", "sub/.kept/secret.svg"] {
      let said = try run("![A picture](\(source))\n")
      #expect(said.contains("the file is outside of the project"), "\(source)")
      #expect(!said.contains(Self.secret))
    }
    try bench.write("![A picture](secret.svg)\n", to: "sub/.kept/n.md")
    #expect(try bench.lectern("run", "sub/.kept/n.md").code == 0)
  }

  @Test func `mistakes in a bibliography from elsewhere are not quoted`() throws {
    let said = try run("---\nbibliography: \(outside.url.path)/secret.bib\n---\n# T\n")
    #expect(said.contains("secret.bib:1:"))
    #expect(!said.contains(Self.secret))
  }

  @Test func `nor are its keys, whether nothing cites them or something like them is cited`() throws {
    let works = outside.url.appending(path: "works.bib")
    try Data("@misc{nobody2020, title = {A}}\n@misc{known, title = {B}}\n".utf8).write(to: works)
    let said = try run("---\nbibliography: \(works.path)\n---\n# T\n\n@known @nobdy2020\n")
    #expect(said.contains("has the key 'nobdy2020'"))
    #expect(!said.contains("nobody2020"))
  }

  @Test func `a book's chapters and its glossary are in its project`() throws {
    try bench.write("chapters: [a.md, linked.md]\n", to: "book/book.yml")
    try bench.write("# A\n", to: "book/a.md")
    try link("book/linked.md", to: "secret.md")
    let answer = try bench.lectern("build", "book")
    #expect(answer.code == 1 && answer.error.contains("the file is outside of the project"))
    let pages = try FileManager.default.contentsOfDirectory(atPath: bench.path(of: "book/output"))
    for page in pages { #expect(!(try bench.read("book/output/\(page)").contains(Self.secret)), "\(page)") }
    try bench.write("chapters: [a.md]\n", to: "book/book.yml")
    try link("book/glossary.yml", to: "secret.yml")
    #expect(try bench.lectern("build", "book").error.contains("the file is outside of the project"))
  }

  @Test func `a repository is one project, and so are a program and its notebooks`() throws {
    try bench.write("let x = 1\n", to: "Sources/x.swift")
    let listing = "```swift source=\"../Sources/x.swift\"\n```\n"
    try bench.write(listing, to: "docs/n.md")
    try bench.write(listing, to: "notebooks/n.md")
    #expect(try bench.lectern("run", "docs/n.md").code == 1)
    #expect(try bench.lectern("run", "notebooks/n.md").code == 0)
    try bench.write("", to: ".git/HEAD")
    #expect(try bench.lectern("run", "docs/n.md").code == 0)
  }

  @Test func `a cache that others may change is none, and others don't read the user's`() throws {
    let folder = outside.url.path + "/cache/lectern"
    func mode() -> mode_t {
      var status = stat()
      return stat(folder, &status) == 0 ? status.st_mode & 0o777 : 0
    }
    #expect(UserCache.own(folder) == folder)
    #expect(mode() == 0o700)
    chmod(folder, 0o755)
    #expect(UserCache.own(folder) == folder)
    #expect(mode() == 0o700)
    chmod(folder, 0o777)
    #expect(UserCache.own(folder) == nil)
    try bench.write("```{swift}\nprint(1)\n```\n", to: "n.md")
    let cache = ["XDG_CACHE_HOME": outside.url.path + "/cache"]
    #expect(try bench.lectern(["run", "n.md"], cache).code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}
