/// Reads the entries of a mapping, and reports values of the wrong kind.
protocol EntryReader {
  var source: SourceText { get }
  var diagnostics: Diagnostics { get }
}

extension EntryReader {
  func text(_ entry: YAMLValue.Entry) -> String? { diagnostics.text(entry.value, of: entry.key) }

  /// A text that is set like prose, with the places of its characters.
  func prose(_ entry: YAMLValue.Entry) -> SourceText? {
    text(entry).map { ScalarAligner.align($0, in: source, at: entry.value.location).trimmed }
  }

  func truth(_ entry: YAMLValue.Entry) -> Bool? {
    if let truth = entry.value.truth { return truth }
    diagnostics.error(
      "'\(entry.key)' must be true or false, not \(entry.value.kindName)", at: entry.value.location)
    return nil
  }
}

extension Diagnostics {
  /// The tag of a language; `nil` for anything else, which is reported.
  func languageTag(_ entry: YAMLValue.Entry) -> String? {
    let text = entry.value.isNull ? nil : entry.value.text
    if let text, LanguageTag.isTag(text) { return text }
    let hint = text.flatMap(LanguageTag.suggestion).map { "; did you mean '\($0)'?" } ?? ""
    error(
      "'\(entry.key)' must be a language tag like 'en' or 'de-AT', not \(entry.value.kindName)\(hint)",
      at: entry.value.location, stopsProgram: false)
    return nil
  }

  /// The text of a key; another kind of value is reported.
  func text(_ value: YAMLValue, of key: String) -> String? {
    if let text = value.text, !value.isNull {
      PageCharacter.check(value, diagnostics: self)
      return text
    }
    error("'\(key)' must be a text, not \(value.kindName)", at: value.location)
    return nil
  }
}
