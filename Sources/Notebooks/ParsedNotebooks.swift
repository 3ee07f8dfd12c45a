import Foundation

/// Notebooks that have been parsed, for those who read the same ones again and again.
///
/// A notebook is parsed again if its text, a file of its listings, or the labels of the other chapters have changed.
public struct ParsedNotebooks: Sendable {
  private struct Entry: Sendable {
    var text: [UInt8]
    var labels: BookLabels
    var listings: [String: [Int]]
    var notebook: Notebook
  }

  private struct Key: Hashable, Sendable {
    var file: String
    var hasLabels: Bool
  }

  private var entries: [Key: Entry] = [:]

  public init() {}

  /// Does what ``Notebook/read(_:bookLabels:)`` does.
  ///
  /// - Parameter list: the book's list that names the notebook; files outside of its project are not read.
  public mutating func read(
    _ path: String, of list: String? = nil, bookLabels: BookLabels = BookLabels()
  ) -> Notebook {
    if let list, access(path, F_OK) == 0, let project = ProjectFolder.leaving(list, by: path) {
      return Notebook.refused(path, project)
    }
    guard let text = try? TextFile.bytes(of: path) else { return Notebook.read(path, bookLabels: bookLabels) }
    let key = Key(file: path, hasLabels: !bookLabels.isEmpty)
    if let entry = entries[key], entry.text == text, entry.labels == bookLabels,
      entry.listings.allSatisfy({ Self.identity(of: $0.key) == $0.value })
    {
      return entry.notebook
    }
    let notebook = Notebook.parse(text, file: path, bookLabels: bookLabels)
    let files = Set(notebook.listedFiles)
    let listings = Dictionary(uniqueKeysWithValues: files.map { ($0, Self.identity(of: $0)) })
    entries[key] = Entry(text: text, labels: bookLabels, listings: listings, notebook: notebook)
    return notebook
  }

  /// What differs if a file does.
  private static func identity(of file: String) -> [Int] {
    var found = stat()
    guard stat(file, &found) == 0 else { return [] }
    let times = [found.st_mtim, found.st_ctim].flatMap { [$0.tv_sec, $0.tv_nsec] }
    return [Int(found.st_size), Int(found.st_ino)] + times
  }
}

extension Notebook {
  /// The files of the notebook's listings and bibliographies, as absolute paths.
  public var listedFiles: [String] {
    let folder = Path.folder(of: Path.absolute(file))
    return listings.map { Path.absolute("\(folder)/\($0.source)") } + bibliographies.map { Path.absolute($0) }
  }
}
