import Foundation
import Notebooks

/// Writes the files of a new book into a folder, of which it replaces none.
struct NewBook {
  let folder: String

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
  func write() throws(OutputFile.Refusal) {
    for (name, _) in files {
      var status = stat()
      let path = Path.joined(folder, name)
      if lstat(path, &status) == 0 { throw OutputFile.Refusal(file: path, reason: .isThere) }
    }
    for (name, text) in files { try OutputFile.make(Path.joined(folder, name), with: Array(text.utf8)) }
  }
}
