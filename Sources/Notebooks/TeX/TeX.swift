import Markup

/// Turns TeX formulas into MathML.
enum TeX {
  /// The `<math>` element of a formula. Mistakes are reported at their place; the rest is still converted.
  static func mathML(_ formula: SourceText, isDisplayed: Bool, state: ParseState) -> MathML {
    let diagnostics = state.diagnostics
    let found = Diagnostics(file: diagnostics.file)
    let source = expanded(formula, found, state)
    var parser = TeXParser(source, isDisplayed: isDisplayed, diagnostics: found)
    let math = Element.element("math", isDisplayed ? [("display", "block")] : [], parser.formula())
    report(found, to: diagnostics)
    warnOfReferences(in: formula, diagnostics)
    return MathML(element: math, tex: source.trimmed.string)
  }

  /// The formula with the texts of macros, as long as the notebook's formulas aren't too long with them.
  private static func expanded(
    _ formula: SourceText, _ found: Diagnostics, _ state: ParseState
  ) -> SourceText {
    guard state.mayExpand(bytes: 0, at: formula.start) else { return formula }
    let source = MacroExpansion.expanded(formula, with: state.macros, diagnostics: found)
    return state.mayExpand(bytes: max(0, source.count - formula.count), at: formula.start) ? source : formula
  }

  /// Reports a formula's first mistakes: those after them often follow from them.
  private static func report(_ found: Diagnostics, to diagnostics: Diagnostics) {
    let mistakes = found.sorted
    for mistake in mistakes.prefix(mostMistakes) {
      diagnostics.error(mistake.message, at: mistake.location, stopsProgram: false)
    }
    guard mistakes.count > mostMistakes else { return }
    let count = mistakes.count - mostMistakes
    diagnostics.error(
      "there \(count == 1 ? "is 1 more mistake" : "are \(count) more mistakes") in this formula",
      at: mistakes[mostMistakes].location, stopsProgram: false)
  }

  private static let mostMistakes = 3

  /// Warns of references, which stay text in a formula.
  private static func warnOfReferences(in source: SourceText, _ diagnostics: Diagnostics) {
    for place in source.bytes.indices.dropLast() where source.bytes[place] == UInt8(ascii: "@") {
      let rest = source.bytes[(place + 1)...]
      guard LabelKind.allCases.contains(where: { $0.begins(rest) }) else { continue }
      diagnostics.warning(
        "a reference in a formula is only text: write it outside", at: source.location(at: place))
    }
  }
}
