import ArgumentParser
import Foundation
import Notebooks

/// `lectern new`: a notebook or a book to start from.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a new notebook, or a new book, to begin with.",
    discussion: "A file that is already there is left as it is.")

  @Flag(help: "Write the folder of a book: its list, a first chapter, and what publishes it.")
  var book = false

  @Argument(
    help: "The notebook's file, or the book's folder; its name becomes the title.",
    transform: PathArgument.read)
  var notebook: String

  func run() throws {
    // Only now, when an unknown option has been reported: it may be the reason.
    if book { return try writeBook() }
    guard notebook.hasSuffix(".md") else { throw ValidationError("a notebook's name must end with .md") }
    guard notebook != ".md", !notebook.hasSuffix("/.md") else {
      throw ValidationError("a notebook's name must have something before .md")
    }
    try writeNotebook()
  }

  private func writeBook() throws {
    do {
      try NewBook(folder: notebook).write()
    } catch {
      throw Terminal.failure("\(error)")
    }
    Terminal.print("wrote \(notebook); to see its pages: lectern serve \(ShellWord.text(notebook))")
  }

  private func writeNotebook() throws {
    let file = URL(fileURLWithPath: notebook)
    do {
      try OutputFile.make(notebook, with: Array(Self.text(title: title(of: file)).utf8))
    } catch {
      throw Terminal.failure("\(error)")
    }
    let list = Path.joined(Path.folder(of: notebook), "book.yml")
    let isBeside = FileManager.default.fileExists(atPath: list)
    Terminal.print(
      isBeside
        ? "wrote \(notebook); a line in \(list) adds it to the book"
        : "wrote \(notebook); to make its page: lectern run \(ShellWord.text(notebook))")
  }

  private func title(of file: URL) -> String {
    Self.title(ofName: file.deletingPathExtension().lastPathComponent)
  }

  /// `05-short-memory` is about "Short memory".
  static func title(ofName name: String) -> String {
    let words = name.drop { $0.isNumber || $0 == "-" || $0 == "_" }
      .map { $0 == "-" || $0 == "_" ? " " : $0 }
    guard let first = words.first else { return name }
    return first.uppercased() + String(words.dropFirst())
  }

  /// A title as it is written between quotes in YAML.
  static func quoted(_ title: String) -> String {
    title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func text(title: String) -> String {
    """
    ---
    title: "\(quoted(title))"
    subtitle: What it is about
    params:
      seed: 1
    ---

    A **term** is set bold where it is explained. A cell is Swift; its last expression is shown.

    ## The first figure

    ```{swift}
    //| label: fig-wave
    //| fig-cap: "A sine over `{swift} xs.count` points."
    let xs = (0...100).map { Double($0) / 10 }

    Chart {
      LineMark(x: .value("x", xs), y: .value("sin x", xs.map { sin($0) }))
    }
    ```

    The greatest value in @fig-wave is `{swift} xs.map { sin($0) }.max() ?? 0`.

    ```{swift}
    claim("a sine stays between -1 and 1", xs.allSatisfy { abs(sin($0)) <= 1 })
    ```

    """
  }
}
