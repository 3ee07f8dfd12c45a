/// Numbers of bytes as people write them: 4096, 512K, 4M, 2G.
public enum ByteSize {
  private static let units: [(shift: Int, name: Character)] = [(30, "G"), (20, "M"), (10, "K")]

  /// The number that a text means; `nil` if it means none above 0.
  public static func bytes(_ text: String) -> Int? {
    let unit = text.last.flatMap { last in units.first { $0.name == Character(last.uppercased()) } }
    guard let number = Int(unit == nil ? text[...] : text.dropLast()), number > 0 else { return nil }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (unit?.shift ?? 0))
    return isTooLarge ? nil : bytes
  }

  public static func text(_ bytes: Int) -> String {
    for (shift, name) in units where bytes >= 1 << shift && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(name)"
    }
    return "\(bytes)"
  }
}
