/// Reads decimal numbers from bytes exactly as `Float(String)` reads them from text, and much faster.
///
/// A number's digits make a whole number m, its point and exponent a power of ten e. In double precision m · 10ᵉ is
/// at most four units in the last place away from the number, and where that is not near the middle between two
/// floats, both round to the same one. Whatever else a number may look like is left to `Float(String)`.
/// Reference: Clinger, "How to read floating point numbers accurately" (1990).
struct DecimalReader {
  /// The powers of ten that double precision holds exactly.
  private let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// The number that `text` holds with nothing around it; nil where it is none, or not one of the plain ones.
  func number(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Float? {
    var place = range.lowerBound
    let end = range.upperBound
    guard place < end else { return nil }
    let isNegative = text[place] == UInt8(ascii: "-")
    if isNegative || text[place] == UInt8(ascii: "+") { place += 1 }
    var mantissa: UInt64 = 0
    let first = place
    Self.takeDigits(text, &place, end, &mantissa)
    var digits = place - first
    var exponent = 0
    if place < end, text[place] == UInt8(ascii: ".") {
      place += 1
      let point = place
      Self.takeDigits(text, &place, end, &mantissa)
      digits += place - point
      exponent = point - place
    }
    // Nineteen digits fit into 64 bits.
    guard digits > 0, digits <= 19 else { return nil }
    if place < end {
      guard let power = Self.exponent(text, place, end) else { return nil }
      exponent += power
    }
    guard let size = size(mantissa, exponent) else { return nil }
    return isNegative ? -size : size
  }

  @inline(__always)
  private static func takeDigits(
    _ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int, _ mantissa: inout UInt64
  ) {
    while place < end {
      let digit = text[place] &- UInt8(ascii: "0")
      if digit > 9 { return }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      place += 1
    }
  }

  /// The power of ten after an e, up to the end.
  private static func exponent(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "e"), end - start >= 2 else { return nil }
    var place = start + 1
    let isNegative = text[place] == UInt8(ascii: "-")
    if isNegative || text[place] == UInt8(ascii: "+") { place += 1 }
    let first = place
    var power: UInt64 = 0
    takeDigits(text, &place, end, &power)
    guard place == end, (1...4).contains(place - first) else { return nil }
    return isNegative ? -Int(power) : Int(power)
  }

  /// mantissa · 10^exponent; nil where double precision does not decide which float is the nearest.
  private func size(_ mantissa: UInt64, _ exponent: Int) -> Float? {
    if mantissa == 0 { return 0 }
    guard mantissa <= Int64.max, let double = scaled(Double(Int64(mantissa)), by: exponent) else {
      return nil
    }
    // Floats that are subnormal or infinite have their middles elsewhere.
    guard double > 1.2e-38, double < 3.4e38 else { return nil }
    let isRoundedOnce = mantissa <= 1 << 53 && exponent.magnitude < powers.count
    // A double has 29 bits more than a float; in the middle between two floats only the first of them is set.
    let distance = Int64(double.bitPattern & 0x1FFF_FFFF) - 0x1000_0000
    return distance.magnitude > (isRoundedOnce ? 0 : 8) ? Float(double) : nil
  }

  /// x · 10^exponent in one step where that power is exact, or in two.
  @inline(__always)
  private func scaled(_ x: Double, by exponent: Int) -> Double? {
    let last = powers.count - 1
    if exponent <= 0, exponent >= -last { return x / powers[-exponent] }
    if exponent > 0, exponent <= last { return x * powers[exponent] }
    guard exponent.magnitude <= 2 * last else { return nil }
    return exponent < 0
      ? x / powers[last] / powers[-exponent - last] : x * powers[last] * powers[exponent - last]
  }
}
