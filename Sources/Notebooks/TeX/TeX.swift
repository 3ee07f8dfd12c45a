import Markup

/// Turns TeX formulas into MathML.
enum TeX {
  /// The `<math>` element of a formula. Mistakes are reported at their place; the rest is still converted.
  static func mathML(_ source: SourceText, isDisplayed: Bool, diagnostics: Diagnostics) -> MathML {
    var parser = TeXParser(source, isDisplayed: isDisplayed, diagnostics: diagnostics)
    let math = Element.element("math", isDisplayed ? [("display", "block")] : [], parser.formula())
    return MathML(element: math, tex: source.trimmed.string)
  }
}
