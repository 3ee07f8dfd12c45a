import Execution
import Foundation
import Notebooks
import Reports

/// What a book's pages were made from when they were last written, and what they were.
///
/// As long as both are the same, a build has nothing to write. It is kept beside the results of the chapters.
struct PageRecord: Codable {
  /// A hash of everything that the pages depend on.
  var origin: String
  /// A hash of the bytes of each page, and of each copy of a file that one links to, by its name in the pages' folder.
  var pages: [String: String]

  /// The record of the pages that were last written to a folder.
  static func stored(for folder: String, in store: ResultStore) -> PageRecord? {
    store.note(about: place(folder)).flatMap { try? JSONDecoder().decode(PageRecord.self, from: Data($0)) }
  }

  func save(for folder: String, in store: ResultStore) {
    guard let bytes = try? JSONEncoder().encode(self) else { return }
    store.keep(Array(bytes), about: Self.place(folder))
  }

  /// A page of gigabytes is written again.
  private static let longestPage = 1 << 30

  /// Whether every page in the folder is still the one that was written.
  func holds(in folder: String) -> Bool {
    pages.allSatisfy { name, hash in
      let bytes = try? OrdinaryFile.read("\(folder)/\(name)", limit: Self.longestPage)
      return bytes.map { SHA256.digits($0) == hash } ?? false
    }
  }

  private static func place(_ folder: String) -> String { "pages in " + Path.canonical(folder) }
}

/// What all pages of a book are made from, at one moment.
struct PageOrigin {
  /// A hash of all of it.
  let hash: String
  /// When the newest of its files last changed.
  let newestChange: FileTime?

  /// - Parameters:
  ///   - files: the files that the pages are made from; some of them need not exist.
  ///   - results: what names the result of each chapter.
  init(_ report: BookReport, files: [String], results: [String], runner: Runner) {
    let files = Set(files).sorted()
    var parts = [runner.identity, "\(report.book.pages)"] + results
    for file in files {
      let bytes = try? OrdinaryFile.read(file, limit: LinkedFile.limit)
      parts.append("\(file)\n\(bytes.map { SHA256.digits($0) } ?? "")")
    }
    for notebook in report.chapters.map(\.notebook) {
      parts += notebook.targets.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      parts += notebook.metadata.parameters.map { "\($0.name) \($0.value)" }
    }
    hash = SHA256.digits(Array(parts.joined(separator: "\0").utf8))
    newestChange = files.compactMap { FileTime.ofChange($0) }.max()
  }
}
