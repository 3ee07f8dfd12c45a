import Displays
import Foundation
import Markup
import Notebooks
import Reports
import TestSupport
import Testing

@Suite struct DrawingIdentifierTests {
  @Test func `ids and references to them get the prefix, text and foreign ids do not`() {
    let expected = Element(
      "svg", ["aria-labelledby": "f:t f:d", "id": "f:root"],
      [
        .element("title", ["id": "f:t"], ["url(#clip) id=\"clip\""]), .element("desc", ["id": "f:d"]),
        .element("clipPath", ["id": "f:clip"]),
        .element("g", ["clip-path": "url(#f:clip)", "style": "fill:url(#g);mask:url(#f:clip)"]),
        .element("use", ["href": "#f:clip"]), .element("use"),
      ])
    let drawing = Element(
      "svg", ["aria-labelledby": "t d", "id": "root"],
      [
        .element("title", ["id": "t"], ["url(#clip) id=\"clip\""]), .element("desc", ["id": "d"]),
        .element("clipPath", ["id": "clip"]),
        .element("g", ["clip-path": "url(#clip)", "style": "fill:url(#g);mask:url(#clip)"]),
        .element("use", ["href": "#clip"]), .element("use", ["href": "#elsewhere"]),
      ])
    #expect(drawing.withIDs(prefixed: "f:") == expected)
  }

  @Test func `a drawing without ids and references is unchanged`() {
    let drawing = Element("svg", ["aria-label": "x"], [.element("rect", ["fill": "#abc", "width": "1"])])
    #expect(drawing.withIDs(prefixed: "f:") == drawing)
  }

  @Test func `an id names the first element that has it, and all ids have characters`() {
    let drawing = Element(
      "svg", ["aria-owns": "a zzz"],
      [
        .element("g", ["id": "a"]), .element("g", ["id": "a", "x": "1"]), .element("g", ["id": ""]),
        .element("g", ["id": "b c"]), .element("g", ["id": "b_c"]), .element("g", ["id": "\u{E9}"]),
        .element("g", ["id": "e\u{301}"]), .element("use", ["href": "#b c"]),
        .element("g", ["fill": "URL( '#b c' )", "mask": "url(\"#a\")", "aria-describedby": "zzz"]),
      ])
    let expected = Element(
      "svg", ["aria-owns": "f:a"],
      [
        .element("g", ["id": "f:a"]), .element("g", ["x": "1"]), .element("g"),
        .element("g", ["id": "f:b_c_2"]), .element("g", ["id": "f:b_c"]), .element("g", ["id": "f:\u{E9}"]),
        .element("g", ["id": "f:e\u{301}"]), .element("use", ["href": "#f:b_c_2"]),
        .element("g", ["fill": "URL( '#f:b_c_2' )", "mask": "url(\"#f:a\")"]),
      ])
    #expect(drawing.withIDs(prefixed: "f:").markup == expected.markup)
  }
}

@Suite struct ImageTests {
  private func page(_ source: String, limit: Int = 1000) throws -> MarkupChecker {
    let temporary = try TemporaryFolder(), folder = temporary.url
    defer { withExtendedLifetime(temporary) {} }
    try Data("GIF89a\u{1}\0\u{1}\0".utf8).write(to: folder.appending(path: "a b.png"))
    var notebook = Notebook(file: folder.appending(path: "x.md").path)
    notebook.blocks = [
      .paragraph([.text("see "), .image(alternative: [.text("a picture")], source: source, title: "")])
    ]
    let images = ImageLoader(besides: notebook.file, limit: limit)
    return MarkupChecker(Report(notebook: notebook, result: RunResult(of: notebook), images: images).html())
  }

  @Test func `a picture next to the notebook becomes part of the page`() throws {
    let image = try #require(try page("a b.png").elements(named: "img").first)
    #expect(image.attributes == ["src": "data:image/gif;base64,R0lGODlhAQABAA==", "alt": "a picture"])
  }

  @Test func `a page doesn't grow with each use of a picture`() throws {
    let temporary = try TemporaryFolder(), folder = temporary.url
    let picture = Array("GIF89a\u{1}\0\u{1}\0".utf8) + [UInt8](repeating: 0, count: 999_990)
    try Data(picture).write(to: folder.appending(path: "a.gif"))
    var notebook = Notebook(file: folder.appending(path: "x.md").path)
    notebook.blocks = [Block](
      repeating: .paragraph([.image(alternative: [.text("a")], source: "a.gif", title: "")]), count: 200)
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(page.utf8.count < 140_000_000)
    #expect(page.components(separatedBy: "the most for a page").count > 50)
  }

