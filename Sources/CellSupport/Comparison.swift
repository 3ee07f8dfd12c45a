/// The result of comparing two values, with the values: a claim shows them as its evidence.
///
/// The operators below exist so that `claim("…", accuracy >= 0.97)` can show `0.981 ≥ 0.97`. Where a `Bool` is
/// wanted, or no type is given, Swift still chooses the standard library's operators.
public struct CheckedCondition: ExpressibleByBooleanLiteral, Sendable {
  /// Whether the comparison is true.
  public var holds: Bool
  /// `nil` if no values were compared.
  public var evidence: String?

  /// A condition without compared values, as in `claim("…", true)`.
  public init(booleanLiteral value: Bool) {
    holds = value
  }

  init<Value>(_ holds: Bool, _ left: Value, _ sign: String, else opposite: String, _ right: Value) {
    self.holds = holds
    evidence = CheckedCondition.text(left, holds ? sign : opposite, right)
  }

  /// The relation, with enough digits to tell different values apart.
  private static func text<Value>(_ left: Value, _ sign: String, _ right: Value) -> String {
    guard let a = (left as? any BinaryFloatingPoint).map({ Double($0) }),
      let b = (right as? any BinaryFloatingPoint).map({ Double($0) })
    else { return "\(shortened(left)) \(sign) \(shortened(right))" }
    for digits in [4, 6, 9] {
      let texts = (NumberText.rounded(a, digits: digits), NumberText.rounded(b, digits: digits))
      if texts.0 != texts.1 || a == b || a.isNaN { return "\(texts.0) \(sign) \(texts.1)" }
    }
    return "\(left) \(sign) \(right)"
  }

  private static func shortened(_ value: Any) -> String {
    let text = ValueText.prose(value).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count <= 32 ? text : text.prefix(31) + "…"
  }
}

/// Whether two values are equal, with both as evidence for `claim`.
public func == <Value: Equatable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a == b) as Bool, a, "=", else: "≠", b)
}

/// Whether two values differ, with both as evidence for `claim`.
public func != <Value: Equatable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a != b) as Bool, a, "≠", else: "=", b)
}

/// Whether a is less than b, with both as evidence for `claim`.
public func < <Value: Comparable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a < b) as Bool, a, "<", else: (a >= b) as Bool ? "≥" : "≮", b)
}

/// Whether a is at most b, with both as evidence for `claim`.
public func <= <Value: Comparable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a <= b) as Bool, a, "≤", else: (a > b) as Bool ? ">" : "≰", b)
}

/// Whether a is greater than b, with both as evidence for `claim`.
public func > <Value: Comparable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a > b) as Bool, a, ">", else: (a <= b) as Bool ? "≤" : "≯", b)
}

/// Whether a is at least b, with both as evidence for `claim`.
public func >= <Value: Comparable>(a: Value, b: Value) -> CheckedCondition {
  CheckedCondition((a >= b) as Bool, a, "≥", else: (a < b) as Bool ? "<" : "≱", b)
}

// For integers the type checker stops at the first operators that fit without generics, which are the standard
// library's. These fit too. They are disfavored wherever a `Bool` is accepted, which `claim` makes sure it isn't.

/// Whether two values are equal, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func == (a: Int, b: Int) -> CheckedCondition {
  CheckedCondition((a == b) as Bool, a, "=", else: "≠", b)
}

/// Whether two values differ, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func != (a: Int, b: Int) -> CheckedCondition {
  CheckedCondition((a != b) as Bool, a, "≠", else: "=", b)
}

/// Whether a is less than b, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func < (a: Int, b: Int) -> CheckedCondition { CheckedCondition((a < b) as Bool, a, "<", else: "≥", b) }

/// Whether a is at most b, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func <= (a: Int, b: Int) -> CheckedCondition {
  CheckedCondition((a <= b) as Bool, a, "≤", else: ">", b)
}

/// Whether a is greater than b, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func > (a: Int, b: Int) -> CheckedCondition { CheckedCondition((a > b) as Bool, a, ">", else: "≤", b) }

/// Whether a is at least b, for whole numbers, with both as evidence for `claim`.
@_disfavoredOverload
public func >= (a: Int, b: Int) -> CheckedCondition {
  CheckedCondition((a >= b) as Bool, a, "≥", else: "<", b)
}
