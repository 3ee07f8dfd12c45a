import Foundation
import Notebooks
import TestSupport
import Testing

/// Citations, and the bibliographies that they name.
@Suite struct CitationTests {
  static let works = #"""
    @article{lstm, author = {Hochreiter, Sepp and Schmidhuber, J{\"u}rgen}, title = "Long short-term memory",
      journal = {Neural Computation}, volume = 9, number = 8, pages = {1735--1780}, year = 1997,
      doi = {10.1162/neco.1997.9.8.1735}}
    @string{nips = "Advances in " # {Neural Information}}
    @inproceedings{attention, author = {Ashish Vaswani and Noam Shazeer and Niki Parmar and others},
      title = {Attention is all you need}, booktitle = nips, year = {2017}}
    @book{tse, author = {{The Swift Authors}}, title = {{Swift}, explained?}, publisher = {Example \& Sons}, year = 2020}
    @misc{vd1, author = {Aaron van den Oord}, title = {A}, year = 2016, eprint = {1609.03499}}
    @misc{vd2, author = {van den Oord, Aaron}, title = {B}, year = 2016, url = {https://example.org/b}}
    """#

  /// A notebook beside a bibliography.
  private func notebook(
    _ text: String, works: String = works, in file: String = "w.bib", also line: String = ""
  ) throws -> Notebook {
    let folder = try TemporaryFolder()
    try works.write(toFile: "\(folder.url.path)/\(file)", atomically: true, encoding: .utf8)
    let source = "---\nbibliography: \(file)\n\(line)---\n" + text
    return Notebook.parse(source, file: "\(folder.url.path)/n.md")
  }

  private func messages(_ notebook: Notebook) -> [String] {
    notebook.diagnostics.filter { !$0.message.hasPrefix("nothing cites") }.map { diagnostic in
      let name = diagnostic.file.split(separator: "/").last ?? ""
      return "\(name):\(diagnostic.location.line):\(diagnostic.location.column): \(diagnostic.message)"
    }
  }

  @Test(arguments: [
    ("[@lstm]", "p((<ref ref:lstm Hochreiter and Schmidhuber 1997>))"),
    ("As @lstm show.", "p(As <ref ref:lstm Hochreiter and Schmidhuber (1997)> show.)"),
    (
      "a [see @attention, p. 4; -@tse].",
      "p(a (see <ref ref:attention Vaswani et al. 2017>, p. 4; <ref ref:tse 2020>).)"
    ),
    ("a @lstm [p. 3], b", "p(a <ref ref:lstm Hochreiter and Schmidhuber (1997, p. 3)>, b)"),
    ("[@lstm, p. 3]", "p((<ref ref:lstm Hochreiter and Schmidhuber 1997>, p. 3))"),
    (
      "@lstm\n[p. 3; see @tse, ch. 2]",
      "p(<ref ref:lstm Hochreiter and Schmidhuber (1997, p. 3>; see <ref ref:tse The Swift Authors 2020>, ch. 2))"
    ),
    (
      "@lstm [@tse] @lstm [a](b.md) @lstm [ ]",
      "p(<ref ref:lstm Hochreiter and Schmidhuber (1997)> (<ref ref:tse The Swift Authors 2020>) "
        + "<ref ref:lstm Hochreiter and Schmidhuber (1997)> <a b.md a> "
        + "<ref ref:lstm Hochreiter and Schmidhuber (1997)> [ ])"
    ),
    ("> - @tse [35]", "quote(ul(p(<ref ref:tse The Swift Authors (2020, 35)>)))"),
    ("[@vd2; @vd1]", "p((<ref ref:vd2 van den Oord 2016b>; <ref ref:vd1 van den Oord 2016a>))"),
    ("*@tse*", "p(<em <ref ref:tse The Swift Authors (2020)>>)"),
    (
      "[@lstm](a.md) `@lstm` me@lstm.org",
      "p(<a a.md Hochreiter and Schmidhuber (1997)> <code @lstm> me@lstm.org)"
    ),
  ])
  func `a citation names author and year`(text: String, outline: String) throws {
    let notebook = try notebook(text)
    #expect(notebook.outline == outline)
    #expect(messages(notebook) == [])
  }

  @Test func `a citation is short, whatever the bibliography says`() throws {
    let author = "a" + String(repeating: "\u{301}", count: 1000), year = String(repeating: "1", count: 1000)
    let notebook = try notebook(
      "[@a]", works: "@misc{a, author = {\(author)}, title = {T}, year = {\(year)}}")
    #expect(notebook.outline.utf8.count < 400)
  }

  @Test func `the works that are cited are listed by author`() throws {
    let notebook = try notebook("[@tse; @lstm; @attention; @vd1; @vd2]")
    #expect(
      notebook.references.map(\.text.outline) == [
        "Hochreiter, Sepp, and Jürgen Schmidhuber. 1997. \"Long short-term memory.\" <em Neural Computation> 9 (8): "
          + "1735–1780. <a https://doi.org/10.1162/neco.1997.9.8.1735 https://doi.org/10.1162/neco.1997.9.8.1735>",
        "The Swift Authors. 2020. <em Swift, explained?> Example & Sons.",
        "van den Oord, Aaron. 2016a. <em A>. arXiv:1609.03499.",
        "van den Oord, Aaron. 2016b. <em B>. <a https://example.org/b https://example.org/b>",
        "Vaswani, Ashish, Noam Shazeer, Niki Parmar et al. 2017. \"Attention is all you need.\" In "
          + "<em Advances in Neural Information>.",
      ])
    #expect(notebook.references.map(\.id) == ["ref:lstm", "ref:tse", "ref:vd1", "ref:vd2", "ref:attention"])
  }

  @Test(arguments: [
    ("a [@lst]", "n.md:4:4: no work in the bibliography has the key 'lst'; did you mean 'lstm'?"),
    ("a @lstm [p. 1; @tsi]", "n.md:4:16: no work in the bibliography has the key 'tsi'; did you mean 'tse'?"),
    ("> a @tsi", "n.md:4:5: no work in the bibliography has the key 'tsi'; did you mean 'tse'?"),
    ("a [@lstm @tse]", "n.md:4:4: a ';' is missing before '@tse'"),
  ])
  func `an unknown key has its place`(text: String, message: String) throws {
    #expect(messages(try notebook(text)) == [message])
  }

  @Test(arguments: [
    ("@book{a, title = {A}}\n@book{a, title = {B}}", "w.bib:2:7: the entry 'a' is already in line 1"),
    (
      "@book{a,\n title = {A\n}",
      "w.bib:4:1: 'a' is not closed: a brace in its field 'title', or at its end, is missing"
    ),
    ("@book{a, title = {A} year = 2000}", "w.bib:1:22: a comma is missing after the field 'title'"),
    ("@book{a, title = {A", "w.bib:1:18: this text is not closed"),
    ("@book{a, title {A}}", "w.bib:1:16: '=' is missing after the field's name 'title'"),
    (
      "é\n@book{a, title = nov, year = noh}",
      "w.bib:2:30: no '@string' has the name 'noh'; did you mean 'nov'?"
    ),
    ("@book{, title = {A}}", "w.bib:1:7: this entry has no key"),
    ("@book{a title = {A}}", "w.bib:1:9: a comma is missing after the key 'a'"),
    ("@book{a, title = \"}\"}", "w.bib:1:19: this '}' closes nothing"),
    ("@book a", "w.bib:1:7: '{' is missing after '@book'"),
  ])
  func `a mistake in a bibliography has its place there`(works: String, message: String) throws {
    #expect(messages(try notebook("", works: works + "\n@misc{fine, title = {C}}")) == [message])
  }

  @Test(arguments: [
    ("@boook{a, title = {A}}", "w.bib:1:1: unknown entry type 'boook'; did you mean 'book'?"),
    ("@thing{a, title = {A}}", "w.bib:1:1: unknown entry type 'thing'"),
    (
      "@book{a,\n  auhtor = {B}, title = {A}}",
      "w.bib:2:3: unknown field 'auhtor'; did you mean 'author'?"
    ),
    (
      "@book{a, title = {A}, organisation = {B}}",
      "w.bib:1:23: unknown field 'organisation'; did you mean 'organization'?"
    ),
    (
      "\n@book{a, year = 1999}",
      "w.bib:2:7: 'a' has no author, no editor and no title, so the page calls it by its key"
    ),
  ])
  func `what is probably a slip in a bibliography is warned of`(works: String, message: String) throws {
    let notebook = try notebook("@a", works: works)
    #expect(messages(notebook) == [message])
    #expect(notebook.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func `a work that only its key names is warned of where it is cited, in JSON too`() throws {
    let work = "[{\"id\": \"a\", \"type\": \"book\"}]"
    #expect(
      messages(try notebook("[@a]", works: work, in: "w.json")).first?.hasPrefix("w.json:1:9: 'a' has no")
        == true)
    #expect(messages(try notebook("", works: work, in: "w.json")) == [])
  }

  @Test(arguments: [
    "abstract", "date-added", "eissn", "file", "isbn13", "biburl", "url2", "mendeley-tags", "month_numeric",
    "numpages", "usera", "journaltitle", "ISSN", "uri", "fjournal", "fseries", "eisbn", "pissn",
  ])
  func `a field of the author's own, or of a program, is none to be warned of`(name: String) throws {
    let works = "@online{a, title = {A}, \(name) = {b}}\n@mvbook{b, title = {B}}\n@www{c, title = {C}}"
    #expect(messages(try notebook("@a @b @c", works: works)) == [])
  }

  @Test func `a bibliography full of slips is warned of a hundred times at most`() throws {
    let works = (0..<200).map { "@boook{a\($0), title = {A}}" }.joined(separator: "\n")
    #expect(messages(try notebook("", works: works)).count == 100)
  }

  @Test func `what may be missing because of such a mistake is not reported as well`() throws {
    let works = "@book{a title = {A}}\n@misc{fine, title = {C}}"
    #expect(
      messages(try notebook("@a [@b] @fine", works: works)) == [
        "w.bib:1:9: a comma is missing after the key 'a'"
      ])
    let json = try notebook("[@a]", works: "[{\"id\": \"b\"},]", in: "w.json")
    #expect(messages(json).map { String($0.prefix(7)) } == ["w.json:"])
  }

  /// The works of `works` as Zotero and Pandoc write them.
  static let json = #"""
    [{"id": "lstm", "type": "article-journal", "title": "Long short-term memory", "page": "1735-1780", "volume": 9,
      "issue": "8", "container-title": "Neural Computation", "DOI": "10.1162/neco.1997.9.8.1735",
      "author": [{"family": "Hochreiter", "given": "Sepp"}, {"family": "Schmidhuber", "given": "J\u00fcrgen"}],
      "issued": {"date-parts": [[1997, 11, 15]]}, "note": "not shown", "abstract": ["nor", "this"]},
     {"id": "attention", "type": "paper-conference", "title": "Attention is all  you need",
      "container-title": "Advances in Neural Information", "issued": {"literal": "December 2017"},
      "author": [{"family": "Vaswani", "given": "Ashish"}, {"family": "Shazeer", "given": "Noam"},
        {"family": "Parmar", "given": "Niki"}, {"literal": "others"}]},
     {"id": "tse", "type": "book", "title": "<span class=\"nocase\">Swift</span>, explained?",
      "author": [{"literal": "The Swift Authors"}], "publisher": "Example & Sons", "issued": {"raw": "2020-03"}},
     {"id": "vd1", "type": "webpage", "title": "A", "publisher": "arXiv:1609.03499", "URL": null,
      "author": [{"family": "Oord", "given": "Aaron", "non-dropping-particle": "van den"}],
      "issued": {"date-parts": [["2016"]]}},
     {"id": "vd2", "type": "webpage", "title": "B", "URL": "https://example.org/b",
      "author": [{"family": "van den Oord", "given": "Aaron"}], "issued": {"date-parts": [[2016, 9]]}}]
    """#

  @Test(arguments: [json, #"{"references": \#(json)}"#])
  func `the same works in CSL-JSON look the same`(json: String) throws {
    let text = "[see @attention, p. 4; -@tse] @lstm [@vd2; @vd1]"
    let (bibTeX, csl) = (try notebook(text), try notebook(text, works: json, in: "w.json"))
    #expect(csl.outline == bibTeX.outline)
    #expect(csl.references.map(\.text.outline) == bibTeX.references.map(\.text.outline))
    #expect(messages(csl) == [])
  }

  @Test(arguments: [
    ("[{\"id\": \"a\"", "w.json:1:12: this is not JSON: a ',' or a '}' belongs here"),
    ("\"a\"", "w.json:1:1: works are a list, not a text"),
    ("[\n 7]", "w.json:2:2: a work is an object, not a number"),
    ("[{\"title\": \"A\"}]", "w.json:1:2: this work has no 'id'"),
    ("[{\"id\": \"a\"},\n {\"id\": \"a\"}]", "w.json:2:9: the entry 'a' is already in line 1"),
    ("[{\"id\": \"a\",\n \"title\": [1]}]", "w.json:2:11: 'title' must be a text, not a list"),
    ("[{\"id\": \"a\",\n \"issued\": 1997}]", "w.json:2:12: 'issued' must be an object, not a number"),
    ("[{\"id\": \"a\",\n \"author\": \"B\"}]", "w.json:2:12: names are a list, not a text"),
    ("[{\"id\": \"a\",\n \"author\": [\"B\"]}]", "w.json:2:13: a name is an object, not a text"),
  ])
  func `a mistake in CSL-JSON has its place there`(works: String, message: String) throws {
    #expect(messages(try notebook("", works: works, in: "w.json")) == [message])
  }

  @Test func `a work that nothing cites is warned of`() throws {
    let notebook = try notebook("@lstm", works: Self.works)
    let unused = notebook.diagnostics.filter { $0.message.hasPrefix("nothing cites") }
    #expect(unused.map(\.location.line) == [5, 7, 8, 9])
    #expect(unused.first?.message == "nothing cites 'attention'")
    #expect(unused.allSatisfy { $0.severity == .warning && $0.file.hasSuffix("w.bib") })
  }

  @Test func `a bibliography that is not there is reported at its name`() {
    let notebook = Notebook.parse("---\nbibliography: [no.bib]\n---\n@a", file: "/nowhere/n.md")
    #expect(notebook.complaints == ["2:16: error: the bibliography 'no.bib': there is no such file"])
    #expect(notebook.outline == "p(@a)")
  }

  @Test func `without a bibliography there are no citations`() {
    let notebook = parse("@lstm [@lstm]")
    #expect(notebook.outline == "p(@lstm [@lstm])" && notebook.complaints == [])
  }

  @Test func `citations and their list have the words of the page's language`() throws {
    let works = """
      @incollection{a, author = {Lovelace, Ada and Babbage, Charles}, title = {A}, booktitle = {B}}
      @book{c, editor = {Curie, Marie and others}, title = {C}, year = 1900}
      """
    let notebook = try notebook("@a [@c]", works: works, also: "lang: de\n")
    #expect(
      notebook.outline == "p(<ref ref:a Lovelace und Babbage (o. J.)> (<ref ref:c Curie et al. 1900>))")
    #expect(
      notebook.references.map(\.text.outline) == [
        "Curie, Marie et al., Hg. 1900. <em C>.",
        "Lovelace, Ada, und Charles Babbage. o. J. \"A.\" In <em B>.",
      ])
  }

  @Test(arguments: [
    (#"{\'E}cole \v{s} \o{} \ss\ \^{\i} \c{c} na\"\i ve"#, "École š ø ß î ç naïve"),
    (#"a--b --- ``c'' d~e \& \% {N}et $x$"#, "a–b — “c” d e & % Net x"),
    (#"\textbf{Bold} \emph{it}"#, "Bold it"),
    (#"100\% of \LaTeX"#, "100% of LaTeX"),
    (#"$\beta$-VAE: $\epsilon$-greedy, $L_1 \to \infty$"#, "β-VAE: ϵ-greedy, L_1 →∞"),
    (#"\url{https://a.org/~b/{c}--d\_e}, ~ f"#, "https://a.org/~b/c--d_e, f"),
  ])
  func `LaTeX in a bibliography is decoded`(latex: String, text: String) throws {
    let notebook = try notebook("@a", works: "@book{a, title = {\(latex)}, year = 1}")
    #expect(notebook.references.first?.text.outline == "<em \(text)>. 1.")
  }

  @Test(arguments: [
    (#"https://a.org/~b/c--d_e.pdf"#, "https://a.org/~b/c--d_e.pdf"),
    (#"https://a.org/\~{}b/{c}\_d\%20e?f=g\&h"#, "https://a.org/~b/c_d%20e?f=g&h"),
    (#"https://a.org/{\textasciitilde}b/$\sim$c"#, "https://a.org/~b/~c"),
  ])
  func `an address in a bibliography stays what it is`(field: String, address: String) throws {
    let notebook = try notebook("@a", works: "@book{a, title = {A}, year = 1, url = {\(field)}}")
    #expect(notebook.references.first?.text.outline == "<em A>. 1. <a \(address) \(address)>")
  }
}
