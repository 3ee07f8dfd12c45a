/// A line of a notebook's table of contents.
public struct ContentsEntry: Sendable {
  public var level: Int
  public var title: [Inline]
  /// The heading's anchor.
  public var id: String

  public init(level: Int, title: [Inline], id: String) {
    self.level = level
    self.title = title
    self.id = id
  }
}

extension Notebook {
  /// The headings directly on the page, in order. Those in lists and quotations are left out, and titles have no calls of
  /// footnotes.
  public var contents: [ContentsEntry] {
    blocks.compactMap { block in
      guard case .heading(let level, let title, let id) = block else { return nil }
      return ContentsEntry(level: level, title: title.withoutFootnotes, id: id)
    }
  }
}

extension [Inline] {
  fileprivate var withoutFootnotes: [Inline] {
    compactMap { inline in
      switch inline {
      case .footnote: nil
      case .emphasis(let inner): .emphasis(inner.withoutFootnotes)
      case .strong(let inner): .strong(inner.withoutFootnotes)
      case .strikethrough(let inner): .strikethrough(inner.withoutFootnotes)
      case .link(let inner, let destination, let title):
        .link(inner.withoutFootnotes, destination: destination, title: title)
      default: inline
      }
    }
  }
}
