/// TeX's mathematics as MathML.
enum TeX {
  /// The `<math>` element of a formula. What is wrong with it is told at its place, and the rest is set all the same.
  static func mathML(_ source: SourceText, isDisplayed: Bool, diagnostics: Diagnostics) -> MathML {
    var parser = TeXParser(source, isDisplayed: isDisplayed, diagnostics: diagnostics)
    let math = MathElement(
      name: "math", attributes: isDisplayed ? [("display", "block")] : [], children: parser.formula())
    var markup = ""
    math.write(to: &markup)
    return MathML(markup: markup, tex: source.trimmed.string)
  }
}
