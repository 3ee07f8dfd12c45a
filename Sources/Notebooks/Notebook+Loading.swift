import Foundation

/// Why a notebook's file cannot be read.
public enum NotebookLoadError: Error, Hashable, Sendable {
  case missing(file: String)
  case isDirectory(file: String)
  case unreadable(file: String, reason: String)
  /// The file is not text; `location` is that of the first byte that is not UTF-8.
  case notUTF8(file: String, location: SourceLocation)
}

extension NotebookLoadError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let file): "\(file): error: there is no such file"
    case .isDirectory(let file): "\(file): error: this is a folder, not a notebook"
    case .unreadable(let file, let reason): "\(file): error: cannot be read: \(reason)"
    case .notUTF8(let file, let location):
      "\(file):\(location.line):\(location.column): error: this byte is not UTF-8"
    }
  }
}

extension Notebook {
  /// Reads and parses a notebook.
  ///
  /// - Parameter path: the file, which messages name as it is given here.
  /// - Throws: ``NotebookLoadError`` where there is no text to parse. What is wrong in the text is in the notebook's
  ///   ``Notebook/diagnostics``.
  public static func load(_ path: String) throws(NotebookLoadError) -> Notebook {
    let bytes = try TextFile.read(path)
    return parse(bytes, file: path)
  }
}

/// Reads text files.
enum TextFile {
  static func read(_ path: String) throws(NotebookLoadError) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(file: path)
    }
    if isDirectory.boolValue { throw .isDirectory(file: path) }
    let bytes: [UInt8]
    do {
      bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(file: path, reason: (error as? CocoaError)?.localizedDescription ?? "\(error)")
    }
    if let place = SourceLines(bytes).firstInvalid { throw .notUTF8(file: path, location: place) }
    return bytes
  }
}
