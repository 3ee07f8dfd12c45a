extension Palette {
  /// The colours that the charts' drawings ask for by name; `ChartTheme` of the charts' module says the same.
  package static let charts =
    quiet + numbered("chart-", from: 1, light: seriesLight, dark: seriesDark)
    + numbered("chart-s", from: 0, light: sequentialLight, dark: sequentialDark)
    + numbered("chart-d", from: 0, light: divergingLight, dark: divergingDark)

  private static let quiet = [
    Palette("chart-background", light: "#ffffff", dark: "#16181d"),
    Palette("chart-ink", light: "#1c2024", dark: "#e9ebee"),
    Palette("chart-muted", light: "#5c636b", dark: "#a3abb5"),
    Palette("chart-grid", light: "#e3e6e9", dark: "#30353d"),
    Palette("chart-on-weak", light: "#16191d", dark: "#ffffff"),
    Palette("chart-on-strong", light: "#ffffff", dark: "#16191d"),
  ]

  private static func numbered(_ prefix: String, from first: Int, light: String, dark: String) -> [Palette] {
    zip(light.split(separator: " "), dark.split(separator: " ")).enumerated().map { index, colors in
      Palette(prefix + String(first + index), light: "#\(colors.0)", dark: "#\(colors.1)")
    }
  }

  private static let seriesLight = """
    3b76e1 e2660c 1fa08c 8a2460 7a5a0a 6a2fb8 b0564f 2384ac
    """

  private static let seriesDark = """
    6490f0 f0903a 6fe0bb cc4d86 f2cf50 c0aafb dc6b58 5fa6c4
    """

  private static let sequentialLight = """
    edf8f7 d1eeed b5e4e4 97d9dd 77ced8 60bed0 4aadc9 369cc2 258abb \
    237ab1 236aa6 255a9a 264a8e 243d7d 20316c 1c255c 171a4c
    """

  private static let sequentialDark = """
    191e28 1d2639 222d4a 26355c 2b3c6f 2d4b81 2b5b92 256ba3 197cb3 \
    0f8fbc 11a2c4 24b5c9 3cc7ce 69d5cc 90e3cc b3efd0 d3fbda
    """

  private static let divergingLight = """
    123780 1d4e98 2a65af 3d7fc5 619dd3 87bbe2 acd0eb cfe2f1 f5f3f1 \
    f4dcca f2c6a3 eaab7b d88755 c66131 ab4821 8e371b 712614
    """

  private static let divergingDark = """
    8edefe 6ec5f1 52abe5 4090d2 3974b2 305b93 2d4771 2a364e 2b2521 \
    4b3222 6d3c24 90492a b05e31 d27336 e59149 f0b167 fad18a
    """
}
