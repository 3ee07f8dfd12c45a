/// A number with a fixed count of digits after the point, rounded, as a table or a sentence prints it: `number(0.12345,
/// digits: 3)` is "0.123", `number(-2, digits: 1)` is "−2.0".
public func number(_ value: some BinaryFloatingPoint, digits: Int) -> String {
  let value = Double(value)
  guard value.isFinite else { return NumberText.rounded(value) }
  let text = NumberText.fixed(value, decimals: min(max(0, digits), 30))
  // What rounds to zero has no sign.
  return text.allSatisfy { "−0.".contains($0) } ? text.replacing("−", with: "") : text
}
