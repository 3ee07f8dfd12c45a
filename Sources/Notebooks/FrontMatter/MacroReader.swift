/// Reads the macros for formulas. One that can't be used is reported and left out.
struct MacroReader {
  let diagnostics: Diagnostics

  func read(_ entry: YAMLValue.Entry) -> MathMacros {
    var macros = MathMacros()
    if entry.value.isNull { return macros }
    guard case .mapping(let entries) = entry.value.kind else {
      error(
        "'macros' must hold macros like '\\R: \\mathbb{R}', not \(entry.value.kindName)", entry.value.location
      )
      return macros
    }
    for entry in entries {
      guard let (name, arguments) = Self.head(entry.key) else {
        error(
          "'\(entry.key)' can't be a macro: its name is a backslash and letters, followed by the number of its "
            + "arguments if it has any, as in '\\norm[1]'", entry.keyLocation)
        continue
      }
      guard let text = entry.value.text, !entry.value.isNull else {
        error("the macro '\\\(name)' must be a formula, not \(entry.value.kindName)", entry.value.location)
        continue
      }
      PageCharacter.checkCommands(in: entry.value, isFormula: true, diagnostics: diagnostics)
      let macro = MathMacros.Macro(
        arguments: arguments, body: Array(text.utf8), location: entry.keyLocation)
      if let problem = Self.problem(of: macro, named: name) {
        error(problem, entry.value.location)
      } else if macros[name] != nil {
        error("the macro '\\\(name)' is given twice", entry.keyLocation)
      } else {
        macros[name] = macro
      }
    }
    return withoutEndless(macros)
  }

  private func error(_ message: String, _ place: SourceLocation) {
    diagnostics.error(message, at: place, stopsProgram: false)
  }

  /// The name and the number of arguments in `\norm[1]`.
  private static func head(_ key: String) -> (name: String, arguments: Int)? {
    guard key.hasPrefix("\\") else { return nil }
    let letters = key.dropFirst().utf8.prefix(while: \.isLetter)
    let rest = Array(key.utf8.dropFirst(1 + letters.count))
    guard !letters.isEmpty, let name = String(letters) else { return nil }
    if rest.isEmpty { return (name, 0) }
    guard rest.count == 3, rest[0] == UInt8(ascii: "["), rest[2] == UInt8(ascii: "]"),
      (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(rest[1])
    else { return nil }
    return (name, Int(rest[1] - UInt8(ascii: "0")))
  }

  private static func problem(of macro: MathMacros.Macro, named name: String) -> String? {
    var used: Set<Int> = []
    var depth = 0
    var index = 0
    while index < macro.body.count {
      switch macro.body[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { return "in the macro '\\\(name)', a '}' closes nothing" }
      case UInt8(ascii: "#"):
        index += 1
        guard let number = argument(at: index, of: macro) else {
          return macro.arguments == 0
            ? "the macro '\\\(name)' has no arguments; '\\\(name)[1]' would have one"
            : "after '#', the macro '\\\(name)' needs the number of one of its arguments, 1 to \(macro.arguments)"
        }
        used.insert(number)
      default: break
      }
      index += 1
    }
    if depth > 0 { return "in the macro '\\\(name)', a '{' is not closed" }
    guard let unused = (1...max(1, macro.arguments)).first(where: { !used.contains($0) }), macro.arguments > 0
    else { return nil }
    return
      "the macro '\\\(name)' doesn't use '#\(unused)'; in YAML, ' #' begins a comment unless the text has quotes"
  }

  private static func argument(at index: Int, of macro: MathMacros.Macro) -> Int? {
    guard macro.body.indices.contains(index), macro.body[index].isDigit else { return nil }
    let number = Int(macro.body[index] - UInt8(ascii: "0"))
    return (1...max(1, macro.arguments)).contains(number) && macro.arguments > 0 ? number : nil
  }

  /// The macros without those that lead back to themselves.
  private func withoutEndless(_ macros: MathMacros) -> MathMacros {
    var kept = macros
    // Thousands of macros can lead to each other. What isn't found here, formulas notice.
    var effort = 1_000_000
    for (name, macro) in macros.entries.sorted(by: { $0.value.location < $1.value.location }) {
      guard macros.isEndless(name, effort: &effort) else { continue }
      error("the macro '\\\(name)' uses itself", macro.location)
      kept[name] = nil
    }
    return kept
  }
}
