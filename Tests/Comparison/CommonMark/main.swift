import Foundation
import Notebooks
import Reports

/// Renders Markdown texts in one process, for `commonmark.py`: reads a JSON list of texts from standard input and
/// writes a list with each text's page and the diagnostics that its author gets.
struct Rendering: Encodable {
  var body: String
  var messages: [String]
}

func rendering(of text: String) -> Rendering {
  let notebook = Notebook.parse(text, file: "example.md")
  let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
  var body = page[...]
  if let start = page.range(of: "<main"), let end = page.range(of: "</main>", options: .backwards) {
    body = page[start.lowerBound..<end.upperBound]
  }
  return Rendering(body: String(body), messages: notebook.diagnostics.map { "\($0)" })
}

let texts = try JSONDecoder().decode([String].self, from: FileHandle.standardInput.readDataToEndOfFile())
FileHandle.standardOutput.write(try JSONEncoder().encode(texts.map(rendering)))
