import Foundation
import Notebooks
import TestSupport
import Testing

/// Links and pictures are checked, and those that lead nowhere are reported at their place.
@Suite struct ReferenceTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.url.path }

  init() throws {
    temporary = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: temporary.url.path + "/parts/deep", withIntermediateDirectories: true)
    try write("## A part\n\n## Größe & Co.\n", to: "other.md")
    try write("x", to: "data 1.csv")
    try write("x", to: "100%.csv")
    try write("<svg/>", to: "net.svg")
    try write("# In a folder", to: "parts/one.md")
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: temporary.url.appendingPathComponent(name))
  }

  /// The checked notebook, with its page next to it.
  private func checked(_ text: String, page: String = "n.html") throws -> Notebook {
    try write(text, to: "n.md")
    return ReferenceCheck.checked(Notebook.read("\(folder)/n.md"), page: "\(folder)/\(page)")
  }

  @Test(arguments: [
    ("a ![b](none.png)", "1:8: error: the picture 'none.png' cannot be shown: there is no such file"),
    (
      "![b](parts)",
      "1:6: error: the picture 'parts' cannot be shown: not a PNG, JPEG, GIF, WebP, AVIF or SVG file"
    ),
    ("[a](gone/a.md)", "1:5: error: there is no file 'gone/a.md'"),
    ("[a](othr.md)", "1:5: error: there is no file 'othr.md'; did you mean 'other.md'?"),
    ("[a](other.md#a-prt)", "1:5: error: nothing in 'other.md' has the id 'a-prt'; did you mean 'a-part'?"),
    ("[a](#none)", "1:5: error: nothing here has the id 'none'"),
    ("[a](#Here)\n\n## here", "1:5: error: nothing here has the id 'Here'; did you mean 'here'?"),
    ("[a](none.csv)", "1:5: error: there is no file 'none.csv'"),
    ("[a](../x/y.csv#z)", "1:5: error: there is no file '../x/y.csv'"),
    ("[a](data%202.csv)", "1:5: error: there is no file 'data 2.csv'; did you mean 'data 1.csv'?"),
    ("[a](</etc/passwd>)", "1:6: error: a link's path must be relative to the notebook's folder"),
    ("[a]()", "1:5: error: this link has no address"),
    ("x [a][b].\n\n[b]: none.md 'T'", "1:3: error: there is no file 'none.md'"),
    ("x [a] and [b].\n\n[b]: none.md", "1:11: error: there is no file 'none.md'"),
    ("*x* **[a](\n  none.md)**", "2:3: error: there is no file 'none.md'"),
    ("## [a](none.md)\n\n```{swift}\n1\n```", "1:8: error: there is no file 'none.md'"),
    ("> - [a](none.md)", "1:9: error: there is no file 'none.md'"),
    ("x[^1]\n\n[^1]: [a](none.md)", "3:11: error: there is no file 'none.md'"),
    ("|a|\n|-|\n|[a](none.md)|", "3:6: error: there is no file 'none.md'"),
    ("|a|\n|-|\n|b|\n\n: See [a](none.md)", "5:11: error: there is no file 'none.md'"),
    ("```{swift}\n//| fig-cap: \"See [a](none.md)\"\n1\n```", "2:23: error: there is no file 'none.md'"),
    ("[a\\_b](no\\_ne.md)", "1:8: error: there is no file 'no_ne.md'"),
    (
      "[![A net.](none.svg)](other.md)",
      "1:12: error: the picture 'none.svg' cannot be shown: there is no such file"
    ),
    ("![A net.](net.svg) [![A net.](net.svg)](none.md)", "1:41: error: there is no file 'none.md'"),
    ("x [![A net.](net.svg)][b]\n\n[b]: none.md", "1:3: error: there is no file 'none.md'"),
    ("<https://x.y/z> [z](https://x.y/z) [a](none.md)", "1:40: error: there is no file 'none.md'"),
    ("[none.md](none.md)", "1:11: error: there is no file 'none.md'"),
    ("[a](javascript:x)", "1:5: error: a link to 'javascript:' is not allowed"),
    ("a [text][name]", "1:3: warning: nothing defines the link 'name'"),
    ("a [[text]][name]", "1:3: warning: nothing defines the link 'name'"),
    ("a [te [x] t][name] [b]", "1:3: warning: nothing defines the link 'name'"),
  ])
  func `a link that leads nowhere is reported at its place`(text: String, complaint: String) throws {
    #expect(try checked(text).complaints == [complaint])
  }

  @Test(arguments: [
    "https://nowhere.example/x.md#y", "mailto:a@b.c", "//host/x", "#", "#top", "?q", "other.md", "./other.md",
    "other.md#a-part", "other.md#gr%C3%B6%C3%9Fe--co", "other.md?plain=1#größe--co", "data%201.csv",
    "100%.csv",
    "parts/", "parts/one.md#in-a-folder", "parts/../other.md", "n.md#here", "#here", "#fig-net", "#eq-a",
    "#sec-s", "#tbl-t", "#cell", "tel:+1",
  ])
  func `a link that leads somewhere is not reported`(address: String) throws {
    let text = """
      [a](\(address)) x[0][1] [[1, 2], [3, 4]]

      ## Here

      ## S {#sec-s}

      ![A net.](net.svg){#fig-net}

      $$x$$ {#eq-a}

      |a|
      |-|
      |b|

      : T. {#tbl-t}

      ```{swift}
      //| label: cell
      1
      ```
      """
    #expect(try checked(text).complaints == [])
  }

  @Test(arguments: [
    ("#data", "#sec-data"), ("#data-sec-data", "#sec-data"), ("?q#-first", "?q#first"),
    ("#accuracy-swift-n", "#accuracy"), ("great.md#gr%C3%B6%C3%9Fe", "great.html#sec-great"),
    ("great.md#größe-sec-great", "great.html#sec-great"),
  ])
  func `a link finds a heading by its words, as on a code host`(address: String, target: String) throws {
    try write("## Größe {#sec-great}\n", to: "great.md")
    let text =
      "[a](\(address))\n\n## Data {#sec-data}\n\n## 🙂 First\n\n## Accuracy `{swift} n`\n\n### Data {#sec-b}\n"
    let notebook = try checked(text)
    #expect(notebook.complaints == [])
    #expect(notebook.targets[address] == .address(target))
  }

  @Test func `a heading's own anchor comes before another one's words`() throws {
    let notebook = try checked("[a](#data)\n\n## Data {#sec-data}\n\n## Data\n")
    #expect(notebook.complaints == [] && notebook.targets["#data"] == nil)
  }

  @Test func `anchors in pages are checked, and those of terms too`() throws {
    try write("<p id=\"here\">x</p>", to: "page.html")
    let text =
      "**Gradient** and *a **small step***. [a](page.html#here) [b](page.html#there) [c](n.html#term:gradient) "
      + "[d](n.html#no) [e](#term:small-step) [f](#term:gradients) [g](page.html#top)"
    #expect(
      try checked(text).complaints == [
        "1:62: warning: nothing in 'page.html' has the id 'there'; did you mean 'here'?",
        "1:109: error: nothing in 'n.html' has the id 'no'",
        "1:146: error: nothing here has the id 'term:gradients'; did you mean 'term:gradient'?",
      ])
    #expect(try checked("**Gradient `{swift} 1`** [a](#term:gradient-1) [b](#term:x)").complaints == [])
  }

  @Test func `links to claims are checked before anything has run`() throws {
    let text = #"""
      ```{swift}
      claim("it works", 1 < 2)
      for _ in 0..<2 { claim(
        "\"A\u{e4}\\b\", 3 %", true) }
      let claims = false
      claim("in part \(1)", true)
      claim("in " + "two", true)
      reclaim("a longer name", true)
      x.claim("a method", true)
      claim("""
        over lines
        """, true)
      claim("it works", claims)
      ```

      ```{swift}
      //| eval: false
      claim("it does not run", true)
      ```

      [a](#claim:it-works) [b](#claim:aäb-3) [c](#claim:it-works-1)
      """#
    #expect(try checked(text).complaints == [])
    let wrong = [
      "in-part-1", "in-", "in-two", "a-longer-name", "a-method", "over-lines", "it-does-not-run",
      "it-works-2",
    ]
    for words in wrong {
      #expect(try checked(text + " [d](#claim:\(words))").complaints.count == 1, "\(words)")
    }
    try write(text, to: "claims.md")
    #expect(
      try checked("[a](claims.md#claim:it-works)").targets["claims.md#claim:it-works"]
        == .address("claims.html#claim:it-works"))
    #expect(
      try checked("[a](claims.md#claim:it-wrks)").complaints == [
        "1:5: error: nothing in 'claims.md' has the id 'claim:it-wrks'; did you mean 'claim:it-works'?"
      ])
  }

  @Test func `anchors in the pages of a book are checked before there are any`() throws {
    let text =
      "[a](b.html#b) [b](b.html#no) [c](index.html#no) [d](glossary.html#term:weight) [e](glossary.html#term:no) "
      + "[f](search.html#query) [g](index.html)"
    try write(text, to: "a.md")
    try write("# B\n\nA **weight** is a number.", to: "b.md")
    let book = Book.parse("chapters: [a.md, b.md]", file: "\(folder)/book.yml")
    let chapters = ["a", "b"].map { (notebook: Notebook.read("\(folder)/\($0).md"), page: "\($0).html") }
    let pages = BookPages(of: book, chapters: chapters, in: "\(folder)/output")
    let found = ReferenceCheck.checked(chapters[0].notebook, page: "\(folder)/output/a.html", in: pages)
    #expect(
      found.complaints == [
        "1:19: error: nothing in 'b.html' has the id 'no'",
        "1:34: error: nothing in 'index.html' has the id 'no'",
        "1:84: error: nothing in 'glossary.html' has the id 'term:no'",
      ])
  }

  @Test func `addresses in the author's HTML that a page can't have are reported`() throws {
    let text = """
      <img src="a.png"> <!-- <img src=b.png> -->

      x <a href=b.md>b</a> <kbd>k</kbd> <a href='#no'>n</a> <img src=data:image/png;base64,AA> <a href=https://x.y>z</a>

      > <div>
      > <script>1</script></div>
      """
    #expect(
      try checked("---\nraw-html: true\n---\n\n" + text).complaints == [
        "5:11: warning: a page loads no other files, so <img> stays without 'a.png'; '![…](a.png)' puts a picture on "
          + "the page",
        "7:11: warning: an address in HTML is not checked and stays as it is; '[…](b.md)' leads to the file or its page",
        "7:44: error: nothing here has the id 'no'",
        "10:3: warning: a page runs only its own script, so this one does nothing",
      ])
    #expect(
      try checked(text).complaints == [
        "1:1: warning: <img> is shown as it is written; with 'raw-html: true' in the front matter, HTML is markup, and "
          + "with 'raw-html: false' this is meant"
      ])
    #expect(try checked("---\nraw-html: false\n---\n\n" + text).complaints == [])
    // In a notebook from Jupyter it is markup unless the front matter says otherwise.
    #expect(try checked("---\njupyter: {nbformat: 4}\n---\n\n" + text).complaints.count == 4)
    #expect(try checked("---\njupyter: {nbformat: 4}\nraw-html: false\n---\n\n" + text).complaints == [])
    #expect(try checked("A set <of things>, `<b>` and <!-- a comment -->.").complaints == [])
  }

  @Test func `what a page leaves out of the author's HTML is reported`() throws {
    let text = """
      ---
      raw-html: true
      ---

      <form onclick=a> <b onclick="go()" class=c>x</b> <table BGCOLOR=red><tr><td align=right>1</table>

      a <i style="color:red" data-x=1>b</i> <meta http-equiv=refresh>
      """
    #expect(
      try checked(text).complaints == [
        "5:1: warning: a page leaves out the tag <form>", "5:30: warning: a page leaves out 'onclick' of <b>",
        "5:65: warning: a page leaves out 'bgcolor' of <table>",
        "7:31: warning: a page leaves out 'data-x' of <i>",
        "7:39: warning: a page leaves out the tag <meta>",
      ])
  }

  @Test func `links to notebooks lead to their pages, and links to files start at the page`() throws {
    let text = "[a](other.md#a-part) [b](data%201.csv) [c](parts/one.md) [d](none.md) [e](https://x.y)"
    let beside = try checked(text).targets
    #expect(beside["other.md#a-part"] == .address("other.html#a-part"))
    #expect(beside["data%201.csv"] == .address("data%201.csv"))
    #expect(beside["none.md"] == .nowhere(reason: "there is no file 'none.md'"))
    #expect(beside["https://x.y"] == nil)
    let elsewhere = try checked(text, page: "out/put/n.html").targets
    #expect(elsewhere["other.md#a-part"] == .address("../../other.html#a-part"))
    #expect(elsewhere["data%201.csv"] == .address("../../data%201.csv"))
  }

  @Test func `a picture is checked before it is read`() throws {
    _ = FileManager.default.createFile(atPath: "\(folder)/big.png", contents: nil)
    truncate("\(folder)/big.png", 3 << 30)
    mkfifo("\(folder)/pipe.png", 0o600)
    symlink("/dev/zero", "\(folder)/device.png")
    mkdir("\(folder)/folder.png", 0o700)
    let complaints = try checked("![](big.png) ![](pipe.png) ![](device.png) ![](folder.png)").complaints
    let reasons = [
      "the file is too large (3072 MB)", "this is a pipe or a device, not a file",
      "this is a pipe or a device, not a file", "this is a folder",
    ]
    #expect(complaints.count == 4)
    for (complaint, reason) in zip(complaints, reasons) { #expect(complaint.hasSuffix(reason)) }
  }

  @Test func `a listing is checked before it is read`() throws {
    mkfifo("\(folder)/pipe.swift", 0o600)
    #expect(
      try checked("```swift source=\"pipe.swift\"\n```").complaints.first?.contains("cannot be read") == true)
  }

  @Test(.timeLimit(.minutes(15)))
  func `many references to nothing are each reported`() throws {
    let sections = (0..<2000).map { "## S\($0) {#sec-s\($0)}" }.joined(separator: "\n\n")
    let references = (0..<4000).map { "@sec-t\($0) [^t\($0)] [x](#sec-u\($0))" }.joined(separator: "\n")
    let complaints = try checked(sections + "\n\n" + references).complaints
    #expect(complaints.count == 12000)
    #expect(complaints.first?.contains("did you mean") == true)
  }

  @Test(.timeLimit(.minutes(15)))
  func `many dead links are each reported`() throws {
    let links = (0..<4000).map { "[a](none\($0).md) [b\($0)]" }.joined(separator: "\n")
    let names = (0..<4000).map { "[b\($0)]: gone\($0).md" }.joined(separator: "\n")
    #expect(try checked(links + "\n\n" + names).complaints.count == 8000)
  }

  @Test func `a short form leads to the long one, and back`() {
    let keys = ["params", "packages", "bibliography", "title"]
    #expect(Suggestion.nearest(to: "parameters", among: keys) == "params")
    #expect(Suggestion.nearest(to: "bib", among: keys) == "bibliography")
    #expect(Suggestion.nearest(to: "package", among: keys) == "packages")
    #expect(Suggestion.nearest(to: "parts", among: keys) == nil)
  }

  @Test func `a name of millions of letters is not compared with a word`() {
    let (word, long) = (String(repeating: "ab", count: 30), String(repeating: "ab", count: 5_000_000))
    #expect(Suggestion.nearest(to: word, among: [long, word + "c"]) == word + "c")
    #expect(Suggestion.nearest(to: word, among: [long, String(word.dropLast(30))]) == nil)
  }

  @Test(arguments: [
    ("bytes.md", "2:2: error: this byte is not UTF-8"),
    ("parts", "1:1: error: this is a folder, not a notebook"),
    ("none.md", "1:1: error: there is no such file"),
    ("pipe.md", "1:1: error: cannot be read: this is a pipe or a device, not a file"),
    ("huge.md", "1:1: error: cannot be read: the file is too large (3072 MB)"),
  ])
  func `a notebook that cannot be read becomes one with an error`(name: String, complaint: String) throws {
    try Data([0x61, 0x0A, 0x62, 0xFF]).write(to: temporary.url.appendingPathComponent("bytes.md"))
    mkfifo("\(folder)/pipe.md", 0o600)
    _ = FileManager.default.createFile(atPath: "\(folder)/huge.md", contents: nil)
    truncate("\(folder)/huge.md", 3 << 30)
    let notebook = Notebook.read("\(folder)/\(name)")
    #expect(notebook.complaints == [complaint])
    #expect(!notebook.isRunnable)
  }
}
