import Markup

/// An element with its role (TeX's atom type), which decides the space around it.
struct MathAtom {
  enum Role {
    case ordinary
    /// A sum or an integral.
    case large
    /// A named function: `log`.
    case function
    case binary
    case relation
    case opening
    case closing
    case punctuation
    case space
  }

  var element: Element
  var role = Role.ordinary
  /// Whether scripts go above and below in a displayed formula.
  var takesLimits = false
  /// Whether they do so in every formula, as under a brace.
  var alwaysTakesLimits = false

  /// The elements of a list, with the space that TeX would add and MathML would not.
  static func spaced(_ atoms: [MathAtom]) -> [Element] {
    var result: [Element] = []
    for (index, atom) in atoms.enumerated() {
      let before = index > 0 ? atoms[index - 1].role : nil
      let after = index + 1 < atoms.count ? atoms[index + 1].role : nil
      var element = atom.element
      if atom.role == .binary, isSign(before: before, after: after) { makeSign(&element) }
      if atom.role == .function, before == .ordinary || before == .closing {
        result.append(.space("0.1667em"))
      }
      result.append(element)
      if atom.role == .function, after == .ordinary || after == .function || after == .large {
        result.append(.space("0.1667em"))
      }
    }
    return result
  }

  /// Whether an operator between neighbours with these roles is a sign, not a binary operator.
  private static func isSign(before: Role?, after: Role?) -> Bool {
    switch before {
    case nil, .binary, .relation, .opening, .punctuation, .large, .function: return true
    default: break
    }
    switch after {
    case nil, .relation, .closing, .punctuation: return true
    default: return false
    }
  }

  private static func makeSign(_ element: inout Element) {
    guard element.name == "mo" else { return }
    element["form"] = "prefix"
    element["lspace"] = "0"
    element["rspace"] = "0"
  }
}
