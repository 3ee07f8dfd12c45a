import Foundation
import Testing

/// The guides name files that exist.
struct GuideTests {
  private static let guides: [String: [String]] = [
    // The folders at which their paths begin.
    "README.md": [""],
    "Sources/README.md": ["Sources", ""],
    "Sources/bench/README.md": ["Sources/bench", ""],
    ".github/CONTRIBUTING.md": [""],
  ]

  @Test("every path of a guide exists", arguments: guides.keys.sorted())
  func paths(_ guide: String) throws {
    let text = try String(contentsOf: Sources.root.appending(path: guide), encoding: .utf8)
    let folders = try #require(Self.guides[guide])
    for match in text.matches(of: #/`((?:[\w.-]+/)+[\w.+-]*)`/#) {
      let path = String(match.1)
      let exists = folders.contains { folder in
        FileManager.default.fileExists(
          atPath: Sources.root.appending(path: folder).appending(path: path).path)
      }
      #expect(exists, "\(path) does not exist")
    }
  }
}
