import Markup

/// TeX's mathematics as MathML.
enum TeX {
  /// The `<math>` element of a formula. What is wrong with it is reported at its place; the rest is set all the same.
  static func mathML(_ source: SourceText, isDisplayed: Bool, diagnostics: Diagnostics) -> MathML {
    var parser = TeXParser(source, isDisplayed: isDisplayed, diagnostics: diagnostics)
    let math = Element.element("math", isDisplayed ? [("display", "block")] : [], parser.formula())
    return MathML(element: math, tex: source.trimmed.string)
  }
}
