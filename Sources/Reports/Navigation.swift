import Markup

extension Sequence {
  /// The elements in groups: neighbours of the same part are together.
  func groupedByPart(_ part: (Element) -> Int?) -> [(part: Int?, elements: [Element])] {
    var groups: [(part: Int?, elements: [Element])] = []
    for element in self {
      let part = part(element)
      if let last = groups.last, last.part == part {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((part, [element]))
      }
    }
    return groups
  }
}

/// A page's place in a book.
public struct Navigation: Hashable, Sendable {
  /// Another page and the text of the link to it.
  public struct Link: Hashable, Sendable {
    public var title: String
    /// Relative to the page: `02-training.html`.
    public var destination: String

    /// The title as the page shows it: with its formulas and emphasis.
    var content: [Node]

    public init(title: String, destination: String) {
      self.init(title: title, content: .text(title), destination: destination)
    }

    init(title: String, content: [Node], destination: String) {
      self.title = title
      self.content = content
      self.destination = destination
    }
  }

  /// A chapter in the list of all chapters.
  public struct Chapter: Hashable, Sendable {
    public var link: Link
    /// The text before the title in the list: "1".
    public var number: String?
    /// Its part, as an index into the ``Navigation/parts``.
    public var part: Int?

    public init(link: Link, number: String? = nil, part: Int? = nil) {
      self.link = link
      self.number = number
      self.part = part
    }
  }

  /// A part of the book.
  public struct Part: Hashable, Sendable {
    public var title: String
    /// The title as the page shows it: with its formulas and emphasis.
    var content: [Node]
  }

  /// The book, and the page that its title leads to.
  public var book: Link
  /// The line above the title: "Chapter 1".
  public var label: String?
  public var previous: Link?
  public var next: Link?
  /// All chapters in order.
  public var chapters: [Chapter] = []
  public var parts: [Part] = []
  /// The index of this page among the chapters, if it is a chapter.
  public var current: Int?
  /// The book's other pages: glossary and search.
  public var glossary: Link?
  public var search: Link?

  public init(book: Link, label: String? = nil, previous: Link? = nil, next: Link? = nil) {
    self.book = book
    self.label = label
    self.previous = previous
    self.next = next
  }
}
