import Execution
import Notebooks
import Serving

/// Lectern's own folders. Whoever changes what is in them changes what other runs may reach, which results are shown
/// without a run, or what is loaded: no cage would hold.
enum OwnFolders {
  /// Why cells can't be given the right to change a file or folder; `nil` if they can.
  ///
  /// - Parameter path: from the root, without links.
  static func problem(ofChanging path: String) -> String? {
    let runs = Path.canonical(RunFolder.parent)
    if Cage.holds(path, runs) {
      return "the folders of runs are in '\(runs)'; name a folder beside them, or set TMPDIR to another one"
    }
    for folder in [UserCache.folder, EditStore.state].compactMap({ $0.map(Path.canonical) })
    where Cage.holds(path, folder) || Cage.holds(folder, path) {
      return "Lectern keeps files of its own in '\(folder)'"
    }
    return nil
  }
}
