import ArgumentParser
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern list`: the chapters of a book.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the chapters of a book.",
    discussion: """
      With --json, each chapter has its state: 'current' if its stored results hold, 'stale' if they don't, 'new' if there \
      are none, and 'broken' if it can't be run. 'why' says the reason, 'ran' when the last stored run ended, and 'seconds' how \
      long that took from the top. Give it the options of the run.
      """)

  @OptionGroup var input: BookArguments
  @OptionGroup var limits: RunLimits

  @Flag(help: "Print JSON, for other programs.")
  var json = false

  /// A chapter in the JSON for other programs.
  fileprivate struct Entry: Encodable {
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
    /// What a build would do with it; `nil` where nobody asks, or where there is no toolchain.
    var state: State?
    var why: String?
    var ran: Date?
    var seconds: Double?
  }

  /// Whether a chapter would run.
  fileprivate enum State: String, Encodable {
    case current, stale, new, broken
  }

  func run() throws {
    let source = try input.load()
    let runner = json ? try? RunTerms(limits, for: source.report.book).runner() : nil
    let store = ResultStore()
    let entries = source.report.chapters.map { chapter in
      var entry = Self.entry(of: chapter, in: source)
      if let runner { entry.tell(chapter.notebook, runner, store) }
      return entry
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
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

  private static func entry(of chapter: BookReport.Chapter, in source: BookSource) -> Entry {
    let metadata = chapter.notebook.metadata
    return Entry(
      number: chapter.number, appendix: chapter.letter,
      part: chapter.part.map { source.report.partTitle($0) }, title: chapter.title,
      subtitle: metadata.subtitle?.plainText,
      notebook: chapter.notebook.file, page: chapter.destination, cells: chapter.notebook.cells.count,
      parameters: Dictionary(metadata.parameters.map { ($0.name, $0.value.text) }) { $1 })
  }
}

extension List.Entry {
  /// Notes what a build would do with the chapter, and what is known of its last run.
  fileprivate mutating func tell(_ notebook: Notebook, _ runner: Runner, _ store: ResultStore?) {
    guard notebook.isRunnable else {
      (state, why) = (.broken, notebook.diagnostics.first { $0.severity == .error }.map { "\($0)" })
      return
    }
    if notebook.program.isEmpty { return state = .current }
    guard let known = store?.state(of: notebook, with: runner) else { return state = .new }
    (why, ran, seconds) = (known.reason, known.ended, known.seconds.map { ($0 * 10).rounded() / 10 })
    state = known.reason == nil ? .current : known.isStored ? .stale : .new
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
