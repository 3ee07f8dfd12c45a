/// The labels of the figures, tables, equations and sections in a book's chapters. A reference to a label that isn't in its
/// own chapter leads to the chapter that has it.
public struct BookLabels: Equatable, Sendable {
  /// A label in another chapter.
  struct Place: Equatable, Sendable {
    /// Its name in that chapter: "Figure 3", or a section's title.
    var content: [Inline]
    /// The chapter's name in prose: "chapter 2", or its title in quotes.
    var chapter: String
    var file: String
  }

  private var places: [String: [Place]] = [:]

  public init() {}

  /// Adds a chapter's labels, with the chapter's name in references.
  public mutating func add(_ notebook: Notebook, named chapter: String) {
    for (id, content) in notebook.labels {
      places[id, default: []].append(
        Place(content: content.withoutValues, chapter: chapter, file: notebook.file))
    }
  }

  /// The other chapters that have the label.
  func places(of id: String, besides file: String) -> [Place] {
    (places[id] ?? []).filter { $0.file != file }
  }
}

extension ParseState {
  /// The link to a label in another chapter; `nil` if no chapter has it.
  ///
  /// A label that several chapters have is ambiguous, which is reported.
  func foreignReference(to id: String, at place: SourceLocation) -> Inline? {
    let places = bookLabels.places(of: id, besides: diagnostics.file)
    guard let first = places.first else { return nil }
    if places.count > 1 {
      let names = places.map { "'\($0.file)'" }.joined(separator: " and ")
      diagnostics.error(
        "several chapters have the label '\(id)': \(names); link to one of them instead", at: place,
        stopsProgram: false)
    }
    let file = Path.relative(
      from: Path.folder(of: Path.absolute(diagnostics.file)), to: Path.absolute(first.file))
    let destination = "\(Path.address(file))#\(id)"
    addLink(to: destination, at: place)
    return .link(first.content + [.text(" in \(first.chapter)")], destination: destination, title: "")
  }
}

extension [Inline] {
  /// The words for use in another notebook, which doesn't know the values of this one.
  fileprivate var withoutValues: [Inline] {
    map { inline in
      switch inline {
      case .value: .text(inline.plainText)
      case .emphasis(let content), .strong(let content): .emphasis(content.withoutValues)
      default: inline
      }
    }
  }
}
