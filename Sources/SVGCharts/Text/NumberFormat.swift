import Platform

/// Numbers as a reader wants them, without a locale.
public enum NumberFormat {
  /// A coordinate in the SVG: at most two decimals, no trailing zeros, no minus before zero.
  static func coordinate(_ value: Double, decimals: Int = 2) -> String {
    guard value.isFinite else { return "0" }
    let scale = decimals == 1 ? 10.0 : 100.0
    let limited = max(-1e9, min(1e9, value))
    let scaled = Int((limited * scale).rounded())
    let whole = abs(scaled) / Int(scale)
    var fraction = abs(scaled) % Int(scale)
    var text = scaled < 0 ? "-\(whole)" : "\(whole)"
    guard fraction != 0 else { return text }
    var width = decimals
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    let digits = String(fraction)
    text += "."
    text += String(repeating: "0", count: width - digits.count)
    return text + digits
  }

  /// With this many decimals, commas between thousands from 10,000 on, and a true minus sign.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    let (digits, isNegative) = rounded(value, decimals: decimals)
    let split = digits.index(digits.endIndex, offsetBy: -decimals)
    var text = grouped(String(digits[..<split]))
    if decimals > 0 { text += "." + digits[split...] }
    let isZero = digits.allSatisfy { $0 == "0" }
    return isNegative && !isZero ? "−" + text : text
  }

  /// About four significant digits; powers of ten where there would be many zeros.
  public static func plain(_ value: Double, significant: Int = 4) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
    let exponent = decimalExponent(value)
    if exponent >= 15 || exponent < -4 { return scientific(value, significant: significant) }
    if value == value.rounded(), exponent < 7 || significant > exponent {
      return fixed(value, decimals: 0)
    }
    if exponent >= 6 { return scientific(value, significant: significant) }
    return trimmed(fixed(value, decimals: max(0, significant - 1 - exponent)))
  }

  /// Up to six significant digits in ASCII, as other programs read it.
  package static func machine(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return printed("%.6g", [value])
  }

  /// `97.3 %`, with a space that doesn't break.
  ///
  /// Halves are rounded up, as readers do it: 0.00125 is 0.13 %, where ``fixed(_:decimals:)`` would write 0.12.
  package static func percent(_ share: Double, decimals: Int) -> String {
    guard share.isFinite else { return fixed(share, decimals: 0) }
    let unit = (0..<max(0, decimals)).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(share) * 100 * unit).rounded()
    guard scaled < 1e15 else { return scientific(share * 100) + "\u{A0}%" }
    let (whole, rest) = (Int(scaled) / Int(unit), Int(scaled) % Int(unit))
    let zeros = String(repeating: "0", count: max(0, decimals - "\(rest)".count))
    return (share < 0 && scaled > 0 ? "−" : "") + "\(whole)\(decimals > 0 ? ".\(zeros)\(rest)" : "")\u{A0}%"
  }

  /// `2.5×10⁻⁷`.
  public static func scientific(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
    var exponent = decimalExponent(value)
    var mantissa = trimmed(fixed(value / pow(10, Double(exponent)), decimals: max(0, significant - 1)))
    if mantissa == "10" || mantissa == "−10" {
      mantissa.removeLast()
      exponent += 1
    }
    let power = "10" + superscript(exponent)
    return mantissa == "1" ? power : mantissa == "−1" ? "−" + power : mantissa + "×" + power
  }

  /// `1 row`, `2 rows`; `several` is the plural where that isn't the noun with an s.
  package static func counted(_ count: Int, _ one: String, _ several: String? = nil) -> String {
    "\(count) \(count == 1 ? one : several ?? one + "s")"
  }

  /// All with the decimals that the column needs: whole numbers as they are, others to three digits.
  public static func column(_ values: [Double]) -> [String] {
    let finite = values.filter(\.isFinite)
    guard let greatest = finite.map(abs).max(), greatest > 0 else {
      return values.map { fixed($0, decimals: 0) }
    }
    if finite.allSatisfy({ $0 == $0.rounded() }), greatest < 1e9 {
      return values.map { fixed($0, decimals: 0) }
    }
    let exponent = decimalExponent(greatest)
    guard (-3...5).contains(exponent) else { return values.map { plain($0, significant: 3) } }
    return values.map { fixed($0, decimals: max(0, min(4, 2 - max(exponent, 0)))) }
  }

  /// The text of a number with the minus sign that is as wide as a plus; any other text as it is.
  package static func withTrueMinus(_ text: String) -> String {
    let digits = text.dropFirst().drop { $0 == "." }
    guard text.first == "-", let first = digits.first else { return text }
    return ("0"..."9").contains(first) || text == "-∞" ? "−" + text.dropFirst() : text
  }

  /// C's own formatting, which rounds exactly and knows no locale here.
  package static func printed(_ pattern: String, _ arguments: [any CVarArg], capacity: Int = 512) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      _ = withVaList(arguments) { vsnprintf(base, capacity, pattern, $0) }
      return String(cString: base)
    }
  }

  /// The exponent e with 10^e ≤ |value| < 10^(e+1).
  static func decimalExponent(_ value: Double) -> Int {
    let magnitude = abs(value)
    var exponent = Int(floor(log10(magnitude)))
    // log10 may be off by an ulp at powers of ten
    if pow(10, Double(exponent + 1)) <= magnitude { exponent += 1 }
    if pow(10, Double(exponent)) > magnitude { exponent -= 1 }
    return exponent
  }

  /// The digits of an exponent.
  package static func superscript(_ value: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(abs(value)).compactMap(\.wholeNumberValue).map { raised[$0] }
    return (value < 0 ? "⁻" : "") + String(digits)
  }

  /// Without the zeros that end its decimals.
  package static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The decimal digits of |value| · 10^decimals, rounded, at least one more than `decimals` of them.
  private static func rounded(_ value: Double, decimals: Int) -> (digits: String, isNegative: Bool) {
    let text = printed("%.*f", [Int32(decimals), abs(value)], capacity: 358 + decimals)
    return (text.filter { $0.isASCII && $0.isNumber }, value < 0)
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}
