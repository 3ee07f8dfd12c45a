import ArgumentParser
import Execution
import Foundation
import Notebooks
import Synchronization

/// What a command lets cells reach.
struct CageArguments: ParsableArguments {
  @Flag(
    help: "Let cells do all that you may. Otherwise they have no network, and reach only their own files.")
  var trust = false

  @Option(
    help: ArgumentHelp("A file or folder that cells may read; repeat for others.", valueName: "path"),
    completion: .file(), transform: CageArguments.existing)
  var allowRead: [String] = []

  @Option(
    help: ArgumentHelp("A file or folder that cells may change; repeat for others.", valueName: "path"),
    completion: .file(), transform: CageArguments.changeable)
  var allowWrite: [String] = []

  @Flag(help: "Let cells use the network.")
  var allowNet = false

  @Flag(
    help: "Let cells have the rights and limits that their book.yml asks for, beyond the usual ones.")
  var allowBook = false

  func validate() throws {
    if trust && (allowNet || !allowRead.isEmpty || !allowWrite.isEmpty) {
      throw ValidationError("--trust allows everything, so it needs no other right")
    }
  }

  /// The cage for the cells; `nil` where they are trusted. Warns once if this system can't keep them in one.
  func cage() -> Cage? {
    if trust { return nil }
    if let problem = Cage.problem, CageArguments.isFirst() {
      Terminal.print("lectern: warning: the cells are not confined: \(problem); they can do all that you may")
    }
    var cage = Cage()
    cage.readable = allowRead
    cage.writable = allowWrite
    cage.hasNetwork = allowNet
    return cage
  }

  private static let hasWarned = Mutex(false)

  /// Whether this is the first call.
  private static func isFirst() -> Bool {
    hasWarned.withLock { hasWarned in
      defer { hasWarned = true }
      return !hasWarned
    }
  }

  /// The path from the root, without links.
  private static func existing(_ path: String) throws -> String {
    guard !path.isEmpty, FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("'\(path)' doesn't exist, so cells can't be given a right to it")
    }
    guard let resolved = Path.resolved(path) else {
      throw ValidationError("'\(path)' leads to no file or folder, so cells can't be given a right to it")
    }
    return resolved
  }

  /// An existing path that isn't Lectern's own.
  private static func changeable(_ path: String) throws -> String {
    let existing = try existing(path)
    if let problem = OwnFolders.problem(ofChanging: existing) {
      throw ValidationError("cells can't be given the right to change '\(path)': \(problem)")
    }
    return existing
  }
}

extension Cage {
  /// Lets cells read the files that the user has named as values of parameters.
  ///
  /// - Parameter file: A notebook; in its folder relative paths begin.
  mutating func allowReading(_ values: [String], from file: String) {
    let folder = Path.folder(of: Path.absolute(file))
    for value in values where value.utf8.contains(where: { "/.".utf8.contains($0) }) {
      let path = Path.isAbsolute(value) ? value : Path.joined(folder, value)
      // What has no path of its own, such as a shell's <(…), is not open in the cells.
      if let resolved = Path.resolved(path) { readable.append(resolved) }
    }
  }
}
