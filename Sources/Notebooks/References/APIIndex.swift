import SwiftSource

/// Where the calls that a page makes are documented, and where those that it documents are used.
public struct APILinks: Hashable, Sendable {
  /// A place in the book and the words of a link to it.
  public struct Link: Hashable, Sendable {
    public var words: String
    /// Relative to the page.
    public var destination: String

    public init(words: String, destination: String) { (self.words, self.destination) = (words, destination) }
  }

  /// The calls that the cells of the page make, in the order of their names; empty for a page that is a reference.
  public var calls: [Link] = []
  /// For each entry of the page's reference, by its anchor, the other pages that call it.
  public var uses: [String: [Link]] = [:]
  /// For each entry without a text, by its anchor, what a protocol says of it.
  public var requirements: [String: Link] = [:]
  /// Where each name is documented: types, and members with their types.
  public var places: [String: String] = [:]

  public init() {}

  public var isEmpty: Bool { calls.isEmpty && places.isEmpty }
}

/// What the references of a book document, by name.
public struct APIIndex: Sendable {
  /// A page of the book.
  public struct Page: Sendable {
    public var notebook: Notebook
    /// The page's file, relative to the same folder as the others'.
    public var page: String
    /// The page's name in prose.
    public var name: ChapterName

    public init(notebook: Notebook, page: String, name: ChapterName) {
      (self.notebook, self.page, self.name) = (notebook, page, name)
    }
  }

  private struct Place {
    var page: Int
    var entry: APIEntry
  }

  private let pages: [Page]
  private let places: [Place]
  /// The calls of each page; of those that aren't needed, none.
  private let calls: [CallNames]
  /// The places of what protocols require, by name and labels.
  private let requirements: [String: Place]

  /// - Parameter wanted: the pages whose links are wanted.
  public init(_ pages: [Page], for wanted: [Int]) {
    self.pages = pages
    places = pages.enumerated().flatMap { index, page in
      page.notebook.apiEntries.map { Place(page: index, entry: $0) }
    }
    let protocols = Set(places.filter { $0.entry.declaration.code.hasPrefix("protocol ") }.map(\.entry.title))
    let required = places.filter { place in
      protocols.contains(place.entry.declaration.owner) && place.entry.isDocumented
    }
    requirements = Dictionary(required.map { ($0.entry.declaration.ownTitle, $0) }) { first, _ in first }
    let hasReferences = !places.isEmpty
    let needsAll = wanted.contains { !pages[$0].notebook.apiListings.isEmpty }
    calls = pages.enumerated().map { index, page in
      CallNames(hasReferences && (needsAll || wanted.contains(index)) ? page.notebook.callSites : [])
    }
  }

  /// The links from and to a page.
  public func links(of page: Int) -> APILinks {
    var links = APILinks()
    guard !places.isEmpty else { return links }
    let words = PageWords(language: pages[page].notebook.metadata.language)
    let own = places.filter { $0.page == page }
    if own.isEmpty {
      links.calls = callsMade(by: page)
      return links
    }
    for place in own {
      let users = pages.indices.filter { index in
        pages[index].notebook.apiListings.isEmpty && place.entry.declaration.isTelling
          && calls[index].contain(place.entry.declaration)
      }
      let found = users.map {
        APILinks.Link(words: pages[$0].name.text(in: words), destination: address($0, from: page))
      }
      if !found.isEmpty { links.uses[place.entry.id] = found }
      if !place.entry.isDocumented, let required = requirements[place.entry.declaration.ownTitle] {
        links.requirements[place.entry.id] = APILinks.Link(
          words: required.entry.title, destination: address(of: required, from: page))
      }
    }
    for place in places {
      let declaration = place.entry.declaration
      let names = [place.entry.title, declaration.path.joined(separator: ".")]
      for name in names where links.places[name] == nil {
        links.places[name] = address(of: place, from: page)
      }
    }
    return links
  }

  /// The documented calls that the page's cells make, each name once.
  private func callsMade(by page: Int) -> [APILinks.Link] {
    var found: [String: String] = [:]
    for place in places
    where place.entry.declaration.isTelling && calls[page].contain(place.entry.declaration) {
      let declaration = place.entry.declaration
      let isInitializer = declaration.kind == .initializer
      let path = isInitializer ? declaration.path.dropLast() : declaration.path[...]
      let name = path.joined(separator: ".")
      if found[name] == nil { found[name] = address(of: place, from: page) }
    }
    return found.sorted { $0.key < $1.key }.map { APILinks.Link(words: $0.key, destination: $0.value) }
  }

  private func address(_ index: Int, from page: Int) -> String {
    index == page ? "" : Path.relative(from: Path.folder(of: pages[page].page), to: pages[index].page)
  }

  private func address(of place: Place, from page: Int) -> String {
    "\(address(place.page, from: page))#\(place.entry.id)"
  }
}

extension PublicDeclaration {
  /// Its name and labels without its types.
  fileprivate var ownTitle: String { String(title.dropFirst(owner.isEmpty ? 0 : owner.count + 1)) }

  /// Whether its name alone tells that a call is one of it: the standard library has no such name for what cells use daily.
  fileprivate var isTelling: Bool {
    switch kind {
    case .function: !isOperator && !Self.everyday.contains(name)
    case .initializer: true
    case .type, .alias, .property, .case, .subscript: false
    }
  }

  private static let everyday: Set<String> = [
    "callAsFunction", "max", "min", "sorted", "split", "shuffled", "map", "mapped", "samples", "index",
    "contains",
    "description", "value", "text", "next", "equals", "random", "step", "update", "exp", "log", "sign",
    "entry",
    "abs", "pow", "power", "sum", "mean", "start", "set", "rows", "range", "group", "scores", "prepare",
    "advance",
  ]
}
