import Displays
import Notebooks
import Reports
import Testing

/// A page whose every field tries to break out of its place.
@Suite struct EscapingTests {
  static let hostile = "<script>alert(1)</script></pre></samp>]]>\" onload=\"alert(2)\" x='y'\u{0}\u{1B}&amp;"

  @Test func `hostile text stays text in every field`() {
    let page = Report(notebook: Self.notebook, result: Self.result, navigation: Self.navigation).html()
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(markup.elements(named: "script").count == 1)
    #expect(markup.elements.flatMap(\.attributes.keys).filter { $0.hasPrefix("on") } == [])
    #expect(markup.elements(named: "samp").count == 5)
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    let count = markup.text.split(
      separator: "<script>alert(1)</script></pre>", omittingEmptySubsequences: false
    ).count
    #expect(count >= 49, "some field was lost")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)", "\u{1}javascript:alert(1)",
    "vbscript:x", "java\u{80}script:alert(1)", "\u{85}javascript:alert(1)", "javascript\u{FFFE}:alert(1)",
    "data:text/html,<script>alert(1)</script>", "blob:x", "file:///etc/passwd",
  ])
  func `a link that could do harm is only text`(destination: String) {
    var notebook = Notebook(file: "a.md")
    notebook.blocks = [.paragraph([.link([.text("innocent")], destination: destination, title: "")])]
    let markup = MarkupChecker(Report(notebook: notebook, result: RunResult(of: notebook)).html())
    #expect(markup.elements(named: "a").map { $0.attributes["href"] } == ["#page:text"])
    #expect(markup.text.contains("innocent"))
  }

  @Test func `spaces inside an address are encoded`() {
    #expect(HTML.safeDestination(" my page.html#a b ") == "my%20page.html#a%20b")
    #expect(HTML.safeDestination("java script:x") == nil)
  }

  @Test(arguments: ["https://a.b/c", "mailto:a@b.c", "tel:+1", "02-next.html#x", "#here", "a/b:c", "?q=a:b"])
  func `a harmless link is kept`(destination: String) {
    #expect(HTML.safeDestination(destination) == destination)
  }

  private static let inlines: [Inline] = [
    .text(hostile), .emphasis([.text(hostile)]), .code(hostile),
    .link([.text(hostile)], destination: "https://a.b/\(hostile)", title: hostile),
    .image(alternative: [.text(hostile)], source: hostile, title: hostile),
    .image(alternative: [], source: "https://a.b/\(hostile)", title: ""), .value(0), .value(1), .value(2),
    .reference([.text(hostile)], id: "section"), .html(hostile),
  ]

  private static let failure = Failure(
    kind: .signal(name: hostile), message: hostile + "!",
    diagnostics: [Diagnostic(.error, file: hostile, at: SourceLocation(line: 4, column: 3), hostile)])

  private static let table = Table(
    columns: [.init(hostile), .init(hostile, alignment: .trailing)], rows: [[hostile, hostile]],
    caption: hostile)

  private static let figure = Figure(svg: "<svg></svg>", alternative: hostile, data: table)

  private static var navigation: Navigation {
    let link = Navigation.Link(title: hostile, destination: hostile)
    return Navigation(book: link, label: hostile, previous: link, next: link)
  }

  private static var notebook: Notebook {
    var metadata = Metadata()
    (metadata.title, metadata.subtitle, metadata.description) = (
      [.text(hostile)], [.text(hostile)], [.text(hostile)]
    )
    (metadata.authors, metadata.language) = ([hostile], hostile)
    let cell = SampleNotebook.cell(hostile, line: 3) { options in
      (options.codeFold, options.codeSummary, options.label) = (.open, hostile, "fig-\(hostile)")
      (options.figureCaption, options.tableCaption) = ([.text(hostile)], [.text(hostile)])
    }
    return Notebook(
      file: hostile, metadata: metadata,
      blocks: [
        .heading(level: 2, inlines, id: "section"), .heading(level: 3, [.text(hostile)], id: "other"),
        .paragraph(inlines + [.footnote(number: 1, occurrence: 1)]), .alert(.tip, [.paragraph(inlines)]),
        .list(items: [[.paragraph(inlines)]], start: 1, isTight: true),
        .code(hostile, language: hostile), .code(hostile, language: "swift"), .cell(0), .html(hostile),
        .table(
          PipeTable(
            alignments: [nil], header: [inlines], rows: [[inlines]], caption: inlines, id: "tbl", number: 1)),
        .footnotes([[.paragraph([.text(hostile)])]]),
      ],
      cells: [cell],
      values: (0..<3).map { _ in
        InlineValue(expression: hostile, location: SourceLocation(line: 1, column: 1))
      },
      diagnostics: [Diagnostic(.error, file: hostile, at: SourceLocation(line: 9, column: 9), hostile)])
  }

  private static var result: RunResult {
    var cell = SampleNotebook.failed(
      failure, .standardOutput(hostile), .standardError(hostile), .display(.text(hostile)),
      .display(.tensor(TensorDisplay(shape: [1], text: hostile))), .display(.table(table)),
      .display(.figure(figure)),
      .display(.claim(Claim(statement: hostile, holds: false, evidence: hostile))),
      .display(.frames([Frame(label: hostile, figure: figure)])),
      .display(.steps([Frame(label: hostile, content: [.table(table)])])),
      .display(.sweep(hostile, [Frame(label: hostile, content: [.row([.text(hostile)])])])))
    cell.warnings = [Diagnostic(.warning, file: hostile, at: SourceLocation(line: 4, column: 3), hostile)]
    let summary = ValueSummary(type: hostile, text: hostile, details: [hostile])
    cell.lineValues = [LineValue(line: 4, name: hostile, summary: summary)]
    return RunResult(cells: [cell], values: [.value(hostile), .failed(failure), .notRun])
  }
}
