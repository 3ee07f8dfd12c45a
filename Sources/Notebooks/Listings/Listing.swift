/// Code that the page shows from a file: the reader sees what the engine itself is made of.
public struct Listing: Hashable, Sendable {
  /// The file's path, without the way up from the notebook's folder.
  public var file: String
  /// What of the file is shown; `nil` for all of it.
  public var symbol: String?
  /// The fence's first word.
  public var language: String
  /// The code, or `nil` where there is no such file or symbol; the notebook's diagnostics tell why.
  public var code: String?
  /// Where the fence stands.
  public var location: SourceLocation

  public init(file: String, language: String, location: SourceLocation) {
    self.file = file
    self.language = language
    self.location = location
  }
}
