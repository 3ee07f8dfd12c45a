/// The padding after each number in a column that aligns the decimal points.
///
/// The page shows it invisibly after the number, so that it is not read aloud, copied or saved.
enum DecimalAlignment {
  /// The padding of each cell; `nil` if the cell is not a plain number or needs none.
  static func padding(of column: [String]) -> [String?] {
    let fractions = column.map(fraction)
    let longest = fractions.compactMap { $0?.count }.max() ?? 0
    guard longest > 0 else { return column.map { _ in nil } }
    return fractions.map { fraction in
      guard let fraction, fraction.count < longest else { return nil }
      return (fraction.isEmpty ? "." : "") + String(repeating: "0", count: longest - fraction.count)
    }
  }

  /// The digits after the decimal point, empty for a whole number; `nil` for anything but a number.
  private static func fraction(_ text: String) -> Substring? {
    let number = text.first.map { "-−+".contains($0) } == true ? text.dropFirst() : text[...]
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty,
      whole.allSatisfy({ ("0"..."9").contains($0) || $0 == "," })
    else { return nil }
    guard parts.count == 2 else { return "" }
    return !parts[1].isEmpty && parts[1].allSatisfy({ ("0"..."9").contains($0) }) ? parts[1] : nil
  }
}
