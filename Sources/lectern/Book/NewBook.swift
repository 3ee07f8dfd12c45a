import CPlatform
import Execution
import Foundation
import Notebooks

/// Writes the files of a new book into a folder, of which it replaces none.
struct NewBook {
  let folder: String

  /// Why the book can't be written.
  struct Refusal: Error {
    let path: String
    let reason: String
  }

  /// The files, relative to the folder.
  private var files: [(name: String, text: String)] {
    [
      ("book.yml", NewBookTexts.list(title: title)),
      ("01-a-coin.md", NewBookTexts.chapter),
      ("README.md", NewBookTexts.readme(title: title)),
      (".gitignore", "/output/\n"),
      (".github/workflows/publish.yml", NewBookPublishing.github),
      (".gitlab-ci.yml", NewBookPublishing.gitlab),
    ]
  }

  /// `my-course` is about "My course".
  private var title: String {
    let name = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
    return New.title(ofName: name)
  }

  /// Writes all files, or none if one of them is already there.
  func write() throws(Refusal) {
    for (name, _) in files {
      var status = stat()
      let path = Path.joined(folder, name)
      if lstat(path, &status) == 0 { throw Refusal(path: path, reason: "there already is such a file") }
    }
    for (name, text) in files { try write(text, to: Path.joined(folder, name)) }
  }

  private func write(_ text: String, to path: String) throws(Refusal) {
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileRenewal.make(path, with: Array(text.utf8))
    } catch let error as SystemError {
      throw Refusal(path: path, reason: "cannot be written: \(error)")
    } catch {
      throw Refusal(path: path, reason: "cannot be written: \(error.localizedDescription)")
    }
  }
}
