import Markup
import Notebooks

/// The texts of a book's list on its pages, and its pages' own words.
extension BookReport {
  /// The words of the book's own pages.
  var words: PageWords { PageWords(language: book.language) }

  /// A text of the list with its markup.
  func label(_ text: String) -> [Node] { BookLine(text, of: book).label }

  /// A text of the list without markup.
  func plain(_ text: String) -> String { BookLine(text, of: book).plain }

  /// The book's title as plain text.
  var title: String { book.title.map(plain) ?? words["Notebooks"] }

  /// The book's title with its markup.
  var titleLabel: [Node] { book.title.map(label) ?? .text(words["Notebooks"]) }

  /// The paragraphs of the description, as the list has them.
  var paragraphs: [String] {
    (book.description ?? "").split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  /// The title of a part as plain text.
  ///
  /// - Parameter part: an index into the book's parts.
  public func partTitle(_ part: Int) -> String { partTitle(part, in: words) }

  func partTitle(_ part: Int, in words: PageWords) -> String {
    let part = book.parts[part]
    return part.isAppendices ? words[part.title] : plain(part.title)
  }

  /// The title of a part with its markup.
  func partLabel(_ part: Int, in words: PageWords) -> [Node] {
    let part = book.parts[part]
    return part.isAppendices ? .text(words[part.title]) : words.isolated(label(part.title))
  }
}

extension BookLine {
  /// The text with its markup.
  var label: [Node] { notebook.label(content, in: RunResult(of: notebook)) }
}

extension PageWords {
  /// Content from another page, such as a title, in its own direction.
  func isolated(_ content: [Node]) -> [Node] {
    needsIsolation(content.text) ? [.element("bdi", content)] : content
  }

  /// A text with content in its places.
  func nodes(_ english: String, _ values: [Node]...) -> [Node] {
    pieces(of: english).flatMap { piece -> [Node] in
      switch piece {
      case .text(let text): .text(text)
      case .place(let index): values.indices.contains(index) ? values[index] : .text("#")
      }
    }
  }
}

extension [Node] {
  /// What the content says, without its markup.
  fileprivate var text: String {
    map { node in
      switch node {
      case .text(let text): text
      case .element(let element): element.children.text
      case .raw: ""
      }
    }.joined()
  }
}
