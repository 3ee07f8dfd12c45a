import Displays
import Foundation
import Notebooks
import Reports
import SwiftSource

extension FuzzTarget {
  /// A book's list of chapters, and the pages that are made of it alone.
  static let book = FuzzTarget(
    name: "book",
    words: [
      "title: ", "chapters:\n", "  - ", "a.md", "path: ", "outcome: ", "prerequisites: ", "plate: ", "neuron",
      "needs: ", "author: ", "\n",
      ": ", "[", "]", "{", "}", "\"", "'", "*a", "&a ", "../", "/", ".md", "é", "\t", "!!map ",
      "description: ", "|\n    ", "#", "part: ", "number: ", "false",
      "appendices: ", "macros:\n", "  \\R: ", "  \\n[1]: ", "\\n{#1}",
    ],
    seeds: [
      "title: A\nsubtitle: B\nauthor: C\ndescription: D\nchapters:\n  - a.md\n  - path: b.md\n    outcome: E\n    prerequisites: [a.md]\n",
      "title: A\nchapters:\n  - path: a.md\n    plate: neuron\nneeds: [F]\n",
      "chapters: [a.md, b.md, a.md]\n",
      "chapters:\n  - a.md\n  - part: A\n    chapters: [b.md, {file: c.md, number: false}]\nappendices: [d.md]\n",
      "chapters: [a.md]\nmacros:\n  \\R: \\mathbb{R}\n  \\n[2]: '\\R^{#1}#2'\n",
    ]
  ) { bytes throws(Finding) in
    var book = Book.parse(bytes, file: "/nowhere/book.yml")
    // Chapters are other targets' input, and here there are none.
    book.chapters = Array(book.chapters.prefix(20))
    // Whole pages take a thousand times as long as the list.
    guard bytes.reduce(0, &+) % 32 == 0 else { return }
    let report = BookReport(book: book, chapters: [])
    for page in report.pages() { try PageCheck.check(bodyOf(page.html), allowsScripts: true) }
  }

  /// A notebook's links, pictures and references, which are looked for next to it.
  static let references = FuzzTarget(
    name: "references",
    words: [
      "[a](", "![a](", ")", "b.md", "#", "sec-b", "%20", "%2e%2e", "../", "/", "?", "c.png", "<", ">",
      "@sec-b", "[@fig-c]", "{#fig-c}",
      "{#sec-b}", "# ", "\n", "\n\n", "[d]: ", "[d]", "https://", "mailto:", "//", "\\", "%", "%ff", "é", ":",
      "data:", "javascript:",
      "file:", "&#x2e;", " \"t\"", "<a href=\"", "<img src=\"", "\">",
    ],
    seeds: [
      "# B {#sec-b}\n\n[a](b.md#sec-b) [c](../d/e.pdf) [f](#sec-b) @sec-b\n",
      "![a](c.png){#fig-c}\n\nSee [@fig-c].\n\n[d]: <b c.md> \"t\"\n\n[d]\n",
      "[a](https://b.c/d?e#f) <https://a.b> [x](/etc/passwd) [y](%2e%2e/z.md) <a href=\"b.md\">c</a>\n",
    ]
  ) { bytes throws(Finding) in
    let notebook = Notebook.parse(bytes, file: "/nowhere/n.md")
    let checked = ReferenceCheck.checked(notebook, page: "/nowhere/output/n.html")
    try check(checked, source: bytes)
  }

  /// Swift source, which is coloured and searched for declarations.
  static let swiftSource = FuzzTarget(
    name: "swift",
    words: [
      "\"", "\"\"\"", "#\"", "\"#", "\\(", ")", "(", "/*", "*/", "//", "/", "#/", "/#", "\n", "func ",
      "struct ", "extension ", "enum ",
      "class ", "var ", "let ", "{", "}", "[", "]", "<", ">", "@main ", "#if ", "#else", "#endif", "private ",
      "`", "0x", "1.5e", "é", "..<",
      "init(", "subscript(", "operator ", "import ", "case ", ": ", " = ", ";", "\\", "$0", "async ",
      "where ", "->", "if ", "else ",
    ],
    seeds: [
      "/* a /* b */ */\nstruct A<T>: B where T: C {\n  var x: Int { 1 }\n  func f(_ a: Int, b: String = \"\\(c(\"d\"))\") -> Int { a }\n}\n",
      "let r = /a[/]b/, s = #\"a\\#(b)\"#, t = \"\"\"\n  c \\(d)\n  \"\"\"\n",
      "#if DEBUG\nprivate func f() {}\n#endif\nextension A { init() {} }\n",
      "if a {\n  b\n} else {\n  c\n}\nfor i in 0..<3 { print(i); f() }\n",
    ]
  ) { bytes throws(Finding) in
    let source = bytes.text
    let tokens = SwiftLexer.tokens(of: source)
    try Finding.unless(tokens.map(\.text).joined() == source, "the tokens aren't the source")
    let code = DeclarationScanner(source)
    let count = source.utf8.count
    try Finding.unless(code.code.count == count, "the masked source has another length")
    for found in code.declarations() {
      try Finding.unless(
        found.range.lowerBound >= 0 && found.range.upperBound <= count, "\(found) is outside")
      if let body = found.body { _ = code.declarations(in: body) }
    }
    let whole = Array(source.utf8)
    let starts = StatementScanner(whole).starts(in: 0..<count) ?? []
    try Finding.unless(
      starts == starts.sorted() && starts.allSatisfy { $0 < count }, "the statements are out of order")
    var notebook = Notebook.parse("# A\n", file: "n.md")
    notebook.blocks.append(.code(source, language: "swift"))
    try PageCheck.check(Report(notebook: notebook, result: RunResult(of: notebook)).textMarkup())
  }

  /// What the compiler prints of a program's outline.
  static let outline = FuzzTarget(
    name: "outline",
    words: [
      "{", "}", "[", "]", "\"", ",", ":", "\"range\":{\"start\":", "\"end\":", "\"items\":[", "\"_kind\":\"",
      "pattern_binding_decl", "\\",
      "top_level_code_decl", "\"name\":", "\"elements\":[", "call_expr", "import_decl",
      "999999999999999999999", "-1", "null", "struct_decl",
      "\"base_name\":{\"name\":\"", "extension_decl", "\\u", "\"pattern_entries\":[",
    ],
    seeds: [
      #"{"filename":"a","items":[{"_kind":"top_level_code_decl","range":{"start":0,"end":9},"body":{"elements":[]}}]}"#,
      #"{"items":[{"_kind":"pattern_binding_decl","range":{"start":4,"end":2},"pattern_entries":[{"pattern":{"_kind":"pattern_named"}}]}]}"#,
      #"{"items":[{"_kind":"struct_decl","name":{"base_name":{"name":"A"}},"range":{"start":0,"end":1}}]}"#,
    ]
  ) { bytes throws(Finding) in
    let place = Outline.itemTooDeep(in: bytes)
    guard place == nil, let outline = try? Outline(json: bytes) else { return }
    for start in [-1, 0, 10] {
      _ = outline.lastItem(in: start..<max(start, bytes.count))
      _ = outline.items(in: start..<start + 5)
    }
  }

  static func bodyOf(_ page: String) -> String {
    guard let start = page.range(of: "<body"), let end = page.range(of: "</body>", options: .backwards) else {
      return page
    }
    return String(page[start.lowerBound..<end.upperBound])
  }
}
