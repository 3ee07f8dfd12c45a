internal import Platform

/// Student's t distribution: how far the mean of a few numbers is from the true mean, in standard errors.
public enum StudentT {
  /// P(|T| ≤ t) for a whole number of degrees of freedom.
  ///
  /// With θ = atan(t/√ν) it is a finite sum of powers of cos θ, so no table and no integral is needed.
  /// Source: Abramowitz & Stegun (1964), 26.7.3 and 26.7.4.
  public static func probability(within t: Double, degreesOfFreedom ν: Int) -> Double {
    precondition(ν > 0, "StudentT expects 1 degree of freedom or more but got \(ν)")
    return probability(angle: atan(abs(t) / Double(ν).squareRoot()), ν)
  }

  /// The t for which P(|T| ≤ t) is `confidence`: 95 % of all means of five lie within 2.78 standard errors.
  public static func quantile(confidence: Double, degreesOfFreedom ν: Int) -> Double {
    precondition(ν > 0, "StudentT expects 1 degree of freedom or more but got \(ν)")
    precondition((0..<1).contains(confidence), "StudentT expects a confidence in 0..<1 but got \(confidence)")
    // Halving the range of angles 60 times reaches the precision of a Double.
    var (low, high) = (0.0, Double.pi / 2)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if probability(angle: middle, ν) < confidence { low = middle } else { high = middle }
    }
    return tan((low + high) / 2) * Double(ν).squareRoot()
  }

  private static func probability(angle θ: Double, _ ν: Int) -> Double {
    let isOdd = ν % 2 == 1
    if ν == 1 { return 2 * θ / .pi }
    let squaredCosine = cos(θ) * cos(θ)
    var term = isOdd ? cos(θ) : 1
    var sum = term
    for power in stride(from: isOdd ? 3 : 2, through: ν - 2, by: 2) {
      term *= squaredCosine * Double(power - 1) / Double(power)
      sum += term
    }
    return isOdd ? 2 / .pi * (θ + sin(θ) * sum) : sin(θ) * sum
  }
}
