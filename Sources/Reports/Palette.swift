import SVGCharts

/// A colour of the page in both themes; the style sheet's custom property `--name`.
package struct Palette: Hashable, Sendable {
  package var name: String
  package var light: String
  package var dark: String

  init(_ name: String, light: String, dark: String) {
    self.name = name
    self.light = light
    self.dark = dark
  }

  /// White paper and near-black ink with one blue for links, as in a book printed in two colours; red and
  /// green are reserved for failures and for claims that hold.
  package static let page: [Palette] = [
    Palette("paper", light: "#ffffff", dark: "#16181d"),
    Palette("panel", light: "#f5f6f8", dark: "#1d2026"),
    Palette("ink", light: "#191b20", dark: "#e3e5e9"),
    Palette("muted", light: "#5b616d", dark: "#a0a7b3"),
    Palette("rule", light: "#d9dce3", dark: "#353a44"),
    Palette("accent", light: "#23459c", dark: "#a3b8f5"),
    Palette("tint", light: "#edf1fa", dark: "#222a3d"),
    Palette("good", light: "#1b6b45", dark: "#7ccb9d"),
    Palette("bad", light: "#b0241c", dark: "#ff958a"),
    Palette("bad-tint", light: "#fdf1ef", dark: "#31201f"),
    Palette("caution", light: "#80560a", dark: "#dfb566"),
    Palette("caution-tint", light: "#fbf5e6", dark: "#2c2719"),
    Palette("plum", light: "#76348a", dark: "#d3a4e3"),
  ]

  /// The colours of highlighted code, whose background is `panel`.
  package static let code: [Palette] = [
    Palette("code-keyword", light: "#8a2462", dark: "#f09cc8"),
    Palette("code-type", light: "#1a5f78", dark: "#86c9dd"),
    Palette("code-string", light: "#8c3b1f", dark: "#e9ad8d"),
    Palette("code-number", light: "#23459c", dark: "#a3b8f5"),
    Palette("code-comment", light: "#5f6b62", dark: "#97a69b"),
    Palette("code-attribute", light: "#76348a", dark: "#d3a4e3"),
  ]

  /// The rules that set the custom properties of pages and charts: light by default, dark if the reader or
  /// the reader's system prefers it.
  package static var styleSheet: String {
    let colors = page + code
    let light = colors.map { "--\($0.name):\($0.light);" }.joined() + ChartTheme.light.css.dropLast()
    let dark = colors.map { "--\($0.name):\($0.dark);" }.joined() + ChartTheme.dark.css.dropLast()
    return """
      :root{color-scheme:light;\(light)}
      @media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;\(dark)}}
      @media screen{:root[data-theme=dark]{color-scheme:dark;\(dark)}}

      """
  }
}
