/// A number rounded to a fixed number of digits after the point, for tables and sentences: `number(0.12345, digits: 3)`
/// is "0.123" and `number(-2, digits: 1)` is "−2.0".
public func number(_ value: some BinaryFloatingPoint, digits: Int) -> String {
  let value = Double(value)
  guard value.isFinite else { return NumberText.rounded(value) }
  let text = NumberText.fixed(value, decimals: min(max(0, digits), 30))
  // A number that rounds to zero has no sign.
  return text.allSatisfy { "−0.".contains($0) } ? text.replacing("−", with: "") : text
}
