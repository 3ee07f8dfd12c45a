import Displays
import Foundation
import Notebooks
import Reports
import Testing

@Suite struct CellTests {
  static func page(_ outputs: Output..., set: (inout CellOptions) -> Void = { _ in }) -> String {
    var cell = CellResult()
    (cell.status, cell.outputs) = (.succeeded, outputs)
    return page(cell, set: set)
  }

  static func page(_ result: CellResult, set: (inout CellOptions) -> Void = { _ in }) -> String {
    let cell = SampleNotebook.cell("let x = 1", line: 3, set)
    let notebook = Notebook(file: "a.md", blocks: [.cell(0)], cells: [cell])
    return Report(notebook: notebook, result: RunResult(cells: [result], values: [])).html()
  }

  static func page(of block: Block) -> String {
    Report(
      notebook: Notebook(file: "a.md", blocks: [block]), result: RunResult(cells: [], values: [])
    ).html()
  }

  /// The texts of the elements with this name that contain only text.
  static func texts(of name: String, in page: String) -> [String] {
    page.components(separatedBy: "<\(name)").dropFirst().compactMap { piece in
      let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let end = parts[1].range(of: "</\(name)>") else { return nil }
      return String(parts[1][..<end.lowerBound])
    }
  }

  private static let output = Output.standardOutput("printed\n")
  private static let claim = Output.display(
    .claim(Claim(statement: "it is so", holds: true, evidence: "2 ≥ 1")))

  @Test func `echo, output and include hide what their names say`() {
    let all = MarkupChecker(Self.page(Self.output)).text
    #expect(all.contains("let x = 1") && all.contains("printed"))
    let silent = MarkupChecker(Self.page(Self.output) { $0.echo = false }).text
    #expect(!silent.contains("let x = 1") && silent.contains("printed"))
    let mute = MarkupChecker(Self.page(Self.output) { $0.output = false }).text
    #expect(mute.contains("let x = 1") && !mute.contains("printed"))
    let absent = MarkupChecker(Self.page(Self.output) { $0.include = false }).text
    #expect(!absent.contains("let x = 1") && !absent.contains("printed"))
  }

  @Test func `a claim that the page does not show is still in the ledger`() {
    let markup = MarkupChecker(Self.page(Self.claim) { $0.include = false })
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "ledger").count == 1)
    #expect(markup.text.contains("it is so"))
  }

  @Test func `the ledger gives each claim's evidence and place`() {
    let no = Output.display(.claim(Claim(statement: "nor this", holds: false)))
    let markup = MarkupChecker(Self.page(Self.claim, no))
    let ledger = markup.text.components(from: "What this page claims")
    #expect(ledger.contains("1 of the 2 claims of this page hold.") && ledger.contains("2 ≥ 1"))
    #expect(
      markup.elements.compactMap { $0.attributes["href"] }.filter { $0 == "#claim:it-is-so" }.count == 1)
    #expect(
      markup.elements.compactMap { $0.attributes["href"] }.filter { $0 == "#claim:nor-this" }.count == 2)
    #expect(markup.elements(ofClass: "banner").count == 1)
  }

  @Test func `each claim has an anchor of its own, shown or not`() {
    let again = Output.display(.claim(Claim(statement: "It is so!", holds: true)))
    for isShown in [true, false] {
      let markup = MarkupChecker(Self.page(Self.claim, again) { $0.include = isShown })
      #expect(markup.problems == [])
      let anchors = markup.elements.compactMap { $0.attributes["id"] }.filter { $0.hasPrefix("claim:") }
      #expect(anchors == ["claim:it-is-so", "claim:it-is-so-1"])
    }
  }

  @Test func `a figure takes the cell's label, caption and alternative, and only the first does`() {
    let figure = Output.display(.figure(SampleNotebook.curve()))
    let markup = MarkupChecker(
      Self.page(figure, figure) {
        $0.label = "fig-x"
        $0.figureCaption = [.text("The caption.")]
        $0.figureAlternative = "What the author says"
      })
    #expect(markup.problems == [])
    #expect(markup.elements(named: "figure").map { $0.attributes["id"] } == ["fig-x", nil])
    #expect(markup.elements(named: "figcaption").count == 1)
    let alternatives = markup.elements(ofClass: "drawing").map { $0.attributes["aria-label"] }
    #expect(alternatives == ["What the author says", SampleNotebook.curve().alternative])
  }

  @Test func `the beginning of long data is shown, and all of it is kept`() {
    let rows = (0..<250).map { ["\($0)", "a,\"b\""] }
    let data = Table(columns: [.init("n"), .init("text")], rows: rows)
    let page = Self.page(.display(.figure(Figure(svg: "<svg></svg>", alternative: "x", data: data))))
    let markup = MarkupChecker(page)
    #expect(markup.elements(named: "tr").count == 101)
    #expect(markup.text.contains("The first 100 of 250 rows."))
    #expect(markup.text.contains("n,text\n0,\"a,\"\"b\"\"\"\n") && markup.text.contains("\n249,\"a"))
  }

  @Test func `consecutive printed text is one block, separate from other kinds`() {
    let page = Self.page(
      .standardOutput("a"), .standardOutput("b\n"), .standardError("c\n"), .standardOutput("d\n"))
    #expect(page.contains("<samp>ab</samp>"))
    #expect(MarkupChecker(page).elements(named: "samp").count == 3)
  }
}

extension String {
  /// The text from the first occurrence of `start` on; empty without one.
  func components(from start: String) -> String {
    let parts = split(separator: start, omittingEmptySubsequences: false)
    return parts.dropFirst().joined(separator: start)
  }
}
