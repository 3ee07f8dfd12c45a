import Displays
import Foundation
import Notebooks
import Reports
import Testing

@Suite struct PageTests {
  static let page = Report(
    notebook: SampleNotebook.notebook, result: SampleNotebook.result, navigation: SampleNotebook.navigation
  ).html()
  static let markup = MarkupChecker(page)

  @Test func `tags balance, ids are unique and links lead somewhere`() {
    #expect(Self.markup.problems == [])
  }

  @Test func `the checker notices mistakes`() {
    #expect(MarkupChecker("<p><b>x</p></b>").problems.count == 2)
    #expect(
      MarkupChecker("<p id=\"a\"><i id=\"a\"></i><a href=\"#b\"></a></p>").problems == [
        "id twice: a", "leads nowhere: #b",
      ])
    #expect(MarkupChecker("<p><div></div></p>").problems == ["<div> in <p>"])
  }

  @Test func `the same input gives the same bytes`() {
    for _ in 0..<4 {
      let again = Report(
        notebook: SampleNotebook.notebook, result: SampleNotebook.result,
        navigation: SampleNotebook.navigation
      ).html()
      #expect(again == Self.page)
    }
  }

  @Test func `nothing on the page is loaded from anywhere`() {
    for element in Self.markup.elements {
      #expect(!["link", "iframe", "object", "embed", "base", "form"].contains(element.name))
      #expect(element.attributes["src"].map { $0.hasPrefix("data:") } ?? true)
    }
    #expect(!PageAssets.styleSheet.contains("url("))
    #expect(!PageAssets.styleSheet.contains("@import"))
  }

  @Test func `the security policy names the script's hash`() throws {
    let start = try #require(Self.page.range(of: "<script>")).upperBound
    let end = try #require(Self.page.range(of: "</script>")).lowerBound
    let hash = Data(SHA256.hash(Array(Self.page[start..<end].utf8))).base64EncodedString()
    let policy = Self.markup.elements(named: "meta").first { $0.attributes["http-equiv"] != nil }
    #expect(policy?.attributes["content"]?.contains("script-src 'sha256-\(hash)'") == true)
    #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
  }

  @Test(arguments: [
    ("05-lstm.md", "05-lstm.html"), ("05-lstm.md#gates", "05-lstm.html#gates"),
    ("../README.md", "../README.md"), ("https://a.b/c.md", "https://a.b/c.md"), ("#a.md", "#a.md"),
  ])
  func `a link to another notebook leads to its page`(destination: String, expected: String) {
    let link = Inline.link([.text("there")], destination: destination, title: "")
    let notebook = Notebook(file: "a.md", blocks: [.paragraph([link])])
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(page.contains("href=\"\(expected)\""))
  }

  @Test func `a column without a title has no empty heading`() {
    var notebook = Notebook(file: "a.md")
    let table = PipeTable(
      alignments: [nil, nil], header: [[], [.text("b")]], rows: [[[.text("x")], [.text("y")]]])
    notebook.blocks = [.table(table), .cell(0)]
    notebook.cells = [Cell(lines: [], options: CellOptions(), location: SourceLocation(line: 1, column: 1))]
    var result = RunResult(of: notebook)
    result.cells[0].outputs = [
      .display(.table(Table(columns: [.init(""), .init("b")], rows: [["1", "2"]])))
    ]
    let page = Report(notebook: notebook, result: result).html()
    #expect(page.components(separatedBy: "<tr><td></td><th scope=\"col\">b</th></tr>").count == 3)
  }

  @Test func `style and script together stay below 60 KB`() {
    #expect(PageAssets.styleSheet.utf8.count + PageAssets.script.utf8.count <= 60_000)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the hash matches the standard's examples`(message: String, expected: String) {
    let hash = SHA256.hash(Array(message.utf8))
    #expect(hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
  }

  @Test func `messages with lengths around a block's end are padded to whole blocks`() {
    let hashes = (50...130).map { SHA256.hash([UInt8](repeating: 97, count: $0)) }
    #expect(Set(hashes).count == hashes.count)
    let million = SHA256.hash([UInt8](repeating: 97, count: 1_000_000))
    #expect(million.prefix(4) == [0xcd, 0xc7, 0x6e, 0x5c])
  }

  @Test func `the title is the metadata's, otherwise the first heading, otherwise the file's name`() {
    var notebook = Notebook(file: "notebooks/07-attention.md")
    func title() -> String {
      let markup = MarkupChecker(Report(notebook: notebook, result: RunResult(of: notebook)).html())
      #expect(markup.elements(named: "h1").count == 1)
      return String(markup.text.split(separator: "\n").first ?? "")
    }
    #expect(title() == "07-attention")
    notebook.blocks = [.heading(level: 1, [.text("Attention")], id: "attention"), .paragraph([.text("x")])]
    #expect(title() == "Attention")
    notebook.metadata.title = [.text("All you need")]
    #expect(title() == "All you need")
  }

  @Test func `a page has its language's direction and words`() {
    var notebook = Notebook(file: "a.md")
    notebook.blocks = [
      .heading(level: 2, [.text("أ")], id: "a"), .heading(level: 2, [.text("ب")], id: "b"),
      .alert(.note, [.paragraph([.text("x")])]),
    ]
    func page(_ language: String) -> String {
      notebook.metadata.language = language
      return Report(notebook: notebook, result: RunResult(of: notebook)).html()
    }
    #expect(page("ar").contains("<html lang=\"ar\" dir=\"rtl\" data-words=\"{&quot;"))
    #expect(page("ar").contains("&quot;Copy&quot;:&quot;نسخ&quot;,"))
    #expect(!page("ar").contains("&quot;Undo&quot;:"), "no script of the page shows this")
    #expect(!page("en").contains("data-words="))
    #expect(page("ar").contains("<summary>المحتويات</summary>") && page("ar").contains(" ملاحظة</p>"))
    #expect(page("de-CH").contains("<summary>Inhalt</summary>"))
    #expect(page("az-Arab").contains("<html lang=\"az-Arab\" dir=\"rtl\""))
    #expect(page("ar-Latn").contains("<html lang=\"ar-Latn\" data-"))
    #expect(page("xx").contains("<html lang=\"xx\">") && page("xx").contains("<summary>Contents</summary>"))
  }

  @Test func `ids are unique no matter what headings, terms and notes are called`() {
    let source = """
      ---
      title: "*T* with $x^2$"
      ---

      ## Main
      ## Contents
      ## Search
      ## Text {#page}

      **Self-attention** is one. **self attention** is one. C and **C++** and **C#** and **C**. Text[^1] [a[^1] b](#main).

      [^1]: n [c](#main)
      """
    let notebook = Notebook.parse(source, file: "a.md")
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(MarkupChecker(page).problems == [])
    #expect(page.contains("<title>T with x²</title>"))
    #expect(page.contains("<h1><em>T</em> with <span class=\"maths\"><math>"))
  }

  @Test func `the contents list sections and subsections with their values`() {
    var notebook = SampleNotebook.notebook
    notebook.blocks.append(.heading(level: 2, [.text("Accuracy "), .value(1)], id: "accuracy"))
    let page = Report(notebook: notebook, result: SampleNotebook.result).html()
    #expect(page.contains("<li class=\"section\"><a href=\"#accuracy\">Accuracy 0.981</a></li>"))
    #expect(page.contains("<li class=\"subsection\"><a href=\"#curve\">What the curve says</a></li>"))
  }

  @Test func `a note of one paragraph is at its call and a longer one at the end`() {
    var notebook = Notebook(file: "a.md")
    let call = { Inline.footnote(number: $0, occurrence: $1) }
    notebook.blocks = [
      .paragraph([.text("a"), call(1, 1), call(2, 1), call(1, 2)]),
      .footnotes([
        [.paragraph([.text("short")])], [.paragraph([.text("long")]), .code("code", language: "")],
      ]),
    ]
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "sidenote").map { $0.attributes["id"] } == ["note:1"])
    #expect(markup.elements(named: "li").map { $0.attributes["id"] } == ["note:2"])
    #expect(markup.elements(ofClass: "back").map { $0.attributes["href"] } == ["#call:2:1"])
  }
}
