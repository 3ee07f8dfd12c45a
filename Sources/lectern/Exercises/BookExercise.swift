import Foundation
import Notebooks

/// An exercise of a book, and the file in which a reader answers it.
struct BookExercise {
  let notebook: Notebook
  let exercise: Exercise
  /// Its name in the list of solved exercises: the chapter's and its own.
  let key: String
  /// The file with the reader's answer.
  let file: String

  init(_ exercise: Exercise, of notebook: Notebook, in folder: String) {
    (self.exercise, self.notebook) = (exercise, notebook)
    let chapter = URL(fileURLWithPath: notebook.file).deletingPathExtension().lastPathComponent
    key = "\(chapter)/\(exercise.name)"
    file = "\(folder)/\(key).swift"
  }

  /// "Exercise 1: Wire XOR by hand".
  var title: String {
    for case .heading(_, let title, exercise.name) in notebook.blocks { return title.plainText }
    return notebook.labels[exercise.name]?.plainText ?? exercise.name
  }

  var hints: [String] { notebook.hints(of: exercise).map(\.plainText) }

  /// What the file begins as: the task and the check as comments, and the stub.
  var beginning: String {
    let stub = notebook.cells[exercise.stub].location
    let place = "\(notebook.fileName(at: stub)):\(notebook.included.number(ofLine: stub.line))"
    let parts = [[title, place], task, ["The check:"] + code(exercise.check).map { "  " + $0 }]
    let comments = parts.filter { !$0.isEmpty }.joined(separator: [""])
    let head = comments.map { $0.isEmpty ? "//" : "// \($0)" }
    return (head + [""] + code(exercise.stub)).joined(separator: "\n") + "\n"
  }

  private func code(_ cell: Int) -> [String] { notebook.cells[cell].lines.map(\.text) }

  /// The text of the task: what is below the exercise's heading, or the paragraph above the stub.
  private var task: [String] {
    let stub = notebook.cells[exercise.stub].location
    let above = notebook.fileLines(at: stub).prefix(notebook.included.number(ofLine: stub.line) - 1)
    let text =
      if let heading = exercise.heading, notebook.included.isSameFile(heading, stub) {
        Array(above.dropFirst(notebook.included.number(ofLine: heading.line)))
      } else {
        Array(above.trimmed.reversed().prefix { !$0.allSatisfy(\.isWhitespace) }.reversed())
      }
    return text.trimmed
  }

  /// Writes the file unless it is there.
  func begin() throws(OutputFile.Refusal) {
    do throws(OutputFile.Refusal) {
      try OutputFile.make(file, with: Array(beginning.utf8))
    } catch {
      if case .isThere = error.reason { return }
      throw error
    }
  }

  /// The reader's answer as it is now.
  var answer: String? {
    (try? OrdinaryFile.read(file, limit: 8 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Collection where Element == String {
  /// Without blank lines at either end.
  fileprivate var trimmed: [String] {
    let isBlank = { (line: String) in line.allSatisfy(\.isWhitespace) }
    let rest = Array(drop(while: isBlank))
    return Array(rest.prefix((rest.lastIndex { !isBlank($0) } ?? -1) + 1))
  }
}
