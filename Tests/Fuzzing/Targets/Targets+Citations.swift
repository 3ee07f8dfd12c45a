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
  ) { bytes throws(Finding) in try checkWorks(bytes, file: "works.bib") }

  /// A file of CSL-JSON, and a page that cites the works in it.
  static let worksInJSON = FuzzTarget(
    name: "csl",
    words: [
      "\"id\": ", "\"type\": ", "\"title\": ", "\"author\": ", "\"editor\": ", "\"family\": ", "\"given\": ",
      "\"literal\": ", "\"issued\": ", "\"date-parts\": ", "\"container-title\": ", "\"DOI\": ", "\"URL\": ",
      "\"page\": ", "\"others\"", "\"article-journal\"", "\"book\"", "\"chapter\"", "[", "]", "{", "}", ",",
      "null",
      "1997", "\"a\"", "\"<i>x</i>\"", "\"\\u0000\"", "\"javascript:\"", "\n", "é",
    ],
    seeds: [
      "[{\"id\": \"a\", \"type\": \"article-journal\", \"title\": \"<i>T</i>\", \"author\": [{\"family\": \"Doe\", "
        + "\"given\": \"Jän\"}, {\"literal\": \"others\"}], \"issued\": {\"date-parts\": [[1997, 11]]}, \"page\": \"1-2\"}]",
      "{\"references\": [{\"id\": 7, \"editor\": [{\"literal\": \"The Team\"}], \"URL\": \"https://a.org\", "
        + "\"issued\": {\"literal\": \"in 2020\"}}]}",
    ]
  ) { bytes throws(Finding) in try checkWorks(bytes, file: "works.json") }

  private static func checkWorks(_ bytes: [UInt8], file: String) throws(Finding) {
    var bibliography = Bibliography()
    bibliography.add(bytes, file: file)
    let cited = bibliography.keys.prefix(20).map { "@\($0) [see -@\($0), p. 1]" }.joined(separator: " ")
    let notebook = Notebook.parse(
      cited.utf8, file: "/nowhere/n.md", bookLabels: BookLabels(bibliography: bibliography))
    let page = Report(notebook: notebook, result: RunResult(of: notebook)).html()
    try PageCheck.check(bodyOf(page), allowsScripts: true)
  }
}
