import Displays
import Execution
import Foundation
import Notebooks
import Testing

@Suite struct EndingTests {
  @Test func `a compile error stands in its cell, and the cells before it run`() throws {
    let result = try run(notebook("print(1)", "let a = 1\nlet b: String = a + 1", "print(3)"))
    #expect(result.cells[0].printed == "1\n")
    #expect(result.cells[1].failure?.kind == .compileError)
    #expect(result.cells[1].place == SourceLocation(line: 9, column: 19))
    #expect(result.cells[2].hasNotRun)
  }

  @Test func `a brace left open is reported in its cell`() throws {
    let result = try run(notebook("print(1)", "func f() {\n  print(2)", "print(3)"))
    #expect(result.cells[0].printed == "1\n")
    #expect(result.cells[1].failure?.kind == .compileError)
    #expect(result.cells[2].hasNotRun)
  }

  @Test func `a trap is told with its message and place, and what was printed before is kept`() throws {
    let result = try run(
      notebook("func at(_ i: Int) -> Int {\n  [1, 2][i]\n}", "print(\"before\")\nat(7)", "print(3)"))
    #expect(result.cells[1].printed == "before\n")
    #expect(result.cells[1].failure?.kind == .trap)
    #expect(result.cells[1].failure?.message == "Fatal error: Index out of range")
    #expect(result.cells[1].place?.line == 5)
    #expect(result.cells[1].failure?.diagnostics.last?.location.line == 11)
    #expect(result.cells[2].hasNotRun)
  }

  @Test func `an error that nobody catches is told with the place of its throw`() throws {
    let result = try run(
      notebook("enum Bad: Error { case value(Int) }\nfunc f() throws {\n  throw Bad.value(3)\n}", "try f()"))
    #expect(result.cells[1].failure?.kind == .thrownError)
    #expect(result.cells[1].failure?.message == "uncaught error: Bad: value(3)")
    #expect(result.cells[1].place?.line == 6)
  }

  @Test func `an error without words is told by its type`() throws {
    let code =
      "struct Quiet: Error, CustomStringConvertible { var description: String { \"\" } }\nthrow Quiet()"
    #expect(try run(notebook(code)).cells[0].failure?.message == "uncaught error: Quiet")
  }

  @Test(arguments: [
    "print(try String(contentsOfFile: \"missing.csv\", encoding: .utf8))",
    "print(try! String(contentsOfFile: FileManager.default.currentDirectoryPath + \"/missing.csv\", encoding: .utf8))",
  ])
  func `an error does not tell where the notebook lies`(code: String) throws {
    let book = notebook("import Foundation\n" + code)
    let failure = try #require(try run(book).cells[0].failure)
    #expect(failure.message.contains("missing.csv"))
    let folder = URL(fileURLWithPath: book.file).deletingLastPathComponent().path
    #expect(!failure.message.contains(folder), "\(failure.message)")
    #expect(failure.diagnostics.allSatisfy { !$0.message.contains(folder) })
  }

  @Test(arguments: [
    (
      "String(contentsOfFile: \"data/a \\\"b\\\".csv\", encoding: .utf8)",
      "there is no file or folder 'data/a \"b\".csv'; paths begin at the notebook's folder"
    ),
    (
      "FileManager.default.contentsOfDirectory(atPath: \"/nowhere\")", "there is no file or folder '/nowhere'"
    ),
    ("String(contentsOfFile: \".\", encoding: .utf8)", "'.' is a folder, not a file"),
  ])
  func `an error about a file says in words what is wrong with which file`(call: String, words: String) throws
  {
    let thrown = try run(notebook("import Foundation\nprint(try \(call))")).cells[0].failure
    #expect(thrown?.message == "uncaught error: " + words)
    let trapped = try run(notebook("import Foundation\nprint(try! \(call))")).cells[0].failure
    #expect(trapped?.message == "Fatal error: 'try!' expression unexpectedly raised an error: " + words)
  }

  @Test func `an error that is about no file keeps its own words`() {
    #expect(FileError.words(of: "Bad: CocoaError(") == nil)
    #expect(
      FileError.words(of: "CocoaError(code: Code(rawValue: 3840), userInfo: [\"NSFilePath\": \"a\"])") == nil)
    #expect(
      FileError.words(of: "CocoaError(code: Code(rawValue: 260), userInfo: [\"NSFilePath\": \"a") == nil)
    let missing = "Foundation.CocoaError(code: Code(rawValue: 260), userInfo: [\"NSFilePath\": \"/a\"])"
    #expect(FileError.words(of: missing) == "there is no file or folder '/a'")
    #expect(FileError.words(of: "NoTable(name: \"rain\", cause: \(missing))") == nil)
    #expect(
      FileError.words(
        of:
          "CocoaError(code: Code(rawValue: 4), userInfo: [\"NSFilePath\": \"/a/b\", \"NSUserStringVariant\": [\"Folder\"]])"
      ) == "there is no folder for the file '/a/b'")
    #expect(
      FileError.words(of: "CocoaError(code: Code(rawValue: 259), userInfo: [:])")?.contains("encoding")
        == true)
  }

  @Test func `a cell that takes too long ends at its line`() throws {
    let result = try run(notebook("print(1)\nwhile true {}", "print(2)"), timeout: 0.5)
    #expect(result.cells[0].printed == "1\n")
    #expect(result.cells[0].failure?.kind == .timeout(seconds: 0.5))
    #expect(result.cells[0].place?.line == 5)
    #expect(result.cells[1].hasNotRun)
  }
}
