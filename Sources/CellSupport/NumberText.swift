import SVGCharts

/// Numbers as prose writes them: without commas between thousands, and with a dot before powers of ten.
package enum NumberText {
  /// The number with `digits` significant digits, but never fewer than it has before the point; without zeros at the
  /// end, and with a power of ten where the number is very small or large.
  package static func rounded(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite, number != 0 else { return NumberFormat.fixed(number, decimals: 0) }
    let parts = NumberFormat.printed("%.*e", [digits - 1, number]).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(number)" }
    if exponent < -4 || exponent >= 15 {
      let mantissa = NumberFormat.trimmed(NumberFormat.withTrueMinus(String(parts[0])))
      return mantissa + "·10" + NumberFormat.superscript(exponent)
    }
    return NumberFormat.trimmed(fixed(number, decimals: max(0, digits - 1 - exponent)))
  }

  /// The number with a fixed count of decimals.
  package static func fixed(_ number: Double, decimals: Int) -> String {
    NumberFormat.withTrueMinus(NumberFormat.printed("%.*f", [decimals, number]))
  }
}
