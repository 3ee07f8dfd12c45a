import Foundation
import Notebooks
import Serving
import TestSupport
import Testing

/// What a reader has changed, while the author goes on writing.
struct EditedNotebookTests {
  private static func notebook(_ cells: [String], parameters: String = "") -> Notebook {
    let head = parameters.isEmpty ? "" : "---\nparams:\n  \(parameters)\n---\n\n"
    let text = head + cells.map { "Words.\n\n```{swift}\n\($0)\n```\n" }.joined(separator: "\n")
    return Notebook.parse(text, file: "a.md")
  }

  private static func edits(_ cell: Int, _ text: String, in cells: [String]) -> ReaderEdits {
    var edits = ReaderEdits()
    edits.cells = [CellEdit(place: .init(of: cell, in: notebook(cells)), text: text)]
    return edits
  }

  private static func edited(_ cells: [String], _ edits: inout ReaderEdits) -> EditedNotebook {
    EditedNotebook(notebook(cells), &edits) { Notebook.parse($0, file: "a.md") }
  }

  private let cells = ["let a = 1", "let b = 2", "print(a + b)"]

  @Test func `the copy has the reader's code, and the author's notebook doesn't`() {
    var edits = Self.edits(1, "let b = 3\nlet c = 4", in: cells)
    let edited = Self.edited(cells, &edits)
    #expect(edited.notebook.cells.map(\.code) == ["let a = 1", "let b = 3\nlet c = 4", "print(a + b)"])
    #expect(edited.author.cells.map(\.code) == cells)
    #expect(edited.outdated.isEmpty && edited.lost.isEmpty && edited.problem == nil)
  }

  @Test func `a change follows its cell to another place`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    let now = ["let z = 0", "let b = 2", "let a = 1", "print(a + b)"]
    #expect(Self.edited(now, &edits).notebook.cells.map(\.code)[1] == "let b = 3")
    // From there it follows again.
    let later = ["let b = 2"] + now.filter { $0 != "let b = 2" }
    #expect(Self.edited(later, &edits).notebook.cells.map(\.code)[0] == "let b = 3")
  }

  @Test func `of equal cells, the one with the same neighbours is meant`() {
    let same = ["next()", "let a = 1", "next()", "let b = 2", "next()"]
    var edits = Self.edits(2, "next(); next()", in: same)
    let now = ["next()", "next()", "let a = 1", "next()", "let b = 2", "next()"]
    #expect(Self.edited(now, &edits).cells.keys.sorted() == [3])
  }

  @Test func `a cell that the author changes as well keeps the reader's code, and says so`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    let edited = Self.edited(["let a = 1", "let b = 20", "print(a + b)"], &edits)
    #expect(edited.notebook.cells[1].code == "let b = 3")
    #expect(edited.author.cells[1].code == "let b = 20")
    #expect(edited.outdated == [1])
  }

  @Test func `neighbours that change at the same time are told apart by their places`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    _ = Self.edited(cells, &edits)
    let edited = Self.edited(["let a = 10", "let b = 20", "print(a + b)"], &edits)
    #expect(edited.notebook.cells[1].code == "let b = 3" && edited.outdated == [1])
  }

  @Test func `a change without a cell is lost to the page, and comes back with the cell`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    let gone = Self.edited(["let x = 1", "print(x)"], &edits)
    #expect(gone.lost.map(\.text) == ["let b = 3"] && gone.cells.isEmpty)
    #expect(gone.notebook.cells.map(\.code) == ["let x = 1", "print(x)"])
    let back = Self.edited(cells, &edits)
    #expect(back.notebook.cells[1].code == "let b = 3" && back.lost.isEmpty)
  }

  @Test func `a file that is gone says nothing about its cells`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    let before = edits
    let edited = EditedNotebook(Notebook(file: "a.md"), &edits) { Notebook.parse($0, file: "a.md") }
    #expect(edited.lost.isEmpty && edits == before)
  }

  @Test func `what the author takes over is no change any more`() {
    var edits = Self.edits(1, "let b = 3", in: cells)
    #expect(Self.edited(["let a = 1", "let b = 3", "print(a + b)"], &edits).cells.isEmpty)
    #expect(edits.isEmpty)
  }

  @Test func `parameters have the reader's values, as far as the notebook has such parameters`() {
    var edits = ReaderEdits()
    edits.parameters = ["rate": "0.5", "gone": "1"]
    let author = Self.notebook(cells, parameters: "rate: 0.1")
    let edited = EditedNotebook(author, &edits) { Notebook.parse($0, file: "a.md") }
    #expect(edited.notebook.metadata.parameters.map(\.value) == [.number(0.5)])
    #expect(edited.author.metadata.parameters.map(\.value) == [.number(0.1)])
    edits.parameters = ["rate": "fast"]
    #expect(EditedNotebook(author, &edits) { Notebook.parse($0, file: "a.md") }.parameters.isEmpty)
  }

  @Test func `changes are kept for their notebook alone, and for their user alone`() throws {
    let folder = try TemporaryFolder()
    let store = EditStore(folder: folder.url.path + "/edits")
    let edits = Self.edits(1, "let b = \"größer\"", in: cells)
    #expect(store.save(edits, of: "/a/one.md"))
    #expect(store.edits(of: "/a/one.md") == edits)
    #expect(store.edits(of: "/a/two.md").isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/edits")
    let file = try #require(files.first)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/edits/" + file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(store.save(ReaderEdits(), of: "/a/one.md"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/edits").isEmpty)
  }

  /// A notebook's file, and what the server has read of it.
  private static func saved(_ cells: [String]) throws -> (folder: TemporaryFolder, notebook: Notebook) {
    let folder = try TemporaryFolder()
    let path = folder.url.path + "/a.md"
    try #require(notebook(cells).source).write(toFile: path, atomically: true, encoding: .utf8)
    return (folder, Notebook.read(path))
  }

  @Test func `a saved cell is in the notebook's file, and nothing else has changed`() throws {
    let (folder, notebook) = try Self.saved(cells)
    #expect(notebook.save("let b = 3\nlet c = 4", toCell: 1) == nil)
    let now = Notebook.read(folder.url.path + "/a.md")
    #expect(now.source == notebook.source?.replacing("let b = 2", with: "let b = 3\nlet c = 4"))
  }

  @Test func `a file that has changed since it was read is left as it is`() throws {
    let (folder, notebook) = try Self.saved(cells)
    let theirs = try #require(notebook.source) + "\nA last word."
    try theirs.write(toFile: folder.url.path + "/a.md", atomically: true, encoding: .utf8)
    #expect(notebook.save("let b = 3", toCell: 1)?.status == 409)
    #expect(Notebook.read(folder.url.path + "/a.md").source == theirs)
  }

  @Test func `a file that is gone is not made anew`() throws {
    let (folder, notebook) = try Self.saved(cells)
    unlink(folder.url.path + "/a.md")
    #expect(notebook.save("let b = 3", toCell: 1)?.status == 409)
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/a.md"))
  }

  @Test func `code with a fence in it stays in its cell`() throws {
    let (folder, notebook) = try Self.saved(cells)
    let code = "let b = 3 /*\n```\nWords\n```{swift}\n*/"
    #expect(notebook.save(code, toCell: 1) == nil)
    let now = Notebook.read(folder.url.path + "/a.md")
    #expect(now.cells.map(\.code) == [cells[0], code, cells[2]])
  }
}
