import Foundation

/// Why a notebook's file can't be read.
public enum NotebookLoadError: Error, Hashable, Sendable {
  case missing(file: String)
  case isDirectory(file: String)
  case unreadable(file: String, reason: String)
  /// The file isn't text; `location` is the first byte that isn't UTF-8.
  case notUTF8(file: String, location: SourceLocation)

  /// Why the file can't be read, without the file's name.
  public var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .isDirectory: "this is a folder, not a notebook"
    case .unreadable(_, let reason): "cannot be read: \(reason)"
    case .notUTF8: "this byte is not UTF-8"
    }
  }
}

extension NotebookLoadError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let file), .isDirectory(let file), .unreadable(let file, _): "\(file): error: \(reason)"
    case .notUTF8(let file, let location): "\(file):\(location.line):\(location.column): error: \(reason)"
    }
  }
}

extension Notebook {
  /// A notebook that isn't read, because its file isn't in the project of the list that names it.
  static func refused(_ path: String, _ project: String) -> Notebook {
    let place = SourceLocation(line: 1, column: 1)
    let reason = "cannot be read: \(OrdinaryFile.Problem.outside(project: project).explanation)"
    return Notebook(file: path, diagnostics: [Diagnostic(.error, file: path, at: place, reason)])
  }

  /// Reads and parses a notebook.
  ///
  /// - Parameter path: the file; messages use this name.
  /// - Throws: ``NotebookLoadError`` if there is no text to parse. Errors in the text are in the notebook's
  ///   ``Notebook/diagnostics``.
  public static func load(_ path: String) throws(NotebookLoadError) -> Notebook {
    parse(try TextFile.read(path), file: path)
  }

  /// Reads and parses a notebook. If the file can't be read, its ``Notebook/diagnostics`` say why, so that a page can show
  /// it.
  ///
  /// - Parameter bookLabels: the labels of the other chapters of the notebook's book.
  public static func read(_ path: String, bookLabels: BookLabels = BookLabels()) -> Notebook {
    do {
      return parse(try TextFile.bytes(of: path), file: path, bookLabels: bookLabels)
    } catch {
      let place = SourceLocation(line: 1, column: 1)
      return Notebook(file: path, diagnostics: [Diagnostic(.error, file: path, at: place, error.reason)])
    }
  }
}

/// Reads text files.
enum TextFile {
  /// The most bytes of a text: a hundred times as many as a long chapter has.
  private static let limit = 8 << 20

  static func read(_ path: String) throws(NotebookLoadError) -> [UInt8] {
    let bytes = try bytes(of: path)
    if let place = SourceLines(bytes).firstInvalid { throw .notUTF8(file: path, location: place) }
    return bytes
  }

  /// The file's bytes, whether they are text or not.
  static func bytes(of path: String) throws(NotebookLoadError) -> [UInt8] {
    do {
      return try OrdinaryFile.read(path, limit: limit)
    } catch {
      switch error {
      case .missing: throw .missing(file: path)
      case .isDirectory: throw .isDirectory(file: path)
      case .unreadable(let reason): throw .unreadable(file: path, reason: reason)
      case .isSpecial, .tooLarge, .outside: throw .unreadable(file: path, reason: error.explanation)
      }
    }
  }
}
