/// A link in a notebook's text, with its place for messages if it leads nowhere.
public struct LinkUse: Hashable, Sendable {
  /// The address as the inline has it.
  public var destination: String
  public var location: SourceLocation

  public init(destination: String, location: SourceLocation) {
    self.destination = destination
    self.location = location
  }
}

/// What the page makes of a link's address.
public enum LinkTarget: Hashable, Sendable {
  /// The address as it is written on the page: another notebook's page, or a file relative to the page's folder.
  case address(String)
  /// The link leads nowhere, and why.
  case nowhere(reason: String)
}
