import Foundation
import Notebooks
import Reports
import TestSupport
import Testing

/// The list of references on a page.
@Suite struct CitationPageTests {
  @Test func `the page lists what it cites, and citations lead there`() throws {
    let folder = try TemporaryFolder()
    let works =
      "@book{a, author = {Ada Lovelace}, title = {Notes & more}, year = 1843}\n@book{b, title = {B}}"
    try works.write(to: folder.url.appending(path: "w.bib"), atomically: true, encoding: .utf8)
    let notebook = Notebook.parse(
      "---\nbibliography: w.bib\n---\n# A\n\nAs @a shows.", file: folder.url.appending(path: "n.md").path)
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(page.contains("As <a class=\"reference\" href=\"#ref:a\">Lovelace (1843)</a> shows."))
    #expect(
      page.contains(
        "<li><p id=\"ref:a\">Lovelace, Ada. 1843. <em>Notes &amp; more</em>.</p></li>"))
    #expect(page.contains("<h2 id=\"references\">References</h2>"))
    #expect(!page.contains("ref:b"))
    #expect(MarkupChecker(page).problems == [])
  }

  @Test func `the list's title is in the page's language`() throws {
    let folder = try TemporaryFolder()
    try "@book{a, title = {A}}".write(
      to: folder.url.appending(path: "w.bib"), atomically: true, encoding: .utf8)
    let notebook = Notebook.parse(
      "---\nlang: de\nbibliography: w.bib\n---\n[@a]", file: folder.url.appending(path: "n.md").path)
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(page.contains("<h2 id=\"references\">Literatur</h2>"))
  }

  private static let works = """
    @article{lstm, author = {Sepp Hochreiter and Jürgen Schmidhuber}, title = {Long Short-Term Memory},
      journal = {Neural Computation}, year = 1997, volume = 9, number = 8, pages = {1735--1780},
      url = {https://example.org/2020-21}}
    @book{gauss, author = {Carl Gauß}, title = {Theoria motus}, year = 1809, publisher = {Perthes}}
    @book{optics, author = {{ابن الهيثم}}, title = {كتاب المناظر}, year = 1021}
    """

  /// The page that cites the works, with braces for the marks around texts that keep their own direction.
  private func page(language: String) throws -> String {
    let folder = try TemporaryFolder()
    try Self.works.write(to: folder.url.appending(path: "w.bib"), atomically: true, encoding: .utf8)
    let notebook = Notebook.parse(
      "---\nlang: \(language)\nbibliography: w.bib\n---\n[@gauss] [@optics] @lstm",
      file: folder.url.appending(path: "n.md").path)
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(MarkupChecker(page).problems == [])
    return page.replacing(/[\u{2067}\u{2068}]/, with: "{").replacing("\u{2069}", with: "}")
  }

  @Test func `on a page from right to left, each part of a reference keeps its direction`() throws {
    for language in ["ar", "fa"] {
      let page = try page(language: language)
      #expect(page.contains("«{Long Short-Term Memory}.» {<em>Neural Computation</em> 9 (8): 1735–1780}. <a"))
      #expect(page.contains(">{https://example.org/2020-21}</a>"))
      #expect(page.contains("{Gauß, Carl}. {1809}. <em>{Theoria motus}</em>. {Perthes}.</p>"))
      #expect(page.contains(">ابن الهيثم. {1021}. <em>كتاب المناظر</em>.</p>"))
      #expect(page.contains(">{Gauß}\u{A0}1809</a>"))
    }
    #expect(try page(language: "ar").contains("{{Hochreiter, Sepp}، و{Jürgen Schmidhuber}}. {1997}."))
    #expect(try page(language: "fa").contains("{Hochreiter, Sepp, and Jürgen Schmidhuber}. {1997}."))
  }

  @Test func `on other pages only what is written from right to left has marks around it`() throws {
    let page = try page(language: "de")
    #expect(page.contains(">Gauß, Carl. 1809. <em>Theoria motus</em>. Perthes.</p>"))
    #expect(page.contains("„Long Short-Term Memory.“ <em>Neural Computation</em> 9 (8): 1735–1780. <a"))
    #expect(page.contains(">{ابن الهيثم}. 1021. <em>{كتاب المناظر}</em>.</p>"))
  }
}
