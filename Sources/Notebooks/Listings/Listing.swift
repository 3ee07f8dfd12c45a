/// Code from a file, such as the engine's own, that the page shows.
public struct Listing: Hashable, Sendable {
  /// The file's path, without the way up from the notebook's folder.
  public var file: String
  /// The declarations that are shown; `nil` for the whole file.
  public var symbol: String?
  /// The fence's first word.
  public var language: String
  /// The code, or `nil` if there is no such file or symbol; the notebook's diagnostics say why.
  public var code: String?
  /// Where the fence is.
  public var location: SourceLocation

  public init(file: String, language: String, location: SourceLocation) {
    self.file = file
    self.language = language
    self.location = location
  }
}
