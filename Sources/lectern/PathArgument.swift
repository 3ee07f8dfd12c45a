import ArgumentParser
import Foundation

/// The name of a file or folder in the command line.
enum PathArgument {
  /// - Throws: a usage error for an empty name, as a script makes it from a variable without a value.
  static func read(_ name: String) throws -> String {
    guard !name.isEmpty else { throw ValidationError("a name can't be empty") }
    return name
  }

  /// The name of a notebook.
  ///
  /// - Throws: a usage error for an empty name, and for a file of another kind.
  static func notebook(_ name: String) throws -> String {
    switch kind(of: try read(name)) {
    case .notebook: return name
    case .book:
      throw ValidationError(
        "it is a book's list of chapters, not a notebook; 'lectern build' runs all of them")
    case .other: throw wrongKind(name, "no notebook: the name of one ends with .md")
    }
  }

  /// The name of a book's list of chapters, or of its folder.
  ///
  /// - Throws: a usage error for an empty name, and for a file of another kind.
  static func book(_ name: String) throws -> String {
    switch kind(of: try read(name)) {
    case .book: return name
    case .notebook:
      guard name.hasSuffix(".md"), !isFolder(name) else { return name }
      throw ValidationError(
        "it is a notebook, not a book's list of chapters; 'lectern run' makes the page of one notebook"
      )
    case .other: throw wrongKind(name, "no book: name its folder, or its list of chapters, book.yml")
    }
  }

  /// The name of a notebook, a book's list or its folder.
  ///
  /// - Throws: a usage error for an empty name, and for a file of another kind.
  static func notebookOrBook(_ name: String) throws -> String {
    if kind(of: try read(name)) == .other {
      throw wrongKind(
        name, "no notebook and no book: the name of a notebook ends with .md, that of a book's list with .yml"
      )
    }
    return name
  }

  private enum Kind {
    /// A notebook or, where the name doesn't say, perhaps another one.
    case notebook, book, other
  }

  /// What a file is by the ending of its name. Folders, and what isn't there, are whatever the command makes of them.
  private static func kind(of name: String) -> Kind {
    if isFolder(name) || !FileManager.default.fileExists(atPath: name) { return .notebook }
    switch URL(fileURLWithPath: name).pathExtension.lowercased() {
    case "", "md", "markdown", "qmd", "rmd", "txt": return .notebook
    case "yml", "yaml": return .book
    default: return .other
    }
  }

  private static func isFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// The message comes after the name.
  private static func wrongKind(_ name: String, _ reason: String) -> ValidationError {
    let jupyter = "a Jupyter notebook; 'lectern convert' makes one in Markdown from it"
    return ValidationError("it is \(name.hasSuffix(".ipynb") ? jupyter : reason)")
  }
}
