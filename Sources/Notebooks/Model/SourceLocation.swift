/// A place in a notebook's file, or in one that it includes (see ``IncludedFiles``); both count from 1, columns in UTF-8 bytes
/// as compilers do.
public struct SourceLocation: Codable, Hashable, Comparable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A message to the author about a place in the notebook.
public struct Diagnostic: Codable, Hashable, Sendable {
  public enum Severity: String, Codable, Hashable, Sendable { case error, warning, note }

  public var severity: Severity
  /// The file as the user named it.
  public var file: String
  public var location: SourceLocation
  public var message: String
  /// Whether a notebook with this error can't run; otherwise only a part of its page is missing.
  public var stopsProgram: Bool

  public init(_ severity: Severity, file: String, at location: SourceLocation, _ message: String) {
    self.severity = severity
    self.file = file
    self.location = location
    self.message = message
    stopsProgram = severity == .error
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `chapter.md:12:5: error: unknown option 'fig-cpa'; did you mean 'fig-cap'?`
  public var description: String {
    "\(file):\(location.line):\(location.column): \(severity.rawValue): \(message)"
  }
}
