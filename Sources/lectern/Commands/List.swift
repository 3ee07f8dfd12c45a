import ArgumentParser
import Foundation
import Notebooks
import Reports

/// `lectern list`: the chapters of a book.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the chapters of a book.")

  @OptionGroup var input: BookArguments

  @Flag(help: "Print JSON, for other programs.")
  var json = false

  /// A chapter in the JSON for other programs.
  private struct Entry: Encodable {
    var number: Int?
    /// The letter of an appendix.
    var appendix: String?
    /// The title of its part.
    var part: String?
    var title: String
    var subtitle: String?
    var notebook: String
    var page: String
    var cells: Int
    /// The parameters' names with their default values.
    var parameters: [String: String]
  }

  func run() throws {
    let source = try input.load()
    let entries = source.report.chapters.map { chapter in
      let metadata = chapter.notebook.metadata
      return Entry(
        number: chapter.number, appendix: chapter.letter,
        part: chapter.part.map { source.report.partTitle($0) }, title: chapter.title,
        subtitle: metadata.subtitle?.plainText,
        notebook: chapter.notebook.file, page: chapter.destination, cells: chapter.notebook.cells.count,
        parameters: Dictionary(metadata.parameters.map { ($0.name, $0.value.text) }) { $1 })
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try StandardOutput.print(
        TerminalText.json(String(decoding: try encoder.encode(entries), as: UTF8.self)) + "\n")
    } else {
      let width = entries.map(\.notebook.count).max() ?? 0
      var part: String?
      let lines = entries.map { entry in
        defer { part = entry.part }
        let head = entry.part.map { $0 == part ? "" : TerminalText.line($0) + ":\n" } ?? ""
        let space = String(repeating: " ", count: width - entry.notebook.count + 2)
        return head + TerminalText.line("\(entry.notebook)\(space)\(entry.title)") + "\n"
      }
      try StandardOutput.print(lines.joined())
    }
    if source.hasErrors { throw ExitCode.failure }
  }
}

extension Parameter.Value {
  /// The value as it is written after `-P name:`.
  fileprivate var text: String {
    switch self {
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .text(let text): text
    case .truth(let truth): String(truth)
    }
  }
}
