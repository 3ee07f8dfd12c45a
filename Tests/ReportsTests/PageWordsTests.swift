import Displays
import Foundation
import Notebooks
import Reports
import Testing

/// The words of pages in other languages, compared with the scripts and the code that use them.
@Suite struct PageWordsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  /// The text of the files with an ending below a folder.
  private static func texts(below folder: String, ending: String) throws -> [(name: String, text: String)] {
    let folder = root.appending(path: folder)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    let names = files.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
    return try names.map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
  }

  private static func scripts() throws -> [(name: String, text: String)] {
    try texts(below: "Sources/Reports/Resources", ending: ".js")
      + texts(below: "Sources/Serving/Resources", ending: ".js")
  }

  private static let rows = PageWords.tables.flatMap { $0.map { (english: $0.key, words: $0.value) } }

  /// The numbers of a text's places: those that it names, and else their order.
  private static func places(of text: String) -> [Int] {
    var next = 0
    return text.matches(of: /#(\d?)/).map { match in
      if let named = Int(match.1) { return named }
      next += 1
      return next
    }.sorted()
  }

  @Test func `every text of a script has a row in the table`() throws {
    let known = Set(Self.rows.map(\.english))
    for script in try Self.scripts() {
      for word in PageWords.words(in: script.text) {
        #expect(known.contains(word), "\(script.name) shows “\(word)”")
      }
    }
  }

  @Test func `every call of word in a script begins with a text`() throws {
    for script in try Self.scripts() {
      for call in script.text.matches(of: /(^|[^\w.])word\(\s*(.)/) where call.2 != "\"" {
        let isItself = script.name == "page.js" && call.2 == "t"
        #expect(isItself, "\(script.name):\(call.0)")
      }
    }
  }

  @Test func `every row has a text in each language, with the same places`() {
    for (english, words) in Self.rows {
      #expect(words.count == PageWords.languages.count, "\(english)")
      for word in words {
        #expect(!word.isEmpty && !word.contains("\"") && !word.contains("\\"), "\(english)")
        #expect(Self.places(of: word) == Self.places(of: english), "\(english): \(word)")
      }
    }
  }

  @Test func `every row is used, and none is there twice`() throws {
    let modules = ["Notebooks", "Reports", "CellSupport", "Displays"]
    let code = try modules.flatMap { try Self.texts(below: "Sources/\($0)", ending: ".swift") }
      .filter { !$0.name.contains("PageWords+") }.map(\.text).joined()
    var used = Set(try Self.scripts().flatMap { PageWords.words(in: $0.text) })
    used.formUnion(Playground.Points.allCases.map(\.rawValue))
    used.formUnion(AlertKind.allCases.map { $0.rawValue.capitalized })
    for (english, _) in Self.rows {
      #expect(used.contains(english) || code.contains("\"\(english)\""), "nothing shows “\(english)”")
    }
    #expect(Set(Self.rows.map(\.english)).count == Self.rows.count)
  }

  private static func succeeded(_ outputs: Output...) -> CellResult {
    var result = CellResult()
    (result.status, result.outputs) = (.succeeded, outputs)
    return result
  }

  /// A page with a claim, outputs, long data, moments, an exercise, code that is only shown, and a cell that has not run.
  private static func page(language: String) -> String {
    let source = """
      ---
      lang: \(language)
      ---

      ```{swift}
      claim("ja", true)
      ```

      ```{swift}
      //| exercise: ex-a
      let x = 4
      ```

      ```{swift}
      //| check: ex-a
      claim("drei", x == 3)
      ```

      ```{swift}
      //| solution: ex-a
      let x = 3
      ```

      ```{swift}
      //| eval: false
      let y = 1
      ```

      ```{swift}
      let z = 1
      ```
      """
    let data = Table(columns: [.init("n")], rows: (0..<101).map { ["\($0)"] })
    let figure = Figure(svg: "<svg></svg>", alternative: "a", data: data)
    let first = succeeded(
      .standardOutput("1"), .standardError("2"), .display(.text("3")), .display(.figure(figure)),
      .display(.frames(["a", "b"].map { Frame(label: $0, figure: figure) })),
      .display(.claim(Claim(statement: "ja", holds: true))))
    var (stub, shown) = (succeeded(), CellResult())
    stub.stubFailure = .claim("drei")
    shown.status = .notEvaluated
    let result = RunResult(cells: [first, stub, succeeded(), succeeded(), shown, CellResult()], values: [])
    return Report(notebook: Notebook.parse(source, file: "a.md"), result: result).html()
  }

  /// What the text of a page says, its labels included.
  private static func words(of page: String) -> String {
    let text = page.components(separatedBy: "<main").last?.components(separatedBy: "</main>").first ?? ""
    let markup = MarkupChecker("<main" + text + "</main>")
    let labels = markup.elements.compactMap { $0.attributes["aria-label"] }
    return ([markup.text] + labels).joined(separator: " | ")
  }

  @Test func `what cells have shown and proved is said in the page's language`() {
    let pages = ["en", "de"].map { Self.page(language: $0) }
    #expect(pages.flatMap { MarkupChecker($0).problems } == [])
    let (english, german) = (Self.words(of: pages[0]), Self.words(of: pages[1]))
    for text in [
      "The one claim of this page was checked when it was made, and it holds.", "Holds", "Verdict",
      "The solution passes this check. The code as given fails: “drei”.", "Not run",
      "Shown only, not evaluated", "Error output", "Output", "Value", "The figure's data",
      "The first 100 of 101 rows.", "The same at all 2 moments.",
    ] { #expect(english.contains(text) && !german.contains(text), "\(text)") }
    #expect(german.contains("Die Lösung besteht diese Prüfung. Der gegebene Code scheitert: „drei“."))
    #expect(german.contains("Die ersten 100 von 101 Zeilen."))
  }

  @Test func `values take their places in the language's order`() {
    #expect(PageWords()["Step # of #", 2, 3] == "Step 2 of 3")
    #expect(PageWords(language: "zh")["# of # points right", 2, 3] == "3 个点中 2 个正确")
    #expect(PageWords(language: "ar")["Step #", "−1"] == "\u{2067}الخطوة \u{2068}−1\u{2069}\u{2069}")
    #expect(PageWords(language: "xx")["Step #", "−1"] == "Step −1")
  }

  @Test func `a page has only the words of its own scripts`() {
    let script = #"f(word("Undo"), "Clear"); word( "Step #", word("Undo")); word(x); sword"#
    #expect(PageWords.words(in: script) == ["Undo", "Step #"])
    #expect(PageWords(language: "de").used(in: script).map(\.word) == ["Rückgängig", "Schritt #"])
    #expect(PageWords(language: "en").used(in: script).isEmpty)
  }
}
