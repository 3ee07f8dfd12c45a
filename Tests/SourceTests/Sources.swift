import Foundation
import Testing

/// The package's own files.
enum Sources {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// The lines of the Swift files below a folder, without indentation, by the files' paths below it.
  static func swiftLines(below folder: String) throws -> [(file: String, lines: [String])] {
    let folder = root.appending(path: folder)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return (file, lines.map { $0.trimmingCharacters(in: .whitespaces) })
    }
  }
}
