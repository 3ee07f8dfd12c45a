/// Code from a file, such as the engine's own, that the page shows.
public struct Listing: Hashable, Sendable {
  /// The file's path, without the way up from the notebook's folder.
  public var file: String
  /// The file's path as the notebook gives it, relative to the notebook's folder.
  public var source: String
  /// The declarations that are shown; `nil` for the whole file.
  public var symbol: String?
  /// The fence's first word.
  public var language: String
  /// The code, or `nil` if there is no such file or symbol; the notebook's diagnostics say why.
  public var code: String?
  /// Where the fence is.
  public var location: SourceLocation

  public init(file: String, source: String? = nil, language: String, location: SourceLocation) {
    self.file = file
    self.source = source ?? file
    self.language = language
    self.location = location
  }
}

extension Notebook {
  /// The listings in its text, in order.
  package var listings: [Listing] { blocks.flatMap(\.listings) }
}

extension Block {
  fileprivate var listings: [Listing] {
    switch self {
    case .listing(let listing): [listing]
    case .api(let api): api.listings
    case .quotation(let blocks), .alert(_, let blocks): blocks.flatMap(\.listings)
    case .list(let items, _, _): items.joined().flatMap(\.listings)
    case .footnotes(let notes): notes.joined().flatMap(\.listings)
    default: []
    }
  }
}
