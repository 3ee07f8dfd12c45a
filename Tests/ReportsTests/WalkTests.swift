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

  @Test func `six of many frames show without the script, which begins with the last`() {
    let markup = Self.markup(.frames(Self.panels((0..<21).map { "epoch \($0)" })))
    #expect(markup.problems == [])
    let stills = markup.elements(ofClass: "still").map { $0.attributes["data-label"] }
    #expect(stills == ["epoch 0", "epoch 4", "epoch 8", "epoch 12", "epoch 16", "epoch 20"])
    #expect(markup.elements(ofClass: "current").map { $0.attributes["data-label"] } == ["epoch 20"])
    #expect(markup.elements(ofClass: "panel").count == 21)
    #expect(markup.elements(ofClass: "drawing")[3].attributes["aria-label"] == "epoch 3: it")
  }

  private static func moments(_ tables: [Table]) -> String {
    CellTests.page(
      .display(
        .frames(
          tables.enumerated().map { index, table in
            Frame(label: "epoch \(index)", figure: Figure(svg: "<svg></svg>", alternative: "it", data: table))
          })))
  }

  private static func table(_ values: [Int]) -> Table {
    Table(columns: [.init("x", alignment: .trailing)], rows: values.map { ["\($0)"] })
  }

  @Test func `the numbers of frames include every moment`() {
    let page = Self.moments([Self.table([1, 2]), Self.table([3])])
    #expect(CellTests.texts(of: "td", in: page) == ["epoch 0", "1", "epoch 0", "2", "epoch 1", "3"])
    let equal = Self.moments([Self.table([1, 2]), Self.table([1, 2])])
    #expect(CellTests.texts(of: "td", in: equal) == ["1", "2"])
    #expect(equal.contains("<p>The same at all 2 moments.</p>"))
  }

  @Test func `numbers of very many moments are cut, and the table says so`() throws {
    let page = Self.moments((0..<50).map { moment in Self.table((0..<40).map { 40 * moment + $0 }) })
    #expect(page.contains("<p>20 of 50 moments, 30 of up to 40 rows of each, evenly spaced.</p>"))
    #expect(page.contains("<p>The first 100 of 600 rows.</p>"))
    let files = CellTests.texts(of: "pre", in: page).filter { $0.hasPrefix("moment") }
    let file = try #require(files.first)
    #expect(files.count == 1 && file.hasPrefix("moment,x\nepoch 0,0\n") && file.hasSuffix("epoch 49,1999\n"))
    #expect(file.split(separator: "\n").count == 601)
  }

  @Test func `every step shows without the script, and only the first with it`() {
    let markup = Self.markup(.steps(Self.panels(["one", "two", "three"])))
    #expect(markup.problems == [])
    #expect(
      Self.classes(markup) == [["panel", "still", "current"], ["panel", "still"], ["panel", "still"]])
    #expect(markup.elements(named: "ol").count == 1 && markup.elements(named: "li").count == 3)
  }

  @Test func `steps and variants open at the one that is asked for`() {
    var frames = Self.panels(["one", "two", "three"])
    frames[2].opens = true
    for display in [Display.steps(frames), .sweep("rate", frames)] {
      let current = Self.classes(Self.markup(display)).map { $0.contains("current") }
      #expect(current == [false, false, true])
    }
  }

  @Test func `only a page with named points has their script`() {
    func page(_ shape: String) -> String {
      CellTests.page(
        .display(.figure(Figure(svg: "<svg><title>all</title><g>\(shape)</g></svg>", alternative: "it"))))
    }
    #expect(page("<circle r=\"2\"><title>king</title></circle>").contains("function addPointNames"))
    #expect(!page("<circle r=\"2\"/>").contains("function addPointNames"))
  }

  @Test func `each variant of a sweep names what varies`() {
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

  @Test func `a panel can contain anything, and only the outer figure has the cell's caption`() {
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

  @Test func `displays nested too deeply are not displays`() {
    func nested(_ depth: Int) -> Display { (0..<depth).reduce(.text("x")) { inner, _ in .row([inner]) } }
    func read(_ display: Display) -> Display? {
      var reader = WireReader(WireWriter.bytes(of: display)[...])
      return try? reader.read(Display.self)
    }
    #expect(read(nested(8)) == nested(8))
    #expect(read(nested(40)) == nil)
  }
}
