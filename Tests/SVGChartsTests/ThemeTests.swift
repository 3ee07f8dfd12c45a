import Foundation
import SVGCharts
import Testing

/// Colours as a screen shows them and as readers see them.
private struct Seen {
  var red: Double
  var green: Double
  var blue: Double

  /// Linear light from `#rrggbb`.
  init(_ code: String) {
    func part(_ index: Int) -> Double {
      let start = code.index(code.startIndex, offsetBy: 1 + 2 * index)
      let value = Double(Int(code[start..<code.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    (red, green, blue) = (part(0), part(1), part(2))
  }

  /// As without the long or the medium cones (Machado, Oliveira & Fernandes 2009, severity 1).
  func through(_ m: [Double]) -> Seen {
    var result = self
    result.red = m[0] * red + m[1] * green + m[2] * blue
    result.green = m[3] * red + m[4] * green + m[5] * blue
    result.blue = m[6] * red + m[7] * green + m[8] * blue
    return result
  }

  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  func contrast(with other: Seen) -> Double {
    let (a, b) = (luminance + 0.05, other.luminance + 0.05)
    return max(a, b) / min(a, b)
  }

  /// OKLab (Ottosson 2020), in which distances match perceived differences.
  var lab: [Double] {
    let (r, g, b) = (max(0, red), max(0, green), max(0, blue))
    let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ]
  }

  func distance(to other: Seen) -> Double {
    zip(lab, other.lab).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  static let protanopia = [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ]
  static let deuteranopia = [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ]
}

@Suite struct ThemeTests {
  @Test(arguments: [ChartTheme.light, .dark])
  func `the palette's colours keep apart for colour-blind readers`(theme: ChartTheme) {
    let bounds = [(2, 0.25), (4, 0.14), (6, 0.1), (8, 0.07)]
    for matrix in [[1, 0, 0, 0, 1, 0, 0, 0, 1], Seen.protanopia, Seen.deuteranopia] {
      let colors = theme.series.map { Seen($0).through(matrix) }
      for (count, bound) in bounds {
        for first in 0..<count {
          for second in 0..<first {
            let distance = colors[first].distance(to: colors[second])
            #expect(distance >= bound, "\(theme.series[first]) and \(theme.series[second]): \(distance)")
          }
        }
      }
    }
  }

  @Test(arguments: [ChartTheme.light, .dark])
  func `marks and texts stand out from the background`(theme: ChartTheme) {
    let background = Seen(theme.background)
    for color in theme.series { #expect(Seen(color).contrast(with: background) >= 3, "\(color)") }
    for color in [theme.ink, theme.muted] {
      #expect(Seen(color).contrast(with: background) >= 4.5, "\(color)")
    }
  }

  @Test(arguments: [ChartTheme.light, .dark])
  func `text upon each step of a ramp can be read`(theme: ChartTheme) {
    for (level, color) in theme.sequential.enumerated() {
      let text = level > ChartTheme.levels / 2 ? theme.onStrong : theme.onWeak
      #expect(Seen(color).contrast(with: Seen(text)) >= 4.5, "step \(level), \(color)")
    }
    for (level, color) in theme.diverging.enumerated() {
      let text = abs(level - ChartTheme.levels / 2) >= 5 ? theme.onStrong : theme.onWeak
      #expect(Seen(color).contrast(with: Seen(text)) >= 4, "step \(level), \(color)")
    }
  }

  @Test(arguments: [ChartTheme.light, .dark])
  func `a ramp's steps are of about one size`(theme: ChartTheme) {
    let steps = zip(theme.sequential, theme.sequential.dropFirst()).map { Seen($0).distance(to: Seen($1)) }
    #expect((steps.min() ?? 0) > 0.03 && (steps.max() ?? 1) < 0.07)
  }

  @Test(arguments: [ChartTheme.light, .dark])
  func `shades lead from paper to ink in even steps`(theme: ChartTheme) {
    #expect(theme.shades.count == ChartTheme.levels)
    let contrasts = theme.shades.map { Seen($0).contrast(with: Seen(theme.background)) }
    #expect(zip(contrasts, contrasts.dropFirst()).allSatisfy { $0 < $1 })
    #expect(contrasts[0] > 1.05 && contrasts[0] < 1.2, "one sees where a picture ends")
    #expect(theme.css.contains("--chart-i16:\(theme.shades[16])"))
    let half = theme == .light ? "#919395" : "#7c7e82"
    #expect(theme.shades[8] == half)
  }

  @Test func `ink begins at paper, wherever the numbers do`() throws {
    let image = Chart {
      HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), values: [[0.5, 1.0]])
    }
    .chartForegroundStyleScale(.ink)
    let levels = image.svg().matches(of: /stroke="var\(--chart-i(\d+),/).compactMap { Int($0.1) }
    #expect(levels == [8, 16])
  }

  @Test func `a theme declares every property that a chart names`() {
    let css = ChartTheme.dark.css
    for seed in 0..<40 {
      let svg = RandomCharts.chart(seed: UInt64(seed)).svg()
      for match in svg.matches(of: /var\((--chart-[a-z0-9-]+),/) where match.1 != "--chart-font" {
        #expect(css.contains("\(match.1):"), "\(match.1)")
      }
    }
  }
}
