#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers as prose writes them.
enum NumberText {
  /// The number with so many significant digits, but never fewer than stand before the point; without zeros at
  /// the end, and with a power of ten where the number is very small or large.
  static func rounded(_ number: Double, digits: Int = 4) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "−∞" : "∞" }
    if number == 0 { return "0" }
    let exponent = decimalExponent(of: number, digits: digits)
    if exponent < -4 || exponent >= 15 { return scientific(number, digits: digits) }
    let decimals = max(0, digits - 1 - exponent)
    return withoutTrailingZeros(fixed(number, decimals: decimals))
  }

  /// The power of ten of the first digit, after rounding.
  private static func decimalExponent(of number: Double, digits: Int) -> Int {
    let text = format("%.*e", [digits - 1, number])
    return text.split(separator: "e").last.flatMap { Int($0) } ?? 0
  }

  private static func scientific(_ number: Double, digits: Int) -> String {
    let parts = format("%.*e", [digits - 1, number]).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(number)" }
    return withoutTrailingZeros(withTrueMinus(String(parts[0]))) + "·10" + superscript(exponent)
  }

  /// The number with a fixed count of decimals.
  static func fixed(_ number: Double, decimals: Int) -> String {
    withTrueMinus(format("%.*f", [decimals, number]))
  }

  /// The text of a number with the sign that is as wide as a plus; any other text as it is.
  static func withTrueMinus(_ text: String) -> String {
    guard text.first == "-", let digit = text.dropFirst().first else { return text }
    guard ("0"..."9").contains(digit) || text == "-∞" else { return text }
    return "−" + text.dropFirst()
  }

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text[...]
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  private static func superscript(_ number: Int) -> String {
    let digits: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    return String(String(number).map { digits[$0] ?? $0 })
  }

  /// C's own formatting, which rounds exactly and knows no locale here.
  private static func format(_ pattern: String, _ arguments: [any CVarArg]) -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    let count = withVaList(arguments) { vsnprintf(&buffer, buffer.count, pattern, $0) }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
