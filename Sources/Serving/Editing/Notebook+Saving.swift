import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

extension Notebook {
  /// Why a reader can't change a cell: only the notebook's own text has a copy.
  func refusalToEdit(cell index: Int) -> HTTPError? {
    guard cells.indices.contains(index), let file = included.file(ofLine: cells[index].location.line) else {
      return nil
    }
    return HTTPError(422, "This cell is in \(file.name), which the notebook includes: change it there.")
  }

  /// Writes other code of a cell to the notebook's file, unless that has changed since it was read.
  ///
  /// - Returns: why nothing was written.
  package func save(_ code: String, toCell index: Int) -> HTTPError? {
    let path = Path.canonical(file)
    let changed = HTTPError(409, "The notebook has changed meanwhile, so nothing was saved.")
    var (status, later) = (stat(), stat())
    guard stat(path, &status) == 0, let text = try? OrdinaryFile.read(path, limit: 8 << 20),
      Notebook.parse(text, file: file).source == source
    else { return changed }
    guard let fresh = CodeReplacement.text(text, with: [index: code], file: file) else {
      return HTTPError(422, "This text would change more of the notebook than its cell.")
    }
    guard stat(path, &later) == 0, later.st_ino == status.st_ino, later.st_size == status.st_size,
      later.st_mtim.tv_sec == status.st_mtim.tv_sec, later.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    else { return changed }
    do {
      try FileRenewal.renew(path, with: fresh, like: status)
      return nil
    } catch {
      return HTTPError(500, "\(file) can't be written: \(error)")
    }
  }
}
