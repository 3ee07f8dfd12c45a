import Foundation
import Notebooks
import Testing

/// `lectern new --book`.
@Suite struct NewBookTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `a new book is checked and built, from elsewhere and inside its folder`() throws {
    #expect(try bench.lectern("new", "--book", "far/my-course").code == 0)
    let check = try bench.lectern("check", "far/my-course")
    #expect(check.code == 0 && check.error.isEmpty, "\(check)")
    let build = try bench.lectern("build", "far/my-course")
    #expect(build.code == 0, "\(build.error)")
    let front = try bench.read("far/my-course/output/index.html")
    #expect(front.contains("My course"))
    #expect(bench.exists("far/my-course/output/01-a-coin.html"))
    #expect(!bench.exists("output") && !bench.exists("far/output"))
    for command in ["list", "check", "build", "verify 01-a-coin.md"] {
      let answer = try bench.shell("cd far/my-course && \"$LECTERN\" \(command)")
      #expect(answer.code == 0, "\(command): \(answer)")
    }
  }

  @Test func `its list explains every key that a list can have`() throws {
    #expect(try bench.lectern("new", "--book", "b").code == 0)
    let lines = try bench.read("b/book.yml").split(separator: "\n", omittingEmptySubsequences: false)
    let names = lines.map { line in String(line.drop { " #-".contains($0) }.prefix { $0 != ":" }) }
    for key in Book.keys.list + Book.keys.chapter {
      #expect(names.contains(key), "\(key) is not in the list")
    }
  }

  @Test func `the command that shows a new book can be pasted`() throws {
    let answer = try bench.lectern("new", "--book", "It's mine")
    #expect(
      answer.error == "wrote It's mine; to see its pages: lectern serve 'It'\\''s mine'\n", "\(answer.error)")
    #expect(try bench.lectern("new", "--book", "plain").error.hasSuffix(": lectern serve plain\n"))
    #expect(try bench.lectern("new", "my n.md").error.hasSuffix(": lectern run 'my n.md'\n"))
    #expect(try bench.lectern("my n.md").error.contains(": lectern run 'my n.md'\n"))
  }

  @Test func `a new book replaces no file, and then writes none`() throws {
    try bench.write("mine", to: "b/README.md")
    let answer = try bench.lectern("new", "--book", "b")
    #expect(answer.code == 1 && answer.error.hasPrefix("b/README.md: error: "), "\(answer.error)")
    #expect(try bench.read("b/README.md") == "mine")
    #expect(!bench.exists("b/book.yml"))
  }

  @Test func `without a list anywhere, the usual one is missing`() throws {
    let answer = try bench.lectern("build")
    #expect(answer.code == 1)
    #expect(
      answer.error.hasPrefix(
        "notebooks/book.yml: error: there is no such file, and no book.yml; name a book's folder"),
      "\(answer.error)")
    try bench.write("chapters: [a.md]\n", to: "b/book.yaml")
    let other = try bench.lectern("build", "b")
    #expect(other.error == "b/book.yml: error: there is no such file; rename 'b/book.yaml'\n")
    for name in ["b/book.yml", "nowhere", "n.md"] {
      let served = try bench.lectern("serve", "--no-browser", name)
      #expect(
        served.code == 1 && served.error.contains(": error: there is no such file"), "\(name): \(served)")
    }
  }

  @Test func `another chapter needs a line in the list`() throws {
    #expect(try bench.lectern("new", "--book", "b").code == 0)
    let answer = try bench.lectern("new", "b/02-next.md")
    #expect(answer.error == "wrote b/02-next.md; a line in b/book.yml adds it to the book\n")
    let build = try bench.lectern("build", "b")
    #expect(build.code == 0 && build.error.contains("wrote 1 chapter to b/output"), "\(build.error)")
  }
}
