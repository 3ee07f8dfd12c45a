import Notebooks
import Testing

/// What editors ask of references and citations: where a line has them, and where they lead.
@Suite struct MentionTests {
  @Test(
    arguments: [
      ("See @sec-a, [@fig-b-c_]; x@sec-d", ["@sec-a 5-10", "@fig-b-c 14-21"]),
      (
        "ü [see @lstm, p. 4; -@doe:99] and @gru [p. 1; @a].",
        ["@lstm 9-13", "@doe:99 23-29", "@gru 36-39", "@a 48-49"]
      ),
      ("`@sec-a` $@b$ me@c.d \\@e <!-- @f -->", []), ("@sec- @", ["@sec 1-4"]),
    ] as [(String, [String])])
  func `a line's references and citations are found with their columns`(line: String, mentions: [String]) {
    let found = Mention.all(in: line).map {
      "@\($0.name) \($0.columns.lowerBound)-\($0.columns.upperBound - 1)"
    }
    #expect(found == mentions)
  }

  @Test func `the places of all ids are known`() {
    let notebook = parse(
      "# A {#sec-a}", "", "$$x$$ {#eq-x}", "", "![N.](n.png){#fig-n}", "", "```{swift}", "//| label: tbl-t",
      "1", "```")
    let places = notebook.idPlaces.mapValues { "\($0.line):\($0.column)" }
    #expect(places == ["sec-a": "1:6", "eq-x": "3:8", "fig-n": "5:14", "tbl-t": "8:12"])
  }

  @Test func `the place and the description of a work are known`() {
    var works = Bibliography()
    works.add(
      Array("@misc{a, title = {A}}\n\n @book{b, title={B}, author={C, D}, year=1}\n".utf8), file: "1.bib")
    works.add(Array(#"[{"id": "c", "title": "Z"}, {"id": "a", "title": "Y"}]"#.utf8), file: "2.json")
    #expect(works.place(of: "b")?.file == "1.bib")
    #expect(works.place(of: "b")?.location == SourceLocation(line: 3, column: 8))
    #expect(works.place(of: "a")?.file == "1.bib")
    #expect(works.place(of: "c")?.file == "2.json")
    #expect(works.description(of: "b", language: "en") == "C, D. 1. B.")
    #expect(works.description(of: "c", language: "de") == "Z. o. J.")
    #expect(works.place(of: "d") == nil && works.description(of: "d", language: "en") == nil)
  }
}
