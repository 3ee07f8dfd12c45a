import Testing

import Markup
import Reports

struct HTMLFilterTests {
  @Test(arguments: [
    (
      "<details open><summary>A &amp; b</summary>",
      "<details open=\"\"><summary>A &amp; b</summary></details>"
    ),
    ("<B TITLE='a' title=b>x</B >", "<b title=\"a\">x</b>"),
    (
      "<img src=data:image/png;base64,AA= alt='say \"hi\"'/>",
      "<img src=\"data:image/png;base64,AA=\" alt=\"say &quot;hi&quot;\">"
    ),
    ("<img src=https://x.y/a.png onerror=alert(1)>", "<img>"),
    ("a < b <3 <!-- gone --> c", "a &lt; b &lt;3  c"),
    ("<script>if (a < b) { x('</b>') }</script >after", "after"),
    ("<style>p { color: red }</STYLE><p>x</p>", "<p>x</p>"),
    ("<textarea></textarea><title><b></title><xmp><img></xmp>x", "x"),
    (
      "<meta http-equiv=refresh content='0;url=x'><base href=x><form action=y><input><button>z</button></form>",
      "z"
    ),
    ("<iframe src=x></iframe><object data=y>z</object><embed src=w><link rel=stylesheet>", "z"),
    ("<a href='x.html?a=1&amp;b=2#c'>x</a>", "<a href=\"x.html?a=1&amp;b=2#c\">x</a>"),
    ("<a href=' jaVa\tscript:alert(1)'>x</a>", "<a>x</a>"),
    ("<a href='java\u{85}script:alert(1)'>x</a>", "<a>x</a>"),
    ("<a href='javascript&colon;alert(1)'>x</a>", "<a href=\"javascript&amp;colon;alert(1)\">x</a>"),
    (
      "<svg viewBox='0 0 1 1'><path d='M0 0' fill='url(#g)'/><use href=#x /></svg>",
      "<svg viewbox=\"0 0 1 1\"><path d=\"M0 0\" fill=\"url(#g)\"></path></svg>"
    ),
    ("<svg><rect fill='url(http://x.y)'></rect></svg>", "<svg><rect></rect></svg>"),
    ("<svg><g fill='url(é#x)' mask='url(\u{301}#x)'></g></svg>", "<svg><g></g></svg>"),
    ("<svg><g mask='image-set(\"x.png\" 1x)' fill='src(\"x\")'></g></svg>", "<svg><g></g></svg>"),
    (
      "<svg aria-label=curl><g fill='&#117;rl(//x)' clip-path='\\75rl(//x)'/></svg>",
      "<svg aria-label=\"curl\"><g></g></svg>"
    ),
    (
      "<ol start=3><td colspan=2><time datetime=2026>",
      "<ol start=\"3\"><td colspan=\"2\"><time datetime=\"2026\"></time></td></ol>"
    ),
    (
      "<p style='color: red; position: fixed; background: url(x); width: calc(1px + 2px)'>x",
      "<p style=\"color: red; width: calc(1px + 2px)\">x</p>"
    ),
    ("<p style=\"background:u\\72l(x)\">x", "<p>x</p>"),
    ("<b style='MARGIN-left: -9px; margin: 2px'>x", "<b style=\"margin: 2px\">x</b>"),
    ("<p style='text-indent: -99em'>x", "<p>x</p>"),
    ("<p style='text-indent: 2em'>x", "<p style=\"text-indent: 2em\">x</p>"),
    ("<p style='letter-spacing: -9em; height: 0; line-height: 0; opacity: 0'>x", "<p>x</p>"),
    (
      "<b style='padding: 400px; border: 4em solid red; border-top: 1px solid'>x",
      "<b style=\"border-top: 1px solid\">x</b>"
    ),
    (
      "<b style='padding: 1e3px 0; padding-left: +.5e2em; margin: 0 auto 40px; border-width: 99'>x",
      "<b style=\"margin: 0 auto 40px\">x</b>"
    ),
    (
      "<b style='vertical-align: -600px; text-indent: 9em; letter-spacing: 99px; padding: calc(1px)'>x",
      "<b>x</b>"
    ),
    (
      "<b style='vertical-align: -2px; border-radius: 50%; border-color: rgb(1 2 3)'>x",
      "<b style=\"vertical-align: -2px; border-radius: 50%; border-color: rgb(1 2 3)\">x</b>"
    ),
    ("<b style='text-decoration: line-through 1500px black'>x", "<b>x</b>"),
    (
      "<b style='text-decoration: underline+99px; border: solid.5e3px; border-top: red#f00+99px solid'>x",
      "<b>x</b>"
    ),
    (
      "<b style='text-decoration: underline wavy #f00'>x",
      "<b style=\"text-decoration: underline wavy #f00\">x</b>"
    ),
    ("<b style='font: calc(900px)/0 \"x)\"'>x", "<b>x</b>"),
    ("<b style='font: calc(9px); color: rgb(1 2 3) x(9); width: calc(1px) calc(2px)'>x", "<b>x</b>"),
    ("<b style='width: calc(1px /* ); color: red !important; background: red{'>x", "<b>x</b>"),
    ("<b style='font-family: \"a; color: red; font-variant: b\"'>x", "<b style=\"color: red\">x</b>"),
    ("<b style='font-family: \"a\nb\"; color: red'>x", "<b style=\"color: red\">x</b>"),
    ("<b style='font-family: \"a b\", c'>x", "<b style=\"font-family: &quot;a b&quot;, c\">x</b>"),
    (
      "<svg style='overflow-x: visible'></svg><p style='overflow-x: auto'>",
      "<svg></svg><p style=\"overflow-x: auto\"></p>"
    ),
    ("<svg><mask id='a&#98;'/><mask id=b /></svg>", "<svg><mask></mask><mask id=\"b\"></mask></svg>"),
    ("<svg style='height: 2em'></svg>", "<svg style=\"height: 2em\"></svg>"),
    (
      "<svg transform='scale(99)'><g transform='scale(2)'/></svg>",
      "<svg><g transform=\"scale(2)\"></g></svg>"
    ),
    ("<b style='color: x\u{600};position: fixed'>x", "<b style=\"color: x\u{600}\">x</b>"),
    ("<b style='display: none; color: red'>x", "<b style=\"color: red\">x</b>"),
    ("<b style='Display:NONE; display: Flex'>x", "<b style=\"display: Flex\">x</b>"),
    ("<p class=confinement id=a>x</p>", "<p id=\"a\">x</p>"),
    ("</div></b>x</p>", "x"),
    ("<div><b>x</div></b>y", "<div><b>x</b></div>y"),
    ("a<br></br>b<hr/>", "a<br>b<hr>"),
    ("<p>a<p>b<ul><li>c<li>d</ul>e", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>e"),
    (
      "<table><tr><th>a<td>b<tr><td>c</table>",
      "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>"
    ),
    ("<b title='a>b' x=\"<script>\">y</b><b", "<b title=\"a&gt;b\">y</b>&lt;b"),
    ("<b a=\"<script>alert(1)</script>", "&lt;b a=&quot;&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<b\u{1}x>\u{1}", "\u{FFFD}"),
  ])
  func `a page keeps what it may have`(written: String, kept: String) {
    var filter = HTMLFilter()
    let outer = filter.begin()
    let nodes = [filter.markup(of: written)] + filter.end(outer)
    #expect(nodes.markup == kept)
  }

  @Test func `many tags that don't end are read in one pass`() {
    var filter = HTMLFilter()
    let markup = filter.markup(of: String(repeating: "<a <script>", count: 200_000) + "<b c='")
    guard case .raw(let text) = markup else { return #expect(Bool(false)) }
    #expect(!text.contains("<script"))
  }

  @Test func `a part of the page closes what was opened in it, and nothing around it`() {
    var filter = HTMLFilter()
    let page = filter.begin()
    var nodes = [filter.markup(of: "<div><b>")]
    let item = filter.begin()
    nodes.append(filter.markup(of: "</b></div><i>x"))
    nodes += filter.end(item)
    nodes.append(filter.markup(of: "</div>y<u>"))
    nodes += filter.end(page)
    #expect(nodes.markup == "<div><b><i>x</i></b></div>y<u></u>")
  }
}
