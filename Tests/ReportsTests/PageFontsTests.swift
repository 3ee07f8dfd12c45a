import Reports
import Testing

@Suite struct PageFontsTests {
  private static func families(_ markup: String) -> Set<String> {
    let rules = PageFonts.styleSheet(for: markup).split(separator: "\n").filter { $0.hasPrefix("@font-face") }
    return Set(rules.map { $0.prefix { $0 != "," && $0 != "(" }.description })
  }

  @Test func `a page has the fonts of its text, and those of formulas only if it has some`() {
    let plain = Self.families("<p>Text, größer, 2 × 3 °</p>")
    let formulas = Self.families("<p><math></math></p>")
    let latin = Self.families("<p>naïve</p>")
    #expect(plain.count == 6)
    #expect(formulas.subtracting(plain).count == 1)
    #expect(latin.isSuperset(of: plain) && latin.count > plain.count)
  }

  @Test(arguments: ["", "<math></math>", "naïve", "naïve <math></math>"])
  func `the fonts of a page stay within the limit`(_ markup: String) {
    let size = PageFonts.styleSheet(for: markup).utf8.count
    #expect(size <= 90_000)
    #expect(size > 50_000)
  }

  @Test func `regular text, code, labels and formulas come first where not all fit`() {
    let styles = PageFonts.styleSheet(for: "naïve <math></math>")
    for family in ["Serif", "Sans", "Code", "Math"] { #expect(styles.contains("\"Lectern \(family)\"")) }
    #expect(styles.contains("font-style:italic"))
  }

  @Test func `the notice of the licences goes with the fonts`() {
    let styles = PageFonts.styleSheet(for: "")
    #expect(styles.contains("Bitstream Inc., Cambridge, MA."))
    #expect(styles.contains("SIL Open Font License"))
  }
}
