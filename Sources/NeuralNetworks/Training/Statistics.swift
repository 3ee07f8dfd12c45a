extension Collection where Element: BinaryFloatingPoint {
  /// The arithmetic mean: the sum, added up in double precision, divided by the count.
  ///
  ///     [0.91, 0.93, 0.95].mean      // 0.93
  ///
  /// - Precondition: the collection has at least one element.
  public var mean: Element {
    precondition(!isEmpty, "mean expects at least one number")
    return Element(reduce(0.0) { $0 + Double($1) } / Double(count))
  }

  /// The middle of the sorted numbers; the mean of the two in the middle if their count is even. NaN if one of them
  /// is NaN, because then there is no order.
  ///
  /// - Precondition: the collection has at least one element.
  public var median: Element {
    precondition(!isEmpty, "median expects at least one number")
    if let missing = first(where: \.isNaN) { return missing }
    let sorted = sorted()
    let middle = sorted.count / 2
    // Halves are added, so that the sum of two large numbers cannot overflow.
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }

  /// The means of stretches of `count` elements, one after the other; the last stretch may be shorter. For curves of
  /// losses, which are too noisy to be read step by step.
  ///
  ///     [4, 2, 3, 1, 5].means(ofEach: 2)      // 3, 2, 5
  public func means(ofEach count: Int) -> [Element] {
    precondition(count > 0, "means expects stretches of at least one number but got \(count)")
    var (means, rest) = ([Element](), self[...])
    while !rest.isEmpty {
      means.append(rest.prefix(count).mean)
      rest = rest.dropFirst(count)
    }
    return means
  }

  /// The sample's standard deviation √(Σ(xᵢ − mean)² / (n − 1)), which estimates that of the population.
  ///
  /// - Precondition: the collection has at least two elements.
  public var sampleStandardDeviation: Element {
    precondition(count > 1, "sampleStandardDeviation expects at least two numbers but got \(count)")
    let numbers = map { Double($0) }
    let mean = numbers.mean
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Element((squares / Double(numbers.count - 1)).squareRoot())
  }
}
