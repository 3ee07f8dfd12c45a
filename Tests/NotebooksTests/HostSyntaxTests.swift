import Notebooks
import Testing

/// What code hosts add to CommonMark: deleted text, tasks, and addresses without brackets.
@Suite struct HostSyntaxTests {
  @Test(arguments: [
    ("a ~~b~~ c", "p(a <del b> c)"), ("~~a *b* `c`~~ d", "p(<del a <em b> <code c>> d)"),
    ("**~~a~~**", "p(<b <del a>>)"), ("~~a $x$~~", "p(<del a <$x$>>)"), ("*a ~~b*~~", "p(<em a ~~b>~~)"),
    ("~~a~~ ~~b~~", "p(<del a> <del b>)"), ("~~a ~~b~~", "p(~~a <del b>)"),
    ("[~~a~~](b.md)", "p(<a b.md <del a>>)"), ("~~a", "p(~~a)"), ("~~ a ~~", "p(~~ a ~~)"),
    ("a ~b~ ~~~~c~~~~", "p(a ~b~ ~~~~c~~~~)"), ("\\~~a~~", "p(~~a~~)"), ("`~~a~~`", "p(<code ~~a~~>)"),
    ("[a](b~~c~~.md)", "p(<a b~~c~~.md a>)"), ("~~~~", "code:()"),
  ])
  func `text between two pairs of tildes is deleted`(text: String, outline: String) {
    #expect(parse(text).outline == outline)
  }

  @Test(arguments: [
    ("- [ ] a\n- [x] b *c*\n- d", "ul(p(<todo>a), p(<done>b <em c>), p(d))"),
    ("1. [X] a", "ol1(p(<done>a))"), ("- [ ] $$x$$", "ul(p(<todo>) math(x))"),
    ("- [ ]", "ul(p([ ]))"), ("- [y] b", "ul(p([y] b))"), ("- [x]b", "ul(p([x]b))"), ("[x] a", "p([x] a)"),
    ("- [ ]\n  a\n  - [x] b", "ul(p(<todo>a) ul(p(<done>b)))"),
  ])
  func `an item of a list can be a task`(text: String, outline: String) {
    #expect(parse(text).outline == outline)
  }

  @Test(arguments: [
    (
      "::: {.callout-note}\nx\n:::",
      [
        "1:1: warning: '::: {.callout-note}' is shown as text; a callout is a quotation whose first line is '[!NOTE]'"
      ]
    ),
    (
      "> :::{tip}\n> x",
      ["1:3: warning: ':::{tip}' is shown as text; a callout is a quotation whose first line is '[!NOTE]'"]
    ),
    (
      "a\n{{< video b.mp4 >}}",
      ["2:1: warning: '{{< video b.mp4 >}}' is shown as text; only 'include' can be between '{{<' and '>}}'"]
    ),
    (
      "a\n  {{ include _data.md }}",
      ["2:3: warning: '{{ include _data.md }}' is shown as text; an include is '{{< include _data.md >}}'"]
    ),
    (
      "{% include \"a.md\" %}",
      ["1:1: warning: '{% include \"a.md\" %}' is shown as text; an include is '{{< include a.md >}}'"]
    ),
    (
      "```{include} a.md\n```",
      ["1:4: warning: a '{include}' block is only shown; an include is a line '{{< include FILE >}}'"]
    ),
    ("{{ include }}", []), ("they {include x}", []), ("`{{ include a.md }}`", []),
    (":::", []), ("a ::: b", []), ("`{{< video b.mp4 >}}`", []), ("```\n::: {.a}\n```", []),
  ])
  func `blocks that only other tools have are noticed`(text: String, complaints: [String]) {
    #expect(parse(text).complaints == complaints)
  }

  @Test(arguments: [
    ("at https://a.org/b_c_d?e=f#g.", "p(at <a https://a.org/b_c_d?e=f#g https://a.org/b_c_d?e=f#g>.)"),
    ("(www.a.org/b_(c)), d", "p((<a http://www.a.org/b_(c) www.a.org/b_(c)>), d)"),
    ("*https://a.org*", "p(<em <a https://a.org https://a.org>>)"),
    ("HTTP://a.org!?", "p(<a HTTP://a.org HTTP://a.org>!?)"),
    ("https://a.org/&amp;hl;", "p(<a https://a.org/ https://a.org/>&hl;)"),
    ("http://localhost:80/a", "p(<a http://localhost:80/a http://localhost:80/a>)"),
    ("~~https://a.org~~", "p(<del <a https://a.org https://a.org>>)"),
    ("<https://a.org>", "p(<a https://a.org https://a.org>)"),
    ("[https://a.org](b.md)", "p(<a b.md https://a.org>)"), ("`https://a.org`", "p(<code https://a.org>)"),
    ("xhttps://a.org", "p(xhttps://a.org)"), ("https:// a", "p(https:// a)"), ("awww.a.org", "p(awww.a.org)"),
    ("https://a_b.c_d", "p(https://a_b.c_d)"), ("ftp://a.org", "p(ftp://a.org)"),
  ])
  func `an address without brackets is a link`(text: String, outline: String) {
    #expect(parse(text).outline == outline)
  }

  @Test func `a bare address has its place`() {
    let notebook = parse("a", "", "é https://a.org, https://a.org")
    #expect(notebook.links.map { "\($0.location.line):\($0.location.column)" } == ["3:4", "3:19"])
  }
}
