import FuzzTargets
import Testing

/// What the targets would notice in a page.
struct PageCheckTests {
  @Test(arguments: [
    "<a href=\"http://b/\">x</a>", "<a href=\"a/b:c\">x</a>", "<a href=\"://b\">x</a>",
    "<a href=\"3a:b\">x</a>", "<a href=\"java_script:b\">x</a>",
    "<p class=\"a\">b<br>c &lt; d</p>", "<svg><style/><image href=\"data:image/png;base64,AA==\"/></svg>",
  ])
  func `harmless markup passes`(markup: String) {
    #expect(throws: Never.self) { try PageCheck.check(markup) }
  }

  @Test(arguments: [
    "<a href=\"javascript:x\">x</a>", "<a href=\" jAva\tscript:x\">x</a>", "<script>a</script>",
    "<b onclick=\"x\">c</b>", "<b>", "</b>",
    "<", "<b></i>", "<img src=\"http://x/\">", "<p a=\"<\"></p>", "<p a=b></p>", "<p a=\"1\" a=\"2\"></p>",
    "<iframe></iframe>", "\u{1B}",
    "<i style=\"background:url(x)\"></i>", "<form></form>",
  ])
  func `markup that a browser would obey or repair doesn't`(markup: String) {
    #expect(throws: Finding.self) { try PageCheck.check(markup) }
  }
}
