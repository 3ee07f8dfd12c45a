import Tensors

// Tables for the chapter on training: one where there is nothing to learn, one where there is a rule.
extension Dataset where Target == Int {
  /// Standard normal features and labels that have nothing to do with them: an honest score is `1 / classes`.
  ///
  /// A score that is clearly higher proves that the test samples were seen before.
  public static func pureNoise(
    count: Int, features: Int, classes: Int = 2, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(
      features >= 0 && classes > 0,
      "pureNoise expects features of 0 or more and a class or more but got \(features) and \(classes)")
    let labels = rng.permutation(of: count).map { $0 % classes }
    return Dataset(
      values: (0..<count * features).map { _ in Float(rng.normal()) }, sampleShape: [features],
      targets: labels, classNames: (0..<classes).map { "class \($0)" })
  }

  /// The whole table of addition modulo `modulus`: all pairs `(a, b)` in order, each with `(a + b) mod modulus`.
  ///
  /// A sample is two one-hot vectors, `[2 · modulus]`. Chance is `1 / modulus`.
  /// Source of the idea: Power et al., "Grokking" (2022); Gromov, "Grokking modular arithmetic" (2023).
  public static func modularAddition(modulus: Int) -> Dataset {
    precondition(modulus > 0, "modularAddition expects a positive modulus but got \(modulus)")
    var values = [Float](repeating: 0, count: modulus * modulus * 2 * modulus)
    var labels: [Int] = []
    for a in 0..<modulus {
      for b in 0..<modulus {
        let start = labels.count * 2 * modulus
        values[start + a] = 1
        values[start + modulus + b] = 1
        labels.append((a + b) % modulus)
      }
    }
    return Dataset(
      values: values, sampleShape: [2 * modulus], targets: labels,
      featureNames: (0..<modulus).map { "a=\($0)" } + (0..<modulus).map { "b=\($0)" },
      classNames: (0..<modulus).map { "\($0)" })
  }
}
