/// Abbreviations for formulas, from `macros:` in the front matter or in `book.yml`:
///
///     macros:
///       \R: \mathbb{R}
///       \norm[1]: '\lVert #1 \rVert'
public struct MathMacros: Equatable, Sendable {
  /// What a command is replaced by.
  struct Macro: Equatable, Sendable {
    /// How many arguments it takes, at most nine.
    var arguments: Int
    /// The TeX, with `#1` for the first argument.
    var body: [UInt8]
    var location: SourceLocation
  }

  /// By the commands' names, without the backslash.
  private(set) var entries: [String: Macro] = [:]

  public init() {}

  var isEmpty: Bool { entries.isEmpty }

  subscript(name: String) -> Macro? {
    get { entries[name] }
    set { entries[name] = newValue }
  }

  /// These macros, and those of `outer` that have other names.
  func over(_ outer: MathMacros) -> MathMacros {
    var all = outer
    all.entries.merge(entries) { $1 }
    return all
  }

  /// The macros that a macro's text names.
  func uses(of name: String) -> [String] {
    guard let body = entries[name]?.body else { return [] }
    var lexer = TeXLexer(body)
    var names: [String] = []
    while true {
      switch lexer.next().kind {
      case .end: return names
      case .command(let name) where entries[name] != nil: names.append(name)
      default: break
      }
    }
  }

  /// Whether a macro's text leads back to the macro.
  ///
  /// - Parameter effort: how many bytes of other macros may still be looked at; after them, nothing leads back.
  func isEndless(_ name: String, effort: inout Int) -> Bool {
    var seen: Set<String> = []
    var open = uses(of: name)
    while let next = open.popLast() {
      if next == name { return true }
      guard seen.insert(next).inserted, effort > 0 else { continue }
      effort -= entries[next]?.body.count ?? 0
      open += uses(of: next)
    }
    return false
  }
}
