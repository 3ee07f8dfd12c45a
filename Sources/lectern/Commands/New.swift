import ArgumentParser
import Execution
import Foundation

/// `lectern new`: a notebook to start from.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a new notebook to begin with.",
    discussion: "A file that is already there is left as it is.")

  @Argument(help: "The notebook's file; its name becomes the title.", transform: PathArgument.read)
  var notebook: String

  func validate() throws {
    guard notebook.hasSuffix(".md") else { throw ValidationError("a notebook's name must end with .md") }
    guard notebook != ".md", !notebook.hasSuffix("/.md") else {
      throw ValidationError("a notebook's name must have something before .md")
    }
  }

  func run() throws {
    let file = URL(fileURLWithPath: notebook)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileRenewal.make(notebook, with: Array(Self.text(title: title(of: file)).utf8))
    } catch let error as SystemError where error.code == EEXIST {
      Terminal.print("\(notebook): error: there already is such a file")
      throw ExitCode.failure
    } catch {
      let reason = error is SystemError ? "\(error)" : error.localizedDescription
      Terminal.print("\(notebook): error: cannot be written: \(reason)")
      throw ExitCode.failure
    }
    Terminal.print("wrote \(notebook); 'lectern run \(notebook)' makes its page")
  }

  /// `05-short-memory.md` is about "Short memory".
  private func title(of file: URL) -> String {
    let name = file.deletingPathExtension().lastPathComponent
    let words = name.drop { $0.isNumber || $0 == "-" || $0 == "_" }
      .map { $0 == "-" || $0 == "_" ? " " : $0 }
    guard let first = words.first else { return name }
    return first.uppercased() + String(words.dropFirst())
  }

  private static func text(title: String) -> String {
    """
    ---
    title: "\(title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))"
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
