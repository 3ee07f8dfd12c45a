import Displays
import Foundation
import Notebooks
import Reports
import Testing

/// Printed text as a terminal would show it in the end.
@Suite struct TerminalTests {
  private static let esc = "\u{1B}"

  /// The printed panels on the page of a cell with these outputs.
  private func panels(_ outputs: Output...) -> [String] {
    var notebook = Notebook(file: "a.md")
    notebook.cells = [SampleNotebook.cell("run()", line: 3)]
    notebook.blocks = [.cell(0)]
    var cell = CellResult()
    (cell.status, cell.outputs) = (.succeeded, outputs)
    let result = RunResult(cells: [cell], values: [])
    let page = Report(notebook: notebook, result: result).html()
    return page.matches(of: /<samp>([\s\S]*?)<\/samp>/).map { String($0.1) }
  }

  private func printed(_ text: String) -> String { panels(.standardOutput(text)).first ?? "" }

  /// The text without tags.
  private func plain(_ text: String) -> String { printed(text).replacing(/<[^>]*>/, with: "") }

  @Test(arguments: [
    ("\rstep 1/5\rstep 2/5\n", "step 2/5"),
    ("abcdef\rXY\n", "XYcdef"),
    ("back\u{8}\u{8}!!\n", "ba!!"),
    ("a\r\nb\r\n", "a\nb"),
    ("10 %\u{1B}[K\r5 %\u{1B}[K\n", "5 %"),
    ("long line\r\u{1B}[2Kshort", "short"),
    ("one\ntwo\n\u{1B}[1A\u{1B}[2Kthree\n", "one\nthree"),
    ("one\ntwo\nthree\u{1B}[2A\rONE\u{1B}[2B!", "ONE\ntwo\nthr!e"),
    ("one\nthree\u{1B}[Ltwo", "one\ntwo\nthree"), ("a\nb\nc\u{1B}[A\u{1B}[M_", "a\n_"),
    ("old\n\u{1B}cnew", "new"), ("=\u{1B}[3b", "===="), ("abc\r\u{1B}[2@", "  abc"),
    ("before\n\u{1B}[?1049heditor\nlines\u{1B}[?1049lafter", "before\nafter"),
    ("abc\u{1B}[2D_", "a_c"), ("abc\u{1B}[5G_", "abc _"), ("ab\u{1B}[3C_", "ab   _"),
    ("junk\nmore\u{1B}[2J\u{1B}[Hclean", "clean"),
    ("abcdef\u{1B}[4D\u{1B}[2P", "abef"), ("abcdef\u{1B}[4D\u{1B}[2X", "ab  ef"),
    ("a\u{1B}7bc\u{1B}8_", "a_c"), ("a\u{1B}[sbc\u{1B}[u_", "a_c"),
    ("a\tb\u{1B}[0m", "a       b"),
    ("bell \u{7}null vt\u{B}del \u{7F}bom \u{FEFF}.", "bell null vt\ndel bom ."),
    ("\u{1B}]0;a title\u{7}text", "text"), ("\u{1B}[?25lhidden\u{1B}[?25h", "hidden"),
    ("日本\u{8}\u{8}x", "日x"), ("e\u{301}\u{8}a", "a"), ("日\rx", "x"),
    ("unfinished \u{1B}[3", "unfinished "), ("\u{1B}]8;;never closed\nnext", "␛]8;;never closed\nnext"),
    ("\u{2}x", "␂x"), ("\u{1B}(Bplain", "plain"),
  ])
  func `the text is what a terminal shows`(text: String, shown: String) {
    #expect(plain(text) == shown)
  }

  @Test func `text without control characters is unchanged, including tabs`() {
    #expect(printed("a\tb <b>&amp;\n") == "a\tb &lt;b&gt;&amp;amp;")
  }

