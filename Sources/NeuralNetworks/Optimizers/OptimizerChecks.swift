/// The checks of all optimizers' arguments.
enum OptimizerChecks {
  /// Traps if there is nothing to learn, if a parameter is given twice, which would then be changed twice in each step, or
  /// if one of the numbers is negative, infinite or NaN.
  ///
  /// - Parameter fractions: Numbers that must lie in `0..<1`, such as a momentum.
  static func check(
    _ optimizer: String, _ parameters: [Parameter], nonNegative: [(name: String, value: Float)],
    fractions: [(name: String, value: Float)] = []
  ) {
    precondition(
      !parameters.isEmpty,
      "\(optimizer) expects at least one parameter but got none: what a closure has captured is not found")
    var seen: [ObjectIdentifier: Int] = [:]
    for (index, parameter) in parameters.enumerated() {
      if let first = seen.updateValue(index, forKey: ObjectIdentifier(parameter)) {
        preconditionFailure(
          "\(optimizer) expects each parameter once but number \(first) of them, \(parameter.shape), is number "
            + "\(index) as well")
      }
    }
    check(optimizer, nonNegative: nonNegative)
    for (name, value) in fractions {
      precondition(0 <= value && value < 1, "\(optimizer) expects a \(name) in 0..<1 but got \(value)")
    }
  }

  /// Traps where a number is negative, infinite or NaN.
  static func check(_ user: String, nonNegative: [(name: String, value: Float)]) {
    for (name, value) in nonNegative {
      precondition(
        value >= 0 && value.isFinite, "\(user) expects a finite \(name) of 0 or more but got \(value)")
    }
  }
}
