import Displays
import Notebooks
import Reports
import Testing

@Suite struct WalkTests {
  private static func panels(_ labels: [String]) -> [Frame] {
    labels.map { Frame(label: $0, figure: Figure(svg: "<svg></svg>", alternative: "it")) }
  }

  private static func markup(
    _ display: Display, set: (inout CellOptions) -> Void = { _ in }
  ) -> MarkupChecker { MarkupChecker(CellTests.page(.display(display), set: set)) }

  private static func classes(_ markup: MarkupChecker) -> [[Substring]] {
    markup.elements(ofClass: "panel").map { ($0.attributes["class"] ?? "").split(separator: " ") }
  }

  @Test func `of many frames six stand for all, and the script begins with the last`() {
    let markup = Self.markup(.frames(Self.panels((0..<21).map { "epoch \($0)" })))
    #expect(markup.problems == [])
    let stills = markup.elements(ofClass: "still").map { $0.attributes["data-label"] }
    #expect(stills == ["epoch 0", "epoch 4", "epoch 8", "epoch 12", "epoch 16", "epoch 20"])
    #expect(markup.elements(ofClass: "current").map { $0.attributes["data-label"] } == ["epoch 20"])
    #expect(markup.elements(ofClass: "panel").count == 21)
    #expect(markup.elements(ofClass: "drawing")[3].attributes["aria-label"] == "epoch 3: it")
  }

  @Test func `every step shows without the script, and the first one with it`() {
    let markup = Self.markup(.steps(Self.panels(["one", "two", "three"])))
    #expect(markup.problems == [])
    #expect(
      Self.classes(markup) == [["panel", "still", "current"], ["panel", "still"], ["panel", "still"]])
    #expect(markup.elements(named: "ol").count == 1 && markup.elements(named: "li").count == 3)
  }

  @Test func `a sweep names what varies in each of its variants`() {
    let variants = Self.panels(["0.1", "1"])
    let markup = Self.markup(.sweep("rate", variants)) { $0.figureAlternative = "losses" }
    #expect(markup.problems == [])
    #expect(markup.text.contains("rate: 0.1") && markup.text.contains("rate: 1"))
    #expect(markup.elements(ofClass: "multiples").map { $0.attributes["data-name"] } == ["rate"])
    let alternatives = markup.elements(ofClass: "drawing").map { $0.attributes["aria-label"] }
    #expect(alternatives == ["rate: 0.1: losses", "rate: 1: losses"])
  }

  @Test func `a sentence is Markdown, but nothing in it is markup or leads elsewhere`() {
    let sentences = [
      "Take `exp` of *each* $e^x$.", "<b>5 < 6</b>", "see [this](http://a.b)", "- no list", "",
    ]
    let page = CellTests.page(.display(.steps(Self.panels(sentences))))
    #expect(page.contains("Take <code>exp</code> of <em>each</em> <span class=\"maths\"><math"))
    #expect(page.contains(">&lt;b&gt;5 &lt; 6&lt;/b&gt;</p>"))
    #expect(page.contains(">see [this](http://a.b)</p>") && page.contains(">- no list</p>"))
    #expect(MarkupChecker(page).problems == [])
  }

  @Test func `a panel holds anything, and only the figure around has the cell's caption`() {
    let table = Table(columns: [.init("n")], rows: [["7"]], caption: "a table")
    let figure = Display.figure(Figure(svg: "<svg></svg>", alternative: "it", data: table))
    let step = Frame(label: "s", content: [.row([figure, .table(table)]), .text("words")])
    let markup = Self.markup(.steps([step])) {
      $0.label = "fig-walk"
      $0.figureCaption = [.text("The caption.")]
      $0.tableCaption = [.text("Not this one.")]
    }
    #expect(markup.problems == [])
    #expect(markup.elements(named: "figure").map { $0.attributes["id"] } == ["fig-walk", nil])
    #expect(markup.text.contains("The caption.") && !markup.text.contains("Not this one."))
    #expect(markup.text.contains("words") && markup.elements(ofClass: "data").count == 1)
  }

  @Test func `displays that lie too deep in each other are no displays`() {
    func nested(_ depth: Int) -> Display { (0..<depth).reduce(.text("x")) { inner, _ in .row([inner]) } }
    func read(_ display: Display) -> Display? {
      var reader = WireReader(WireWriter.bytes(of: display)[...])
      return try? reader.read(Display.self)
    }
    #expect(read(nested(8)) == nested(8))
    #expect(read(nested(40)) == nil)
  }
}
