/// The kind of thing that a label names, given by its prefix.
enum LabelKind: String, CaseIterable {
  case figure = "fig-"
  case table = "tbl-"
  case equation = "eq-"
  case section = "sec-"
  case exercise = "ex-"

  /// The kind for an id's prefix.
  init?(id: String) {
    guard let kind = Self.allCases.first(where: { id.hasPrefix($0.rawValue) }) else { return nil }
    self = kind
  }

  func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    let prefix = rawValue.utf8
    return bytes.count > prefix.count && bytes.starts(with: prefix)
      && bytes[bytes.startIndex + prefix.count].isIdentifier
  }

  /// The word before the number in a reference.
  var noun: String {
    switch self {
    case .figure: "Figure"
    case .table: "Table"
    case .equation: "Equation"
    case .section: "Section"
    case .exercise: "Exercise"
    }
  }
}

/// What a reference calls something that has no title: "Figure 3".
struct LabelName: Equatable, Sendable {
  var kind: LabelKind
  var number: Int?

  func text(in words: PageWords) -> String {
    words[kind.noun] + (number.map { " \($0)" } ?? "")
  }
}

/// The ids of a page: each names one thing, and figures, tables, equations and exercises are counted in their order.
struct LabelTable {
  struct Entry {
    var kind: LabelKind?
    var number: Int?
    var location: SourceLocation
    /// A section's title.
    var title: [Inline]?

    /// What references call it; `nil` if they have its title, or if nothing can refer to it.
    var name: LabelName? {
      guard let kind, number != nil || title?.isEmpty ?? true else { return nil }
      return LabelName(kind: kind, number: number)
    }
  }

  private(set) var entries: [String: Entry] = [:]
  /// The words of the notebook's language.
  var words = PageWords()
  private var counts: [LabelKind: Int] = [:]

  /// An id, and the number of its figure, table, equation or exercise.
  struct Label {
    var id: String
    var number: Int?
  }

  /// Registers an id; `nil` if it is taken.
  ///
  /// An id with the prefix of another kind, or one that is taken, is reported.
  mutating func register(
    _ id: String, as kind: LabelKind?, at location: SourceLocation,
    diagnostics: Diagnostics
  ) -> Label? {
    if let first = entries[id] {
      let line = diagnostics.line(of: first.location, seenFrom: location)
      diagnostics.error("the id '\(id)' is already taken in \(line)", at: location, stopsProgram: false)
      return nil
    }
    let prefix = LabelKind(id: id)
    if prefix?.rawValue == id {
      diagnostics.error("the id '\(id)' needs a name after its '-'", at: location, stopsProgram: false)
      return nil
    }
    if prefix != kind, prefix != nil || kind != .section {
      let wanted =
        kind.map {
          "'\($0.rawValue)…' for \($0 == .equation || $0 == .exercise ? "an" : "a") \($0.noun.lowercased())"
        }
        ?? "without such a prefix"
      diagnostics.error(
        "the id '\(id)' does not fit what it names; it must be \(wanted)", at: location,
        stopsProgram: false)
    }
    var entry = Entry(kind: kind, number: nil, location: location)
    if let kind, kind != .section {
      counts[kind, default: 0] += 1
      entry.number = counts[kind]
    }
    entries[id] = entry
    return Label(id: id, number: entry.number)
  }

  /// The ids of the figures, for a hint to an author who has misspelled one.
  var figures: [String] { entries.filter { $0.value.kind == .figure }.map(\.key).sorted() }

  /// The words of references to each id.
  var contents: [String: [Inline]] {
    entries.keys.reduce(into: [:]) { contents, id in contents[id] = content(ofReferenceTo: id) }
  }

  mutating func setTitle(_ title: [Inline], of id: String) { entries[id]?.title = title }

  /// The words of a reference to the id: "Figure 3", or a section's title; `nil` if there is no such id.
  func content(ofReferenceTo id: String) -> [Inline]? {
    guard let entry = entries[id], entry.kind != nil else { return nil }
    return entry.name.map { [.text($0.text(in: words))] } ?? entry.title
  }
}
