/// The works that a notebook cites, and what its page calls them.
struct CitationTable {
  let bibliography: Bibliography
  private let words: PageWords
  private(set) var cited: Set<String> = []
  /// The years of the works, with a letter where two would be the same. They are known once all citations are.
  private lazy var years: [String: String] = disambiguated()

  /// The names that were asked for.
  private var shortNames: [String: String] = [:]

  init(_ bibliography: Bibliography, words: PageWords = PageWords()) {
    (self.bibliography, self.words) = (bibliography, words)
  }

  mutating func cite(_ key: String) -> Bool {
    guard bibliography.entries[key] != nil else { return false }
    cited.insert(key)
    return true
  }

  /// The cited works in the order of the list of references.
  private var works: [BibliographyEntry] {
    let works = cited.compactMap { bibliography.entries[$0] }
    let ordered = works.map { (order: order($0) + [$0.key], work: $0) }
    return ordered.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.work)
  }

  private func order(_ work: BibliographyEntry) -> [String] {
    let names = work.creators.names.map { "\($0.family) \($0.given)".lowercased() }
    let first = names.first ?? work.shortName(words).lowercased()
    return [first, names.dropFirst().joined(separator: " "), work.year(words)]
      + [(work["title"] ?? "").lowercased()]
  }

  private func disambiguated() -> [String: String] {
    var years: [String: String] = [:]
    for group in Dictionary(grouping: works, by: { "\($0.shortName(words)) \($0.year(words))" }).values {
      for (index, work) in group.enumerated() {
        years[work.key] = work.year(words) + (group.count > 1 ? Book.letters(index).lowercased() : "")
      }
    }
    return years
  }

  /// The list of references.
  mutating func references() -> [Reference] {
    works.map {
      let text = ReferenceText(work: $0, year: years[$0.key] ?? $0.year(words), words: words)
      return Reference(id: Self.id($0.key), text: text.inlines)
    }
  }

  /// The anchor of a work in the list.
  private static func id(_ key: String) -> String { "ref:\(key)" }

  // MARK: Citations

  /// A citation's text; its link leads to the list of references.
  mutating func inlines(_ citations: [Citation]) -> [Inline] {
    var result: [Inline] = []
    for (index, citation) in citations.enumerated() {
      let year = year(citation.key)
      let isLast = index == citations.count - 1
      result.append(.text((index > 0 ? "; " : citation.isInText ? "" : "(") + citation.prefix))
      if citation.isInText {
        let words = "\(name(citation.key)) (\(year)\(citation.suffix)"
        result.append(link(isLast ? words + ")" : words, to: citation.key))
      } else {
        let words = citation.hidesAuthor ? year : "\(name(citation.key)) \(year)"
        result.append(link(words, to: citation.key))
        result.append(.text(citation.suffix + (isLast ? ")" : "")))
      }
    }
    return result.filter { $0 != .text("") }
  }

  private func link(_ words: String, to key: String) -> Inline {
    .reference([.text(words)], id: Self.id(key))
  }

  private mutating func name(_ key: String) -> String {
    if let name = shortNames[key] { return name }
    let name = words.isolated(bibliography.entries[key]?.shortName(words) ?? key)
    shortNames[key] = name
    return name
  }

  private mutating func year(_ key: String) -> String { years[key] ?? words["n.d."] }
}

/// A work in the page's list of references.
public struct Reference: Sendable {
  /// The anchor that citations lead to.
  public var id: String
  public var text: [Inline]
}
