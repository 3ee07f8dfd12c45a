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
    #expect(Self.padding(["0.5", "NaN", "n/a", "97 %", "", "1.2.3"]) == [nil, nil, nil, nil, nil, nil])
    #expect(Self.padding(["1", "2"]) == [nil, nil])
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
