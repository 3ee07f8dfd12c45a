import Foundation
import Notebooks

/// Makes the folders of files that are to be written.
package enum FolderCreation {
  /// Which folder there can't be, and why.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package let folder: String
    package let error: SystemError

    package var description: String { "the folder '\(folder)' cannot be made: \(error)" }
  }

  /// Makes the folder, and those above it, where they aren't there yet.
  package static func make(_ folder: String) throws(Failure) {
    if exists(folder) { return }
    guard folder.utf8.count < Int(PATH_MAX) else {
      throw Failure(folder: folder, error: SystemError(code: ENAMETOOLONG))
    }
    let above = Path.folder(of: folder)
    if above != folder { try make(above) }
    guard mkdir(folder, 0o777) != 0 else { return }
    let error = SystemError.last
    // Another process may have been faster.
    if exists(folder) { return }
    throw Failure(folder: folder, error: error.code == EEXIST ? SystemError(code: ENOTDIR) : error)
  }

  private static func exists(_ folder: String) -> Bool {
    var status = stat()
    return stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
