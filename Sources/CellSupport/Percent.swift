/// A share as a percentage: `percent(0.9731)` is "97.3 %", with a space that doesn't break.
///
/// - Parameter digits: the number of digits after the point.
public func percent(_ share: some BinaryFloatingPoint, digits: Int = 1) -> String {
  let share = Double(share)
  guard share.isFinite else { return NumberText.rounded(share) }
  let unit = (0..<max(0, digits)).reduce(1.0) { power, _ in power * 10 }
  let scaled = (abs(share) * 100 * unit).rounded()
  guard scaled < 1e15 else { return NumberText.rounded(share * 100) + "\u{A0}%" }
  let (whole, rest) = (Int(scaled) / Int(unit), Int(scaled) % Int(unit))
  let fraction = digits > 0 ? "." + String(repeating: "0", count: digits - "\(rest)".count) + "\(rest)" : ""
  return (share < 0 && scaled > 0 ? "−" : "") + "\(whole)\(fraction)\u{A0}%"
}
