import Notebooks
import Reports

extension FuzzTarget {
  /// A BibTeX file, and a page that cites the works in it.
  static let bibliography = FuzzTarget(
    name: "bibliography",
    words: [
      "@article{", "@book(", "@string{", "@comment{", "@preamble{", "key", ",", "=", "author = ", "title = ",
      "year = ", "editor = ", "doi = ", "url = ", "pages = ", "{", "}", "\"", "#", " and ", "others", "\\\"",
      "\\'",
      "\\v", "\\ss", "--", "~", "nov", "https://", "javascript:", "\n", "é", ")", "von der ", "1997",
    ],
    seeds: [
      "@article{a, author = {Doe, J{\\\"a}n and others}, title = \"T\", journal = j, year = 1, doi = {10.1/a}}\n",
      "@string{j = \"J\" # { K}}\n@book{b, editor = {Ann von Doe and {B C}}, title = {T?}, url = {https://a.org}}\n",
      "@misc(c, title = {\\emph{A}--\\v{s}}, eprint = {1.2}, date = {2020-01})\n@comment{x}\n",
    ]
  ) { bytes throws(Finding) in
    var bibliography = Bibliography()
    bibliography.add(bytes, file: "works.bib")
    let cited = bibliography.keys.prefix(20).map { "@\($0) [see -@\($0), p. 1]" }.joined(separator: " ")
    let notebook = Notebook.parse(
      cited.utf8, file: "/nowhere/n.md", bookLabels: BookLabels(bibliography: bibliography))
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    try PageCheck.check(bodyOf(page), allowsScripts: true)
  }
}
