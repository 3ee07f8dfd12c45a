import Foundation
import Notebooks
import Reports
import TestSupport
import Testing

/// References of calls on pages, and the calls that a chapter lists.
struct ReferencePageTests {
  private static let source = """
    /// A size.
    public struct Size {
      /// How wide it is, as in `Size`.
      public let width: Int
      /// Twice the `width`.
      public func doubled(by other: Size) -> Size? { nil }
    }
    """

  private let temporary: TemporaryFolder

  init() throws {
    temporary = try TemporaryFolder()
    try write(Self.source, to: "Size.swift")
    try write("# R\n\n```swift api=\"Size.swift\" examples=\"false\"\n```\n", to: "r.md")
    try write("# C\n\n```{swift}\nlet twice = size.doubled(by: size)\n```\n", to: "c.md")
    try write("chapters: [c.md, r.md]\n", to: "book.yml")
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(to: temporary.url.appending(path: name), atomically: true, encoding: .utf8)
  }

  private func page(_ index: Int) throws -> String {
    let source = BookSource(try Book.load(temporary.url.appending(path: "book.yml").path))
    let chapter = source.report.chapters[index]
    return Report(
      notebook: chapter.notebook, result: RunResult(of: chapter.notebook),
      navigation: source.report.navigation(of: index)
    ).html()
  }

  @Test func `a reference shows declarations with their texts, and links to types`() throws {
    let page = try page(1)
    #expect(page.contains("<section class=\"api type\" id=\"Size\">"))
    #expect(page.contains("<h3 class=\"unseen\">Size.doubled(by:)</h3>"))
    #expect(page.contains("<dt id=\"Size.width\">"))
    #expect(
      page.contains("other: <a href=\"#Size\"><span class=\"t\">Size</span></a>) -&gt; <a href=\"#Size\">"))
    #expect(page.contains("Twice the <a href=\"#Size.width\"><code>width</code></a>."))
    #expect(page.contains("Used in <a href=\"c.html\">“C”</a>"))
    #expect(MarkupChecker(page).problems == [])
  }

  @Test func `a chapter lists the calls that the reference documents`() throws {
    let page = try page(0)
    #expect(page.contains("<a href=\"r.html#Size.doubled(by:)\"><code>Size.doubled</code></a>"))
    #expect(MarkupChecker(page).problems == [])
  }

  @Test func `the search finds what a reference documents by its name`() throws {
    let source = BookSource(try Book.load(temporary.url.appending(path: "book.yml").path))
    let search = source.report.pages().first { $0.name == "search.html" }?.html
    #expect(
      search?.contains("[\"Size.doubled(by:)\",\"Size.doubled(by:)\",\"Twice the `width`.\"]") == true)
  }
}
