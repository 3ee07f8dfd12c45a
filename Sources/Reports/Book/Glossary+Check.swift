import Notebooks

extension Glossary {
  /// The chapters' terms without a definition, and the definitions that no chapter has a term for.
  func problems(with texts: [ChapterText]) -> [Diagnostic] {
    var (used, problems): (Set<Int>, [Diagnostic]) = ([], [])
    for text in texts {
      for definition in text.definitions {
        if let index = index(of: definition.term.key) {
          used.insert(index)
          continue
        }
        if isBroken(definition.term.key) { continue }
        problems.append(
          Diagnostic(
            .error, file: file, at: SourceLocation(line: 1, column: 1),
            "'\(definition.term.name)' is not defined here: it is explained in \(text.file) by "
              + "\"\(definition.plainSentence)\""))
      }
    }
    let orphans = entries.enumerated().filter { !used.contains($0.offset) }.map(\.element)
    return problems
      + orphans.map {
        Diagnostic(.error, file: file, at: $0.location, "no chapter sets the term '\($0.term)' in bold")
      }
  }
}
