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
