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
}
