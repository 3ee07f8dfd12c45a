import BenchmarkModels
import Testing

import bench

struct CaseTableTests {
  @Test func `every family has all four kinds of size in each of its modes`() throws {
    let rows = try CaseTable.bundled().rows
    for family in CaseRow.Family.allCases {
      let done = Set(rows.filter { $0.family == family }.map(\.mode))
      #expect(!done.isEmpty)
      for mode in done {
        let sizes = Set(rows.filter { $0.family == family && $0.mode == mode }.map(\.size))
        #expect(sizes == Set(CaseRow.Size.allCases), "\(family) \(mode)")
      }
    }
    for family in CaseRow.Family.allCases.prefix(7) {
      let modes = Set(rows.filter { $0.family == family }.map(\.mode))
      #expect(modes.isSuperset(of: [.train, .infer]), "\(family)")
    }
  }

  @Test func `the table keeps the names under which speeds were reported`() throws {
    let names = try CaseTable.bundled().rows.map(\.name)
    let known = [
      "mlp-moons", "mlp-digits", "cnn-28", "rnn", "lstm", "gru", "seq2seq-attn", "gpt-small", "gpt-wide",
      "mlp-one", "cnn-one", "lstm-one", "gpt-one", "gpt-generate", "load-csv", "load-idx",
    ]
    #expect(Set(names).isSuperset(of: known))
  }

  @Test func `a line has a name, a family, a mode and sizes`() throws {
    let row = try CaseRow("  mine  dense train odd batch=7  widths=5-3-2 ")
    #expect(row.name == "mine")
    #expect(row.family == .dense)
    #expect(row.mode == .train)
    #expect(row.size == .odd)
    #expect(row["batch"] == 7)
    #expect(row.list("widths") == [5, 3, 2])
    #expect(row.line == "mine dense train odd batch=7 widths=5-3-2")
  }

  @Test(arguments: [
    ("mine dense", "expected a name, a family, a mode, a kind of size, and sizes"),
    ("mine thick train odd batch=7", "there is no family “thick”; there are dense, cnn"),
    ("mine dense learn odd batch=7", "there is no mode “learn”"),
    ("mine dense train huge batch=7", "there is no kind of size “huge”"),
    ("mine dense train odd batch=7", "dense train needs widths="),
    ("mine dense train odd batch=7 widths=5", "widths needs two numbers or more"),
    ("mine dense train odd batch=7-8 widths=5-2", "batch is one number"),
    ("mine dense train odd batch=0 widths=5-2", "found “batch=0”"),
    ("mine dense train odd batch=x widths=5-2", "found “batch=x”"),
    ("mine dense train odd batch= widths=5-2", "found “batch=”"),
    ("mine dense train odd batch widths=5-2", "found “batch”"),
    ("mine dense train odd batch=7 widths=5--2", "found “widths=5--2”"),
    ("mine dense train odd batch=7 batch=8 widths=5-2", "batch is given twice"),
    ("mine dense train odd batch=7 widths=5-2 depth=3", "dense train has no depth; it has batch, widths"),
    ("mine csv train odd rows=5 columns=3", "there is no csv train"),
    ("mine gpt train odd batch=1 time=3 words=4 width=5 heads=2 layers=1", "5 cannot be shared by 2 heads"),
    (
      "mine cnn train odd batch=1 side=3 planes=1-2-3 kernel=3 classes=2",
      "a side of 3 cannot be halved 2 times"
    ),
    ("mine cnn train odd batch=1 side=8 planes=1-2 kernel=2 classes=2", "the kernel needs an odd size"),
  ])
  func `a wrong line is refused with what is wrong`(line: String, message: String) {
    let error = #expect(throws: CaseError.self) { try CaseRow(line) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "nothing")")
  }

  @Test func `an error names the table's line`() {
    let text = "# cases\n\none csv load odd rows=5 columns=3\none csv load odd rows=6 columns=3\n"
    let error = #expect(throws: CaseTableError.self) { try CaseTable(text, file: "mine.txt") }
    #expect(error?.description == "mine.txt:4:1: error: there is a case one already")
  }

  @Test func `a case's warm-up is the smallest of its kind`() throws {
    let table = try CaseTable.bundled()
    let row = try #require(table.rows.first { $0.name == "gru-large" })
    #expect(table.warmUp(for: row)?.name == "gru-small")
  }
}
