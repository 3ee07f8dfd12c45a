/// A colour that follows the page's theme.
public enum ChartColor: Sendable, Hashable {
  /// The palette's colours for categories, from 0; beyond the palette they repeat.
  case series(Int)
  /// Text and strong lines.
  case ink
  /// Axis labels and quiet lines.
  case muted
  /// Grid lines, the faintest that still show.
  case grid
  /// What is behind the chart: white, or dark in the dark theme.
  case background
  /// A step of the ramp for magnitudes, from 0 (like the background) to ``ChartTheme/levels`` − 1.
  case sequential(Int)
  /// A step of the ramp for signed numbers: negative, neutral in the middle, positive.
  case diverging(Int)
  /// A step from paper, 0, to ink.
  case shade(Int)
  /// A custom colour, one for each theme: `#` and six hexadecimal digits.
  case custom(light: String, dark: String)

  /// The palette's first colour.
  public static let blue = ChartColor.series(0)
  /// The palette's second colour.
  public static let orange = ChartColor.series(1)
  /// The palette's third colour.
  public static let teal = ChartColor.series(2)
  /// Swift Charts' name for the palette's third colour.
  public static let green = ChartColor.series(2)
  /// Swift Charts' name for the palette's fourth colour.
  public static let pink = ChartColor.series(3)
  /// The palette's fifth colour.
  public static let gold = ChartColor.series(4)
  /// Swift Charts' name for the palette's fifth colour.
  public static let yellow = ChartColor.series(4)
  /// The palette's sixth colour.
  public static let purple = ChartColor.series(5)
  /// The palette's seventh colour.
  public static let red = ChartColor.series(6)
  /// Swift Charts' name for ``muted``.
  public static let gray = ChartColor.muted
  /// Swift Charts' name for ``ink``.
  public static let primary = ChartColor.ink
  /// Swift Charts' other name for ``muted``.
  public static let secondary = ChartColor.muted

  /// One colour for both themes: `#` and six hexadecimal digits.
  public static func hex(_ code: String) -> ChartColor { .custom(light: code, dark: code) }

  /// The text in the SVG: the theme's custom property, with the light theme's colour where there is none.
  package var css: String {
    let light = ChartTheme.light
    switch self {
    case .series(let index):
      let slot = ((index % light.series.count) + light.series.count) % light.series.count
      return "var(--chart-\(slot + 1),\(light.series[slot]))"
    case .ink: return "var(--chart-ink,\(light.ink))"
    case .muted: return "var(--chart-muted,\(light.muted))"
    case .grid: return "var(--chart-grid,\(light.grid))"
    case .background: return "var(--chart-background,\(light.background))"
    case .sequential(let level):
      let step = max(0, min(ChartTheme.levels - 1, level))
      return "var(--chart-s\(step),\(light.sequential[step]))"
    case .diverging(let level):
      let step = max(0, min(ChartTheme.levels - 1, level))
      return "var(--chart-d\(step),\(light.diverging[step]))"
    case .shade(let level):
      let step = max(0, min(ChartTheme.levels - 1, level))
      return "var(--chart-i\(step),\(light.shades[step]))"
    case .custom(let bright, let dark):
      ChartColor.check(bright)
      ChartColor.check(dark)
      return bright == dark ? bright : "light-dark(\(bright),\(dark))"
    }
  }

  /// The colour of text on a step of a ramp, whose strong ends need the theme's other one.
  package static func textCSS(onLevel level: Int, isDiverging: Bool) -> String {
    let half = ChartTheme.levels / 2
    let isStrong = isDiverging ? abs(level - half) >= 5 : level > half
    let light = ChartTheme.light
    return isStrong ? "var(--chart-on-strong,\(light.onStrong))" : "var(--chart-on-weak,\(light.onWeak))"
  }

  /// The colour drawn towards the ink, for text: 4.5:1 against the background.
  var textCSS: String {
    guard case .series = self else { return css }
    return "color-mix(in oklab,\(css) 75%,\(ChartColor.ink.css))"
  }

  private static func check(_ code: String) {
    let digits = code.dropFirst()
    precondition(
      code.first == "#" && digits.count == 6 && digits.allSatisfy { $0.isHexDigit && $0.isASCII },
      "ChartColor expects # and six hexadecimal digits but got \"\(code)\"")
  }
}
