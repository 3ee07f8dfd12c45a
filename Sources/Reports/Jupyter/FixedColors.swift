private import Platform
import SVGCharts

/// Replaces what only style sheets and new browsers know in an attribute's value: custom properties by their fallback or their
/// colour in the light theme, mixed colours by the mixture.
enum FixedColors {
  static func resolved(_ value: String) -> String {
    var text = value
    // Innermost first, and no more often than there are calls.
    for _ in 0..<value.utf8.count {
      guard let call = innermost(in: text) else { break }
      text.replaceSubrange(call.range, with: replacement(call.name, call.arguments))
    }
    return text
  }

  private struct Call {
    var name: String
    var arguments: String
    var range: Range<String.Index>
  }

  private static let names = ["var", "light-dark", "color-mix"]

  /// The last call in the text: nothing inside it is one.
  private static func innermost(in text: String) -> Call? {
    let starts = names.flatMap { name in text.ranges(of: name + "(").map { (name, $0) } }
    guard let (name, open) = starts.max(by: { $0.1.lowerBound < $1.1.lowerBound }) else { return nil }
    var depth = 1
    var index = open.upperBound
    while index < text.endIndex {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 {
        let arguments = String(text[open.upperBound..<index])
        return Call(name: name, arguments: arguments, range: open.lowerBound..<text.index(after: index))
      }
      index = text.index(after: index)
    }
    return nil
  }

  private static func replacement(_ name: String, _ arguments: String) -> String {
    let parts = arguments.split(
      separator: ",", maxSplits: name == "var" ? 1 : 8, omittingEmptySubsequences: false
    )
    .map { String($0.trimmingPrefix(" ")) }
    switch name {
    case "var":
      if parts[0] == "--chart-font" { return ChartTheme.font.replacing("\"", with: "'") }
      return (parts.count > 1 ? parts[1] : nil) ?? theme[parts[0]] ?? "currentColor"
    case "light-dark": return parts[0]
    default: return mixture(parts) ?? "none"
    }
  }

  /// The light theme's colours by the names of their properties.
  private static let theme: [String: String] = {
    let charts = ChartTheme.light.css.split(separator: ";").compactMap { line -> (String, String)? in
      let parts = line.split(separator: ":", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    let page = (Palette.page + Palette.code).map { ("--\($0.name)", $0.light) }
    return Dictionary(charts + page) { $1 }
  }()

  // MARK: Mixtures

  /// `color-mix(in oklab, #a b%, #c)` as one colour.
  private static func mixture(_ parts: [String]) -> String? {
    guard parts.count == 3, parts[0] == "in oklab" else { return nil }
    let first = parts[1].split(separator: " ")
    guard let a = first.first.flatMap({ OklabColor(String($0)) }),
      let b = parts[2].split(separator: " ").first.flatMap({ OklabColor(String($0)) })
    else { return nil }
    let share = first.count > 1 ? Double(first[1].dropLast()).map { $0 / 100 } ?? 0.5 : 0.5
    return a.mixed(with: b, share: share).hexadecimal
  }
}

/// A colour in a space in which the middle of two colours looks like their middle (Ottosson, 2020).
private struct OklabColor {
  var parts: [Double]

  private static let toCones = [
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ]
  private static let toLab = [
    [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
  ]
  private static let fromLab = [
    [1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.2914855480],
  ]
  private static let fromCones = [
    [4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
    [-0.0041960863, -0.7034186147, 1.7076147010],
  ]

  /// A colour as `#rrggbb`.
  init?(_ text: String) {
    guard text.count == 7, text.hasPrefix("#"), let number = Int(text.dropFirst(), radix: 16) else {
      return nil
    }
    let channels = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    parts = Self.product(Self.toLab, Self.product(Self.toCones, linear).map { cbrt($0) })
  }

  func mixed(with other: OklabColor, share: Double) -> OklabColor {
    var mixture = self
    mixture.parts = zip(parts, other.parts).map { share * $0 + (1 - share) * $1 }
    return mixture
  }

  var hexadecimal: String {
    let cones = Self.product(Self.fromLab, parts).map { $0 * $0 * $0 }
    let channels = Self.product(Self.fromCones, cones).map { value -> Int in
      let light = min(1, max(0, value))
      let coded = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return Int((255 * coded).rounded())
    }
    return "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}
