import Foundation

/// Notebooks that have been parsed, for those who read the same ones again and again.
///
/// A notebook is parsed again if its text, a file that it includes or lists, or the labels of the other chapters have changed.
public struct ParsedNotebooks: Sendable {
  private struct Entry: Sendable {
    var text: [UInt8]
    var labels: BookLabels
    var listings: [String: [Int]]
    var notebook: Notebook

    init(_ text: [UInt8], file: String, labels: BookLabels) {
      (self.text, self.labels) = (text, labels)
      notebook = Notebook.parse(text, file: file, bookLabels: labels)
      let files = Set(notebook.listedFiles)
      listings = Dictionary(uniqueKeysWithValues: files.map { ($0, ParsedNotebooks.identity(of: $0)) })
    }
  }

  private struct Key: Hashable, Sendable {
    var file: String
    var hasLabels: Bool
  }

  private var entries: [Key: Entry] = [:]

  public init() {}

  /// Parses those of the files side by side that aren't known, for ``read(_:of:bookLabels:)``.
  public mutating func prepare(_ paths: [String], of list: String? = nil, bookLabels: BookLabels) {
    let keys = paths.map { Key(file: $0, hasLabels: !bookLabels.isEmpty) }
    let open = keys.filter { entries[$0] == nil && Self.project(of: list, leftBy: $0.file) == nil }
    let found = Parallel.map(open) { key in
      (try? TextFile.bytes(of: key.file)).map { Entry($0, file: key.file, labels: bookLabels) }
    }
    for case (let key, let entry?) in zip(open, found) { entries[key] = entry }
  }

  /// The project of a book's list, if a chapter's file lies outside of it.
  private static func project(of list: String?, leftBy path: String) -> String? {
    guard let list, access(path, F_OK) == 0 else { return nil }
    return ProjectFolder.leaving(list, by: path)
  }

  /// Does what ``Notebook/read(_:bookLabels:)`` does.
  ///
  /// - Parameter list: the book's list that names the notebook; files outside of its project are not read.
  public mutating func read(
    _ path: String, of list: String? = nil, bookLabels: BookLabels = BookLabels()
  ) -> Notebook {
    if let project = Self.project(of: list, leftBy: path) { return Notebook.refused(path, project) }
    guard let text = try? TextFile.bytes(of: path) else { return Notebook.read(path, bookLabels: bookLabels) }
    let key = Key(file: path, hasLabels: !bookLabels.isEmpty)
    if let entry = entries[key], entry.text == text, entry.labels == bookLabels,
      entry.listings.allSatisfy({ Self.identity(of: $0.key) == $0.value })
    {
      return entry.notebook
    }
    let entry = Entry(text, file: path, labels: bookLabels)
    entries[key] = entry
    return entry.notebook
  }

  /// Whether a notebook's file has the text that the notebook was parsed from.
  public func hasText(of notebook: Notebook) -> Bool {
    guard let text = try? TextFile.bytes(of: notebook.file), let source = notebook.source else {
      return false
    }
    return source.utf8.elementsEqual(text)
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
  /// The files of the notebook's includes, listings and bibliographies, as absolute paths.
  public var listedFiles: [String] {
    let folder = Path.folder(of: Path.absolute(file))
    return listings.map { Path.absolute("\(folder)/\($0.source)") }
      + (bibliography.files + included.paths).map { Path.absolute($0) }
  }
}
