/// Values that have to be texts for the page.
extension YAMLValue {
  /// The text; `nil` for any other value, which is an error.
  func text(of key: String, diagnostics: Diagnostics) -> String? {
    if let text, !isNull {
      PageCharacter.check(self, diagnostics: diagnostics)
      return text
    }
    diagnostics.error("'\(key)' must be a text, not \(kindName)", at: location)
    return nil
  }

  /// The text without blanks at its ends, with the places of its characters in `source`.
  func text(of key: String, in source: SourceText, diagnostics: Diagnostics) -> SourceText? {
    text(of: key, diagnostics: diagnostics).map { ScalarAligner.align($0, in: source, at: location).trimmed }
  }
}
