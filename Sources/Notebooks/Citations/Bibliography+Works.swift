// What editors show of a work while a notebook is written.
extension Bibliography {
  /// The file that has a work's key, as messages name it, and where the key is there.
  public func place(of key: String) -> (file: String, location: SourceLocation)? {
    entries[key].map { ($0.file, $0.location) }
  }

  /// A work as a list of references describes it, without markup; `nil` if there is no such work.
  ///
  /// - Parameter language: the language of the list's own words.
  public func description(of key: String, language: String) -> String? {
    guard let work = entries[key] else { return nil }
    let words = PageWords(language: language)
    return ReferenceText(work: work, year: work.year(words), words: words).inlines.plainText
  }
}
