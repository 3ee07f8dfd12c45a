// The standard library may change how it turns a generator's bits into a choice; these never will, so that a
// seed names the same batches and data for ever.
extension RandomNumberGenerator {
  /// A whole number drawn from `0..<bound`, by the upper half of a 128-bit product.
  ///
  /// The chances differ by less than bound / 2⁶⁴. Reference: Lemire (2019), without the rejection step.
  package mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "integer(below: \(bound)) has nothing to choose from")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers `0..<count` in random order: each order is as likely as any other.
  ///
  /// All that is shuffled here, batches, data and splits, is shuffled by it. The standard library's `shuffled(using:)`
  /// gives another order for the same seed, and may give yet another in its next version.
  ///
  /// Reference: Fisher & Yates (1938), in the form of Durstenfeld (1964).
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}
