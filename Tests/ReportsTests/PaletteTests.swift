import Reports
import SVGCharts
import Testing

@Suite struct PaletteTests {
  /// The relative luminance of WCAG 2.2.
  private static func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift in
      let part = Double(value >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// x to the power of 2.4, as the fifth root of x¹² by Newton's method.
  private static func power(_ x: Double) -> Double {
    let target = (1...12).reduce(1.0) { product, _ in product * x }
    return (1...60).reduce(1.0) { root, _ in root - (root - target / (root * root * root * root)) / 5 }
  }

  static func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static func color(_ name: String, _ theme: KeyPath<Palette, String>) -> String {
    (Palette.page + Palette.code).first { $0.name == name }?[keyPath: theme] ?? ""
  }

  @Test func `the contrast agrees with WCAG`() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 1e-9)
    #expect(abs(Self.contrast("#777777", "#ffffff") - 4.48) < 0.005)
  }

  @Test(arguments: [\Palette.light, \Palette.dark])
  func `all text is readable on all its backgrounds`(theme: any KeyPath<Palette, String> & Sendable) {
    let pairs =
      ["paper", "panel", "tint", "bad-tint", "caution-tint"].flatMap { ground in
        ["ink", "muted", "accent", "bad", "good", "caution", "plum"].map { ($0, ground) }
      } + Palette.code.map { ($0.name, "panel") }
    for (text, ground) in pairs {
      let contrast = Self.contrast(Self.color(text, theme), Self.color(ground, theme))
      #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
    }
  }

  @Test func `charts use the colours that the page sets`() {
    for (theme, key) in [(ChartTheme.light, \Palette.light), (ChartTheme.dark, \Palette.dark)] {
      #expect(Palette.styleSheet.contains(";" + theme.css.dropLast() + "}"))
      #expect(Self.color("paper", key) == theme.background)
    }
  }

  @Test func `the style sheet uses only colours from the palette`() {
    let names = Set((Palette.page + Palette.code).map(\.name))
    let used = PageAssets.styleSheet.split(separator: "var(--").dropFirst().map {
      String($0.prefix { $0 != ")" })
    }
    let measures: Set = [
      "serif", "sans", "mono", "text", "beside", "gap", "step", "hang", "tone", "l", "c",
      "printed",
      // Colours made of the palette's: what a box is on, and the shade at its edge.
      "ground", "shade",
    ]
    #expect(Set(used).subtracting(names).subtracting(measures).filter { !$0.hasPrefix("chart-") } == [])
    #expect(names.subtracting(used) == [])
  }
}
