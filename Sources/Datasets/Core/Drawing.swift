import Tensors

// As with permutations: the standard library may change how it chooses, these never will, so that a
// seed names the same data for ever.
/// Traps where a number of samples is below 0.
func checkCount(_ operation: String, _ count: Int) {
  precondition(count >= 0, "\(operation) expects a count of 0 or more but got \(count)")
}

extension RandomNumberGenerator {
  /// A whole number drawn from a closed range.
  package mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.count)
  }

  /// One of the elements.
  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[integer(below: elements.count)]
  }

  /// `true` with this probability.
  package mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }

  /// An index drawn with probability proportional to its weight.
  package mutating func index(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
