import ArgumentParser

/// The name of a file or folder in the command line.
enum PathArgument {
  /// - Throws: a usage error for an empty name, as a script makes it from a variable without a value.
  static func read(_ name: String) throws -> String {
    guard !name.isEmpty else { throw ValidationError("a name can't be empty") }
    return name
  }
}