  @Test func `a picture that is missing, too large or remote is replaced by its name`() throws {
    #expect(try page("b.png").text.contains("a picture b.png: there is no such file"))
    #expect(try page("a b.png", limit: 2).text.contains("too large"))
    #expect(try page("a.txt").text.contains("not a PNG"))
    let remote = try page("https://example.org/a.png")
    #expect(remote.elements(named: "img").isEmpty)
    #expect(remote.elements(named: "a").contains { $0.attributes["href"] == "https://example.org/a.png" })
  }
}

@Suite struct ImageFigureTests {
  @Test func `an image that is alone in its paragraph is a figure with label, number and alternative`() {
    var notebook = Notebook(file: "a.md")
    let image = Inline.image(
      alternative: [.text("The "), .emphasis([.text("net")])], source: "net.png", title: "")
    notebook.blocks = [.paragraph([image]), .paragraph([image]), .paragraph([.text("so "), image])]
    var uses = [4, 6].map { ImageUse(source: "net.png", location: SourceLocation(line: $0, column: 1)) }
    (uses[0].id, uses[0].number, uses[0].figureAlternative) = ("fig-net", 3, "Two layers")
    notebook.images = uses
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(markup.elements(named: "figure").map { $0.attributes["id"] } == ["fig-net", nil])
    #expect(page.contains("<span class=\"label\">Figure 3</span> The <em>net</em></figcaption>"))
    #expect(markup.text.contains("Two layers net.png: there is no such file"))
  }

  @Test func `raw HTML is markup only if the notebook says so`() {
    var notebook = Notebook(
      file: "a.md",
      blocks: [.html("<aside>x</aside>"), .paragraph([.html("<kbd>"), .text("k"), .html("</kbd>")])])
    func names() -> [String] {
      MarkupChecker(Report(notebook: notebook, result: RunResult(of: notebook)).html()).elements.map(\.name)
    }
    #expect(!names().contains("aside") && !names().contains("kbd"))
    notebook.metadata.rawHTML = true
    #expect(names().contains("aside") && names().contains("kbd"))
  }

  @Test func `raw HTML leaves the page around it as it is, and may have blocks in it`() {
    var notebook = Notebook(
      file: "a.md",
      blocks: [
        .html("<b style='display:none'>\n</div></main></body>"),
        .html("<details>\n<summary>More</summary>"), .paragraph([.text("inside"), .html("<i>")]),
        .list(items: [[.html("<div>"), .html("</details>")]], start: nil, isTight: true),
        .quotation([.html("<section>")]), .html("</details>"), .paragraph([.text("outside")]),
      ])
    notebook.metadata.rawHTML = true
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(MarkupChecker(page).problems == [])
    let parts = page.split(separator: "</details>").map { MarkupChecker(String($0)).text }
    #expect(parts.contains { $0.contains("inside") && !$0.contains("outside") })
  }

  @Test(arguments: [
    ("<p style='color: red'>x</p>", true), ("<details open><summary>x</summary></details>", false),
    ("<svg><rect/></svg>", false), ("<svg width=8><rect/></svg>", true),
  ])
  func `what an author's HTML draws is cut off in pages where it has styles`(html: String, isCut: Bool) {
    var notebook = Notebook(file: "a.md", blocks: [.html(html)])
    func page() -> String { Report(notebook: notebook, result: RunResult(of: notebook)).html() }
    #expect(!page().contains("overflow-clip-margin"))
    notebook.metadata.rawHTML = true
    #expect(page().contains("overflow:clip !important") == isCut)
  }

  /// Masks of eight shapes, each of which has the mask before it.
  @Test(arguments: [(3, true), (7, false)])
  func `drawings in raw HTML lose references that multiply`(depth: Int, areKept: Bool) {
    let masks = (0..<depth).map { level in
      let mask = level == 0 ? "" : " mask='url(\"#k\(level - 1)\")'"
      return "<mask id=k\(level)>\(String(repeating: "<rect\(mask)></rect>", count: 8))</mask>"
    }
    let parts = (masks + ["<rect fill=red mask=url(#k\(depth - 1)) />"]).map { "<svg>\($0)</svg>" }
    var notebook = Notebook(file: "a.md", blocks: parts.map { .html($0) })
    notebook.metadata.rawHTML = true
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    #expect(MarkupChecker(page).problems == [])
    #expect(page.contains("mask=\"url(") == areKept)
    #expect(page.contains("fill=\"red\""))
  }
}
