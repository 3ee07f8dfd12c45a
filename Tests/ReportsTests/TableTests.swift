import Displays
import Markup
import Notebooks
import Reports
import Testing

@Suite struct TableTests {
  private static func markup(_ columns: [Table.Column], _ rows: [[String]]) -> MarkupChecker {
    MarkupChecker(CellTests.page(.display(.table(Table(columns: columns, rows: rows)))))
  }

  private static func padding(_ texts: [String]) -> [String?] {
    let column = Table.Column("x", alignment: .trailing)
    return markup([column], texts.map { [$0] }).elements(named: "td").map { $0.attributes["data-pad"] }
  }

  @Test func `numbers get the padding that aligns their decimal points`() {
    #expect(Self.padding(["1", "−12.5", "3.25", "1,204"]) == [".00", "0", nil, ".00"])
    #expect(Self.padding(["0.5", "NaN", "n/a", "7", "", "1.2.3"]) == [nil, ".0", nil, ".0", nil, nil])
    #expect(Self.padding(["1", "2"]) == [nil, nil])
  }

  /// A column's cells with their invisible parts in brackets.
  private static func aligned(_ texts: [String]) -> [String] {
    let column = Table.Column("x", alignment: .trailing)
    return cells(of: CellTests.page(.display(.table(Table(columns: [column], rows: texts.map { [$0] })))))
  }

  /// The same for a column of a table in prose.
  private static func alignedInProse(_ cells: [[Inline]], _ alignment: PipeTable.Alignment? = nil) -> [String]
  {
    let table = PipeTable(
      alignments: [nil, alignment], header: [[.text("name")], [.text("x")]],
      rows: cells.map { [[.text("a")], $0] })
    return Self.cells(of: CellTests.page(of: .table(table))).filter { $0 != "a" }
  }

