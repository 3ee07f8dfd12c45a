/// What each number of a column lacks behind its last digit for the points to stand under each other.
///
/// The page writes it invisibly behind the number, so that nothing of it is read, copied or saved.
enum DecimalAlignment {
  /// A text for each cell; `nil` where the cell is no plain number or lacks nothing.
  static func padding(of column: [String]) -> [String?] {
    let fractions = column.map(fraction)
    let longest = fractions.compactMap { $0?.count }.max() ?? 0
    guard longest > 0 else { return column.map { _ in nil } }
    return fractions.map { fraction in
      guard let fraction, fraction.count < longest else { return nil }
      return (fraction.isEmpty ? "." : "") + String(repeating: "0", count: longest - fraction.count)
    }
  }

  /// The digits behind the point, none for a whole number; `nil` for anything but a number.
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
