// The standard library may change how it turns a generator's bits into a choice; these functions never will, so that a
// seed always gives the same batches and data.
extension RandomNumberGenerator {
  /// A whole number drawn from `0..<bound`, from the upper half of a 128-bit product.
  ///
  /// The probabilities differ by less than bound / 2⁶⁴. Reference: Lemire (2019), without the rejection step.
  package mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "integer(below: \(bound)) has nothing to choose from")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers `0..<count` in random order; all orders are equally likely.
  ///
  /// Batches, data and splits are all shuffled by it. The standard library's `shuffled(using:)` returns another order
  /// for the same seed, and may return yet another in its next version.
  ///
  /// Reference: Fisher & Yates (1938), in the form of Durstenfeld (1964).
  public mutating func permutation(of count: Int) -> [Int] {
    precondition(count >= 0, "permutation expects a count of 0 or more but got \(count)")
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}