  @Test func `colours and weights become styles`() {
    let text = printed(
      "\(Self.esc)[31mred\(Self.esc)[0m \(Self.esc)[1;3;4mall\(Self.esc)[22mless\(Self.esc)[m.")
    #expect(text.hasPrefix("<span style=\"color:light-dark(#"))
    #expect(
      text.contains("<span style=\"font-weight:700;font-style:italic;text-decoration:underline\">all</span>"))
    #expect(text.hasSuffix("<span style=\"font-style:italic;text-decoration:underline\">less</span>."))
    #expect(printed("\(Self.esc)[38;5;208mo\(Self.esc)[39mx").hasSuffix("</span>x"))
    #expect(printed("\(Self.esc)[48;2;0;0;128mx").contains("background:#000080;color:#ffffff"))
    #expect(printed("\(Self.esc)[7mx") == "<span style=\"background:var(--ink);color:var(--paper)\">x</span>")
    #expect(printed("\(Self.esc)[48:2::0:0:128mx").contains("background:#000080"))
    #expect(printed("\(Self.esc)[4:3mx") == "<span style=\"text-decoration:underline\">x</span>")
    #expect(printed("\(Self.esc)[31m<b>").contains("&lt;b&gt;"))
  }

  @Test func `every colour is readable in both themes and on every background`() {
    for number in 0..<256 {
      let text = printed("\(Self.esc)[38;5;\(number)mx\n")
      let found = text.firstMatch(of: /light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\)/)
      #expect(contrast(String(found?.1 ?? "#"), "#ffffff") >= 4.5, "\(number): \(text)")
      #expect(contrast(String(found?.2 ?? "#"), "#16181d") >= 4.5, "\(number): \(text)")
      for other in [1, 11, 21, 244] {
        let both = printed("\(Self.esc)[38;5;\(number);48;5;\(other)mx\n")
        let found = both.firstMatch(of: /background:(#[0-9a-f]{6});color:(#[0-9a-f]{6})/)
        #expect(
          contrast(String(found?.1 ?? "#"), String(found?.2 ?? "#")) >= 4.5, "\(number) on \(other): \(both)")
      }
    }
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ text: String) -> Double {
      let number = Int(text.dropFirst(), radix: 16) ?? 0x777777
      let parts = [number >> 16, number >> 8 & 255, number & 255].map { value -> Double in
        let share = Double(value) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (one, two) = (luminance(a), luminance(b))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  @Test func `links to the web are kept, others are only text`() {
    let link = "\(Self.esc)]8;;https://example.com/?a=1&b=2\u{7}here\(Self.esc)]8;;\(Self.esc)\\ there"
    #expect(printed(link) == "<a href=\"https://example.com/?a=1&amp;b=2\">here</a> there")
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https:/\u{1}x"] {
      #expect(!printed("\(Self.esc)]8;;\(address)\u{7}here\(Self.esc)]8;;\u{7}").contains("<a"))
    }
  }

  @Test func `a colour continues after a picture, and the cursor does not reach above it`() {
    let found = panels(
      .standardOutput("\(Self.esc)[1mone\n"), .display(.text("shown")), .standardOutput("\(Self.esc)[9Atwo"))
    #expect(
      found == [
        "<span style=\"font-weight:700\">one</span>", "shown", "<span style=\"font-weight:700\">two</span>",
      ])
  }

  @Test func `values and failures show control characters as Swift writes them`() {
    #expect(panels(.display(.text("a\(Self.esc)[31mb\u{7}"))) == ["a\\u{1B}[31mb\\u{7}"])
  }

  @Test(.timeLimit(.minutes(15))) func `time and size grow with the text, not with its sequences`() {
    let far = String(repeating: "\(Self.esc)[9999Cx\(Self.esc)[9999Bx\n", count: 100_000)
    #expect(printed(far).utf8.count < 3_000_000)
    let up = String(repeating: "\(Self.esc)[9999A\(Self.esc)[2J\(Self.esc)[9999;9999Hx", count: 50_000)
    #expect(printed(up).utf8.count < 1_000_000)
    #expect(plain(String(repeating: "\rstep", count: 1_000_000)) == "step")
    let styles = (0..<200_000).map { "\(Self.esc)[38;2;\($0 & 255);\($0 >> 8 & 255);\($0 >> 16)mx" }.joined()
    #expect(plain(styles).count == 200_000)
    #expect(plain(String(repeating: "\(Self.esc)]8;;", count: 100_000)).utf8.count < 2_000_000)
    let line = String(repeating: "x", count: 400_000)
    for sequence in ["[P", "[@", "[9999X", "[1K"] {
      let start = sequence == "[1K" ? "" : "\r"
      let changes = String(repeating: "\(Self.esc)\(sequence)", count: 300_000)
      #expect(plain(line + start + changes).utf8.count < 1_000_000, "\(sequence)")
    }
  }
}
