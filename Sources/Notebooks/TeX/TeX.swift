/// TeX's mathematics as MathML.
package enum TeX {
  /// The `<math>` element of a formula; what is wrong with it is told at its place.
  static func mathML(_ source: SourceText, isDisplayed: Bool, diagnostics: Diagnostics) -> MathML {
    let text = source.string.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return MathML(
      markup: "<math\(isDisplayed ? " display=\"block\"" : "")><mtext>\(text)</mtext></math>",
      tex: source.string)
  }
}
