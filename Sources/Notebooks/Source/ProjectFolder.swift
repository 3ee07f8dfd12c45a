import Foundation

/// The folder whose files a page may show, links followed: a notebook may be a stranger's, and its page may be published.
///
/// It is the repository of git that the notebook is in. Without one, it is the folder of the book's list, or the notebook's own,
/// and the one above where that is called `notebooks`, which is where listings of a program lie. A user's home folder is never
/// taken for a project, unless the notebook itself is right in it. Hidden files, and folders such as `.git`, are no part of it;
/// a notebook in a hidden folder has the files there.
package enum ProjectFolder {
  private static let explanation =
    "a project is a repository of git, a book's folder, or the folder above one that is called 'notebooks', without "
    + "what is hidden there, such as '.git'"

  /// What is wrong with a file that a project doesn't have.
  static func fault(outside project: String) -> String {
    "is outside of the project's folder, \(project): \(explanation)"
  }

  /// The project of a notebook, or of a book's list.
  static func of(_ file: String) -> String {
    let own = Path.canonical(Path.folder(of: Path.absolute(file)))
    if let repository = nearest(to: own, with: ".git") { return repository }
    let book = nearest(to: own, with: "book.yml") ?? own
    let isNotebooks = Path.name(of: book) == "notebooks"
    let above = Path.folder(of: book)
    return isNotebooks && !isShared(above) ? above : book
  }

  /// The project, if a file that exists isn't in it.
  package static func leaving(_ file: String, by path: String) -> String? {
    let project = of(file)
    let target = Path.canonical(path)
    guard let whole = Path.rest(of: target, in: project) else { return project }
    let own = Path.canonical(Path.folder(of: Path.absolute(file)))
    return isHidden(Path.rest(of: target, in: own) ?? whole) ? project : nil
  }

  /// Whether a path leads to something hidden.
  private static func isHidden(_ path: String) -> Bool {
    Path.parts(of: path).contains { $0.utf8.first == UInt8(ascii: ".") }
  }

  private static func nearest(to folder: String, with name: String) -> String? {
    var folder = folder
    while !isShared(folder) {
      if access(Path.joined(folder, name), F_OK) == 0 { return folder }
      folder = Path.folder(of: folder)
    }
    return nil
  }

  /// Whether a folder has the files of many projects.
  private static func isShared(_ folder: String) -> Bool {
    folder == "/" || folder == home || folder == temporary
  }

  private static let home = ProcessInfo.processInfo.environment["HOME"].map(Path.canonical)
  private static let temporary = Path.canonical(NSTemporaryDirectory())
}

extension OrdinaryFile {
  /// The bytes of a file that becomes part of a page.
  ///
  /// - Parameter notebook: the notebook that names it; it has to be in the same project.
  package static func read(_ path: String, limit: Int, for notebook: String) throws(Problem) -> [UInt8] {
    let bytes = try read(path, limit: limit)
    if let project = ProjectFolder.leaving(notebook, by: path) { throw .outside(project: project) }
    return bytes
  }
}
