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
  private func notebook(_ text: String, works: String = works) throws -> Notebook {
    let folder = try TemporaryFolder()
    try works.write(toFile: "\(folder.url.path)/w.bib", atomically: true, encoding: .utf8)
    let source = "---\nbibliography: w.bib\n---\n" + text
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
    ("> a @tsi", "n.md:4:5: no work in the bibliography has the key 'tsi'; did you mean 'tse'?"),
  ])
  func `an unknown key has its place`(text: String, message: String) throws {
    #expect(messages(try notebook(text)) == [message])
  }

  @Test(arguments: [
    ("@book{a, title = {A}}\n@book{a, title = {B}}", "w.bib:2:7: the entry 'a' is already in line 1"),
    ("@book{a,\n title = {A\n}", "w.bib:4:1: after the field 'title' comes ','"),
    ("@book{a, title = {A", "w.bib:1:18: this text is not closed"),
    ("@book{a, title {A}}", "w.bib:1:16: after the field's name 'title' comes '='"),
    (
      "é\n@book{a, title = nov, year = noh}",
      "w.bib:2:30: no '@string' has the name 'noh'; did you mean 'nov'?"
    ),
    ("@book{, title = {A}}", "w.bib:1:7: this entry has no key"),
    ("@book{a title = {A}}", "w.bib:1:9: after the key 'a' comes ','"),
    ("@book{a, title = \"}\"}", "w.bib:1:19: this '}' closes nothing"),
    ("@book a", "w.bib:1:7: after '@book' comes '{'"),
  ])
  func `a mistake in a bibliography has its place there`(works: String, message: String) throws {
    #expect(messages(try notebook("", works: works + "\n@misc{fine, title = {C}}")) == [message])
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

  @Test(arguments: [
    (#"{\'E}cole \v{s} \o{} \ss\ \^{\i} \c{c} na\"\i ve"#, "École š ø ß î ç naïve"),
    (#"a--b --- ``c'' d~e \& \% {N}et $x$"#, "a–b — “c” d e & % Net x"),
    (#"\textbf{Bold} \emph{it}"#, "Bold it"),
  ])
  func `LaTeX in a bibliography is decoded`(latex: String, text: String) throws {
    let notebook = try notebook("@a", works: "@book{a, title = {\(latex)}, year = 1}")
    #expect(notebook.references.first?.text.outline == "1. <em \(text)>.")
  }
}
