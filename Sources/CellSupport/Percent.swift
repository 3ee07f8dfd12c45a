import SVGCharts

/// A share as a percentage: `percent(0.9731)` is "97.3 %", with a space that doesn't break.
///
/// - Parameter digits: the number of digits after the point.
public func percent(_ share: some BinaryFloatingPoint, digits: Int = 1) -> String {
  NumberFormat.percent(Double(share), decimals: digits)
}