  private static func cells(of page: String) -> [String] {
    page.matches(of: /<td([^>]*)>(.*?)<\/td>/).map { cell in
      let inner = cell.2.replacing(/<span data-pad="([^"]*)"><\/span>/) { "[\($0.1)]" }
      let last = cell.1.firstMatch(of: /data-pad="([^"]*)"/).map { "[\($0.1)]" } ?? ""
      return (String(inner) + last).replacing("\u{a0}", with: "_")
    }
  }

  @Test func `units and uncertainties stand below each other too`() {
    #expect(Self.aligned(["97 %", "99.5 %", "–"]) == ["97[.0] %", "99.5 %", "–[.0_%]"])
    #expect(
      Self.aligned(["72.5 ± 1.1", "8 ± 10.25", "6.25"])
        == ["72.5[0] ± [0]1.1[0]", "8[.00] ± 10.25", "6.25[_±_00.00]"])
    #expect(Self.aligned(["0.5", "1.25 × 10⁻⁵"]) == ["0.5[0_×_10⁻⁵]", "1.25 × 10⁻⁵"])
    #expect(Self.aligned(["82\u{202f}400", "0.7 ms"]) == ["82\u{202f}400[.0_ms]", "0.7 ms"])
    #expect(Self.aligned(["-12.5", "inf", "2 of 10"]) == ["−12.5", "∞[.0]", "2 of 10"])
  }

  @Test func `numbers of tables in prose are aligned like those of cells`() {
    #expect(
      Self.alignedInProse([[.text("72.5 ± 1.1")], [.text("8 ± 10.25")], [.text("-6.25")], [.text("–")]])
        == ["72.5[0] ± [0]1.1[0]", "8[.00] ± 10.25", "−6.25[_±_00.00]", "–[.00_±_00.00]"])
    #expect(
      Self.alignedInProse([[.strong([.text("7 ± 2.5")])], [.text("10.5 ± 1")]], .trailing)
        == ["<strong>7[.0] ± 2.5</strong>", "10.5 ± 1[.0]"])
  }

  @Test func `a column of numbers ends at its right border, title and all`() {
    func names(_ cells: [String], _ alignment: PipeTable.Alignment? = nil) -> [String?] {
      let table = PipeTable(
        alignments: [alignment], header: [[.text("x")]], rows: cells.map { [[.text($0)]] })
      let markup = MarkupChecker(CellTests.page(of: .table(table)))
      return (markup.elements(named: "th") + markup.elements(named: "td")).map { $0.attributes["class"] }
    }
    #expect(names(["1", "2.5"]) == ["trailing", "trailing", "trailing"])
    #expect(
      names(["1", "3 layers"]) == [nil, nil, nil]
        && names(["x", ""], .trailing) == ["trailing", "trailing", "trailing"])
    #expect(
      names(["1", "2.5"], .leading) == [nil, nil, nil] && names(["1"], .center) == ["center", "center"])
  }

  @Test func `a formula among numbers leaves the column as it is`() {
    let formula = Inline.mathematics(MathML(element: Element("math", [:], [.element("mn", ["1"])]), tex: "1"))
    #expect(Self.alignedInProse([[.text("2.5")], [.text("3")], [formula]]).prefix(2) == ["2.5", "3"])
  }

  @Test(arguments: [
    "1", "−2.5", "1,204", "97 %", "97%", "1.2 × 10⁻⁵", "7.497·10⁻⁵", "1.5e-07", "72.5 % ± 1.1 %", "0.7 ms",
    "2.5×",
  ])
  func `a number is one with its unit, its power of ten and its uncertainty`(text: String) {
    #expect(NumberCell(text) != nil && NumberCell.areNumbers([text, "–", ""]))
  }

  @Test(arguments: [
    "", "x", "2 of 10", "1/21", "2045-08-29", "0.01, drawn", "1.2.3", "4 layers", "2008 (18)", "1 1 0",
  ])
  func `other texts are no numbers`(text: String) {
    #expect(
      NumberCell(text) == nil && !NumberCell.areNumbers(["1", text + "x"]) && !NumberCell.areNumbers([""]))
  }

  @Test func `numbers have a true minus sign, and other texts are unchanged`() {
    let columns = [Table.Column("n", alignment: .trailing), Table.Column("name")]
    let rows = [["-1.5e-07", "-x"], ["-inf", "-12"], ["inf", "a-1"], ["nan", "-1-2"]]
    let page = CellTests.page(.display(.table(Table(columns: columns, rows: rows))))
    let texts = CellTests.texts(of: "td", in: page)
    #expect(texts == ["−1.5e-07", "-x", "−∞", "−12", "∞", "a-1", "NaN", "-1-2"])
  }

  @Test func `a long figure's numbers can be downloaded, commas and quotes within quotes`() {
    let rows = [["a, b", "1"], ["say \"x\"", "2"]] + (0..<120).map { ["row \($0)", "3"] }
    let figure = Figure(
      svg: "<svg></svg>", alternative: "f", data: Table(columns: [.init("name"), .init("n")], rows: rows))
    let page = CellTests.page(.display(.figure(figure)))
    let found = page.firstMatch(of: /<pre class="csv" hidden>([^<]*)/)?.1 ?? ""
    #expect(
      found.hasPrefix("name,n\n&quot;a, b&quot;,1\n&quot;say &quot;&quot;x&quot;&quot;&quot;,2\nrow 0,3\n"))
    #expect(found.contains("row 119,3"))
  }

  @Test func `a table too wide for paper is printed smaller, and no other`() {
    func sizes(_ columns: Int) -> [String?] {
      let table = Table(
        columns: (0..<columns).map { .init("column \($0)") },
        rows: [[String](repeating: "12345", count: columns)])
      return MarkupChecker(CellTests.page(.display(.table(table)))).elements(named: "table").map {
        $0.attributes["style"]
      }
    }
    #expect(sizes(6) == [nil])
    #expect(sizes(20) == ["--printed:6.2pt"] && sizes(200) == ["--printed:3.6pt"])
  }

  @Test func `a title of only formulas has a name`() {
    let cell = [Inline.mathematics(MathML(element: Element("math", [:], [.element("mi", ["W"])]), tex: "W"))]
    let table = PipeTable(
      alignments: [], header: [cell, [.text("size")], cell + [.text(" size")]], rows: [])
    let titles = MarkupChecker(CellTests.page(of: .table(table))).elements(named: "th")
    #expect(titles.map { $0.attributes["aria-label"] } == ["W", nil, nil])
  }

  @Test func `a long table is folded and a short one is not`() {
    let column = Table.Column("n")
    func names(_ count: Int) -> [String?] {
      Self.markup([column], (0..<count).map { ["\($0)"] }).elements(named: "table").map {
        $0.attributes["class"]
      }
    }
    #expect(names(15) == ["sortable"] && names(16) == ["sortable folded"])
  }

  @Test func `a large tensor is a figure with its shape, and takes the cell's label`() {
    let figure = Figure(svg: "<svg></svg>", alternative: "Bars.")
    let tensor = TensorDisplay(shape: [60, 784], text: "min 0 · max 1", figure: figure)
    let markup = MarkupChecker(CellTests.page(.display(.tensor(tensor))) { $0.label = "fig-t" })
    #expect(markup.problems == [])
    #expect(markup.elements(named: "figure").map { $0.attributes["id"] } == ["fig-t"])
    #expect(markup.text.contains("60 × 784") && markup.text.contains("min 0 · max 1"))
    let alternatives = markup.elements(ofClass: "drawing").map { $0.attributes["aria-label"] }
    #expect(alternatives == ["Tensor of shape 60 × 784: Bars."])
  }
}
