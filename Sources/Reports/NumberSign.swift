import SVGCharts

/// Numbers as a page writes them: with ∞, and with a minus sign as wide as a plus.
///
/// A file that other programs read keeps the hyphen; see ``CommaSeparatedValues``.
enum NumberSign {
  /// - Parameter isNumeric: whether the text is among numbers; otherwise it changes only if it is one number.
  static func shown(_ text: String, isNumeric: Bool) -> String {
    if isNumeric {
      switch text {
      case "inf", "+inf": return "∞"
      case "-inf": return "−∞"
      case "nan", "-nan": return "NaN"
      default: break
      }
    }
    return isNumeric || Double(text) != nil ? NumberFormat.withTrueMinus(text) : text
  }
}
