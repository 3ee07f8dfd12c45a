import Foundation
import Notebooks
import TestSupport
import Testing

struct LoadingTests {
  @Test func `a file is read, and one that cannot be read is reported`() throws {
    let temporary = try TemporaryFolder(), folder = temporary.url.path
    try Data("# A".utf8).write(to: URL(fileURLWithPath: "\(folder)/a.md"))
    try Data([0x61, 0x0A, 0x62, 0xFF]).write(to: URL(fileURLWithPath: "\(folder)/b.md"))
    defer { withExtendedLifetime(temporary) {} }
    #expect(try Notebook.load("\(folder)/a.md").outline == "h1#a(A)")
    #expect(throws: NotebookLoadError.notUTF8(file: "\(folder)/b.md", location: .init(line: 2, column: 2))) {
      try Notebook.load("\(folder)/b.md")
    }
    #expect(throws: NotebookLoadError.isDirectory(file: folder)) { try Notebook.load(folder) }
    #expect(throws: NotebookLoadError.missing(file: "\(folder)/c.md")) {
      try Notebook.load("\(folder)/c.md")
    }
  }

  // MARK: Parameters

  private let notebook = parse("---", "params: {epochs: 10, rate: 0.5, name: x, fast: true}", "---")

  @Test func `parameters are replaced by values of the same type`() throws {
    let changed = try notebook.applying(parameters: [
      ("epochs", "1_000"), ("rate", "2"), ("name", "12"), ("fast", "False"), ("epochs", "-3"),
    ])
    #expect(
      changed.metadata.parameters.map(\.value) == [.integer(-3), .number(2), .text("12"), .truth(false)])
    #expect(changed.metadata.parameters.map(\.name) == notebook.metadata.parameters.map(\.name))
  }

  @Test func `a parameter with choices has one of them`() throws {
    let notebook = parse(
      "---", "params:", "  optimizer: {value: adam, choices: [sgd, adam]}",
      "  rate: {value: 1, choices: [0.1, 1]}",
      "---")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.metadata.parameters.map(\.value) == [.text("adam"), .number(1)])
    #expect(
      notebook.metadata.parameters.map(\.choices) == [
        [.text("sgd"), .text("adam")], [.number(0.1), .number(1)],
      ])
    let changed = try notebook.applying(parameters: [("optimizer", "sgd"), ("rate", ".1")])
    #expect(changed.metadata.parameters.map(\.value) == [.text("sgd"), .number(0.1)])
    let expected = ParameterErrors([.noChoice(name: "optimizer", choices: ["sgd", "adam"], found: "lion")])
    #expect(throws: expected) { try notebook.applying(parameters: [("optimizer", "lion")]) }
    #expect(expected.description == "the parameter 'optimizer' must be one of sgd, adam, not 'lion'")
  }

  @Test(arguments: [
    ("{value: adam}", "the parameter 'p' must have a value and choices: {value: adam, choices: [adam, sgd]}"),
    ("{value: x, choices: [yes]}", "the value of 'p' is none of its choices"),
    ("{value: adm, choices: [sgd, adam]}", "the value of 'p' is none of its choices; did you mean 'adam'?"),
    ("{value: x, choices: [x, 1]}", "the choices of 'p' must be of one type"),
    ("{value: x, chioces: [x]}", "a parameter has no 'chioces'; did you mean 'choices'?"),
  ])
  func `mistakes in choices are reported`(value: String, message: String) {
    let notebook = parse("---", "params:", "  p: \(value)", "---")
    #expect(notebook.diagnostics.map(\.message) == [message])
    #expect(notebook.metadata.parameters.isEmpty)
  }

  @Test func `all wrong parameters are reported`() {
    let names = notebook.metadata.parameters.map(\.name)
    let expected = ParameterErrors([
      .unknown(name: "epoch", suggestion: "epochs", known: names),
      .unknown(name: "z", suggestion: nil, known: names),
      .wrongType(name: "epochs", expected: "a whole number", found: "1.5"),
      .wrongType(name: "rate", expected: "a number", found: "inf"),
      .wrongType(name: "fast", expected: "true or false", found: "1"),
    ])
    #expect(throws: expected) {
      try notebook.applying(parameters: [
        ("epoch", "1"), ("z", "1"), ("epochs", "1.5"), ("rate", "inf"), ("fast", "1"), ("name", ""),
      ])
    }
    #expect(
      expected.errors.first?.description
        == "the notebook has no parameter 'epoch'; did you mean 'epochs'? Its parameters: "
        + names.joined(separator: ", "))
    #expect(
      ParameterError.unknown(name: "z", suggestion: nil, known: []).description
        == "the notebook has no parameters, and so no 'z'")
  }

  // MARK: Book

  @Test func `a book lists its chapters in order`() {
    let book = Book.parse("title: T\nchapters:\n  - b.md\n  - a.md\n", file: "book.yml")
    #expect(book.title == "T" && book.diagnostics.isEmpty)
    #expect(book.chapters.map(\.path) == ["b.md", "a.md"])
    #expect(book.chapters.map(\.location) == [.init(line: 3, column: 5), .init(line: 4, column: 5)])
  }

  @Test(arguments: [
    ("", "book.yml:1:1: error: the list of chapters is empty"),
    ("title: T", "book.yml:1:1: error: the book has no 'chapters'"),
    ("chapters: a.md", "book.yml:1:11: error: 'chapters' must be a list of files, not 'a.md'"),
    (
      "chapters: [a.md, b.txt]",
      "book.yml:1:18: error: a chapter must be a Markdown file, which 'b.txt' is not"
    ),
    ("chapters: [a.md, a.md]", "book.yml:1:18: error: the chapter 'a.md' is already listed in line 1"),
    (
      "chapters: [a.md]\nchapter: x", "book.yml:2:1: warning: unknown key 'chapter'; did you mean 'chapters'?"
    ),
    ("chapters: [", "book.yml:1:12: error: this is not YAML"),
    ("title: A\n---\nchapters: []", "book.yml:2:1: error: this is not YAML: a second document begins here"),
  ])
  func `a wrong list is reported at its place`(source: String, complaint: String) {
    let book = Book.parse(source, file: "book.yml")
    #expect(book.diagnostics.first?.description.hasPrefix(complaint) == true, "\(book.diagnostics)")
  }
}
