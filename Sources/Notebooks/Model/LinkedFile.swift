/// A file that a chapter links to, and its copy among the book's pages.
public struct LinkedFile: Hashable, Sendable {
  /// The file, as an absolute path.
  public var source: String
  /// Where its copy is, relative to the folder of the pages: `data/table.csv`.
  public var place: String
  /// The first link to it.
  public var location: SourceLocation

  /// The most bytes of a file that is copied.
  package static let limit = 512 << 20

  public init(source: String, place: String, location: SourceLocation) {
    (self.source, self.place, self.location) = (source, place, location)
  }
}
