import ArgumentParser
import Foundation
import Notebooks

/// `lectern manual`: how notebooks and books are written.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how notebooks and books are written.",
    discussion: """
      Without a section it prints the whole manual, in Markdown. --path prints where the manual, the setups of editors, the \
      notes on security and the course's pages are, which have a reference of all calls.
      """)

  @Argument(help: "The beginning of a section's heading, in any case: 'cells', 'many runs'.")
  var section: String?

  @Flag(help: "Print the paths of the documents instead.")
  var path = false

  func validate() throws {
    if path, section != nil { throw ValidationError("--path and a section don't go together") }
  }

  func run() throws {
    guard let documents = Documents(), let text = try? documents.manual() else {
      Terminal.print("lectern: error: the manual is not beside this command; '.ci/install' installs both")
      throw ExitCode.failure
    }
    if path { return try StandardOutput.print(documents.paths.map { $0 + "\n" }.joined()) }
    guard let section else { return try StandardOutput.print(text) }
    let sections = ManualSection.all(in: text)
    guard let found = sections.first(where: { $0.isCalled(section) }) else {
      throw ValidationError(
        "the manual has no section '\(section)'; it has: \(sections.map(\.title).joined(separator: ", "))")
    }
    try StandardOutput.print(found.text)
  }
}

/// The documents that come with the command: in its own folder where it is installed, otherwise those of its checkout.
struct Documents {
  private static let manual = "notebooks/README.md"
  private let folder: String

  /// `nil` if there are none.
  init?(of executable: String = CommandLine.executable) {
    let own = Path.folder(of: executable)
    var folders = [Path.joined(own, "doc")]
    var above = own
    while above != "/" {
      above = Path.folder(of: above)
      folders.append(above)
    }
    // A checkout has the sources, too.
    let found = folders.first { folder in
      let isOwn = folder == folders[0] || Self.exists(Path.joined(folder, "Sources/lectern"))
      return isOwn && Self.exists(Path.joined(folder, Self.manual))
    }
    guard let found else { return nil }
    folder = found
  }

  func manual() throws -> String {
    try String(contentsOfFile: Path.joined(folder, Self.manual), encoding: .utf8)
  }

  /// The documents, as absolute paths.
  var paths: [String] {
    [Self.manual, ".editors/README.md", ".github/SECURITY.md", "output/index.html"].map {
      Path.joined(folder, $0)
    }
    .filter(Self.exists)
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// A section of the manual, from one heading of the second level to the next.
struct ManualSection {
  let title: String
  let text: String

  /// The sections of a text of Markdown. Lines that begin with `## ` in fences are no headings.
  static func all(in text: String) -> [ManualSection] {
    var parts: [[Substring]] = []
    var fence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let marks = line.prefix { $0 == "`" }
      if let open = fence {
        if marks.count >= open.count, marks.count == line.count { fence = nil }
      } else if marks.count >= 3 {
        fence = marks
      } else if line.hasPrefix("## ") {
        parts.append([])
      }
      if !parts.isEmpty { parts[parts.count - 1].append(line) }
    }
    return parts.map { lines in
      let text = lines.joined(separator: "\n").trimmingBlanks + "\n"
      return ManualSection(title: String(lines[0].dropFirst(3)).trimmingBlanks, text: text)
    }
  }

  func isCalled(_ name: String) -> Bool {
    let words = { (text: String) in text.lowercased().split(whereSeparator: \.isWhitespace) }
    return words(title).starts(with: words(name)) || title.lowercased().hasPrefix(name.lowercased())
  }
}
