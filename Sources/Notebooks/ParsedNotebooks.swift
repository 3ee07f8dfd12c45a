import Foundation
import Synchronization

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

  /// Parses those of the files side by side that aren't known, for ``read(_:bookLabels:)``.
  public mutating func prepare(_ paths: [String], bookLabels: BookLabels) {
    let open = paths.filter { entries[Key(file: $0, hasLabels: !bookLabels.isEmpty)] == nil }
    let work = Mutex((next: 0, found: [(Key, Entry)]()))
    let read = { @Sendable in
      while true {
        let index = work.withLock { state in
          defer { state.next += 1 }
          return state.next
        }
        guard index < open.count else { return }
        guard let text = try? TextFile.bytes(of: open[index]) else { continue }
        let entry = Entry(text, file: open[index], labels: bookLabels)
        work.withLock { $0.found.append((Key(file: open[index], hasLabels: !bookLabels.isEmpty), entry)) }
      }
    }
    let helpers = (1..<max(1, min(open.count, ProcessInfo.processInfo.activeProcessorCount))).map { _ in
      let end = DispatchSemaphore(value: 0)
      let thread = Thread {
        read()
        end.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
      return end
    }
    read()
    for end in helpers { end.wait() }
    for (key, entry) in work.withLock({ $0.found }) { entries[key] = entry }
  }

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
    let entry = Entry(text, file: path, labels: bookLabels)
    entries[key] = entry
    return entry.notebook
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
      + (bibliographies + included.paths).map { Path.absolute($0) }
  }
}
