/// The colours of one theme.
///
/// A chart's SVG names custom properties and falls back on ``light``; a page recolours every chart by setting them,
/// which ``css`` does. The properties are:
///
/// - `--chart-1` … `--chart-8`: colours for categories, safe for colour-blind readers, 3:1 against the background;
/// - `--chart-ink`, `--chart-muted`, `--chart-grid`, `--chart-background`: text and strong lines, quiet text, grid
///   lines, and the ground (and the halo around labels);
/// - `--chart-s0` … `--chart-s16`: magnitudes, from the background's end to the strong one;
/// - `--chart-d0` … `--chart-d16`: signed numbers, neutral at `--chart-d8`;
/// - `--chart-i0` … `--chart-i16`: from paper to ink;
/// - `--chart-on-weak`, `--chart-on-strong`: text upon the weak and the strong half of the ramps;
/// - `--chart-font`: the typeface.
public struct ChartTheme: Sendable, Hashable {
  /// The number of steps of the ramps.
  public static let levels = 17

  /// The page's colour, which is also the halo's around labels.
  public var background: String
  /// Text and strong lines.
  public var ink: String
  /// Axis labels and quiet lines.
  public var muted: String
  /// Grid lines.
  public var grid: String
  /// Text on the weak half of a ramp.
  public var onWeak: String
  /// Text on the strong half of a ramp.
  public var onStrong: String
  /// Colours for categories, in the order they are taken.
  public var series: [String]
  /// The steps for magnitudes, from the background's end to the strong one.
  public var sequential: [String]
  /// The steps for signed numbers, neutral in the middle.
  public var diverging: [String]
  /// The steps from paper to ink, for pictures of what was drawn; the last one is a little less than all of it. Their paper
  /// is a little darker than the page's, or lighter in the dark, so that one sees where a picture ends.
  public var shades: [String] {
    (0..<ChartTheme.levels).map {
      ChartTheme.mixture(background, ink, share: 0.05 + 0.87 * Double($0) / Double(ChartTheme.levels - 1))
    }
  }

  /// The typeface of all charts: faces of about the same widths, found on every system.
  public static let font =
    "\"Source Sans 3\",\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",sans-serif"

  /// For light pages, and the fallback where a page sets no colours.
  public static let light = ChartTheme(
    background: "#ffffff", ink: "#1c2024", muted: "#5c636b", grid: "#e3e6e9", onWeak: "#16191d",
    onStrong: "#ffffff",
    series: [
      "#3b76e1", "#e2660c", "#1fa08c", "#8a2460", "#7a5a0a", "#6a2fb8", "#b0564f", "#2384ac",
    ],
    sequential: [
      "#edf8f7", "#d1eeed", "#b5e4e4", "#97d9dd", "#77ced8", "#60bed0", "#4aadc9", "#369cc2", "#258abb",
      "#237ab1", "#236aa6", "#255a9a", "#264a8e", "#243d7d", "#20316c", "#1c255c", "#171a4c",
    ],
    diverging: [
      "#123780", "#1d4e98", "#2a65af", "#3d7fc5", "#619dd3", "#87bbe2", "#acd0eb", "#cfe2f1", "#f5f3f1",
      "#f4dcca", "#f2c6a3", "#eaab7b", "#d88755", "#c66131", "#ab4821", "#8e371b", "#712614",
    ])

  /// For dark pages.
  public static let dark = ChartTheme(
    background: "#16181d", ink: "#e9ebee", muted: "#a3abb5", grid: "#30353d", onWeak: "#ffffff",
    onStrong: "#16191d",
    series: [
      "#6490f0", "#f0903a", "#6fe0bb", "#cc4d86", "#f2cf50", "#c0aafb", "#dc6b58", "#5fa6c4",
    ],
    sequential: [
      "#191e28", "#1d2639", "#222d4a", "#26355c", "#2b3c6f", "#2d4b81", "#2b5b92", "#256ba3", "#197cb3",
      "#0f8fbc", "#11a2c4", "#24b5c9", "#3cc7ce", "#69d5cc", "#90e3cc", "#b3efd0", "#d3fbda",
    ],
    diverging: [
      "#8edefe", "#6ec5f1", "#52abe5", "#4090d2", "#3974b2", "#305b93", "#2d4771", "#2a364e", "#2b2521",
      "#4b3222", "#6d3c24", "#90492a", "#b05e31", "#d27336", "#e59149", "#f0b167", "#fad18a",
    ])

  /// The custom properties as declarations, to be put between a rule's braces.
  public var css: String {
    var lines = [
      "--chart-background:\(background)", "--chart-ink:\(ink)", "--chart-muted:\(muted)",
      "--chart-grid:\(grid)",
      "--chart-on-weak:\(onWeak)", "--chart-on-strong:\(onStrong)",
    ]
    lines += series.enumerated().map { "--chart-\($0.offset + 1):\($0.element)" }
    lines += sequential.enumerated().map { "--chart-s\($0.offset):\($0.element)" }
    lines += diverging.enumerated().map { "--chart-d\($0.offset):\($0.element)" }
    lines += shades.enumerated().map { "--chart-i\($0.offset):\($0.element)" }
    return lines.joined(separator: ";") + ";"
  }

  /// A colour between two, `share` of the way to the second, channel by channel.
  private static func mixture(_ first: String, _ second: String, share: Double) -> String {
    func channels(_ color: String) -> [Double] {
      let code = Int(color.dropFirst(), radix: 16) ?? 0
      return [code >> 16, code >> 8 & 255, code & 255].map { Double($0) }
    }
    let mixed = zip(channels(first), channels(second)).map { Int(($0 + share * ($1 - $0)).rounded()) }
    return "#" + mixed.map { (($0 < 16 ? "0" : "") + String($0, radix: 16)) }.joined()
  }
}
