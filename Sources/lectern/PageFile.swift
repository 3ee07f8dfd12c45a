import Foundation

/// Where a notebook's page goes.
enum PageFile {
  /// A chapter in a folder `notebooks` has its page in the folder `output` beside that one; the page of any other
  /// notebook stands beside it.
  static func standard(for notebook: String) -> String {
    let file = URL(fileURLWithPath: notebook)
    let folder = file.deletingLastPathComponent()
    let name = file.deletingPathExtension().lastPathComponent + ".html"
    let isChapter = folder.lastPathComponent == "notebooks"
    let target = isChapter ? folder.deletingLastPathComponent().appendingPathComponent("output") : folder
    return target.appendingPathComponent(name).path
  }

  /// Writes a page so that at every moment either the old one or the new one is there.
  static func write(_ page: String, to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(page.utf8).write(to: file, options: .atomic)
  }
}
