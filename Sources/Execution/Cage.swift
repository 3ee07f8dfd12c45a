import CPlatform
import Foundation
import Notebooks

/// What cells may reach outside of their own process.
///
/// They may always read the notebook's folder, the toolchain and the system's libraries, and change files in a folder that
/// is theirs for the run (`TMPDIR`, `HOME`). Whether a file exists, and how large it is, they can see everywhere.
public struct Cage: Sendable, Equatable {
  /// Files and folders that they may also read, as paths from the root without links (``Path/canonical(_:)``). If a link has
  /// taken the place of one, cells don't run.
  public var readable: [String] = []
  /// Files and folders that they may also change, likewise.
  public var writable: [String] = []
  /// Whether they may connect to others.
  public var hasNetwork = false

  public init() {}

  /// Why this system can't keep cells within a cage; `nil` if it can.
  public static let problem: String? = lectern_cage_problem().map { String(cString: $0) }
}

// MARK: - A run's cage

extension Cage {
  /// The name of the run's subfolder that belongs to the cells.
  static let scratch = "scratch"

  /// The rules as the host reads them: each a letter, a path, and a zero; at last a dot, which says that they are all there.
  /// A path with a zero in it names no file, and would be read as several rules.
  ///
  /// - Parameters:
  ///   - run: The run's folder. Cells add to the files that hold their output and messages.
  ///   - folders: What they may read besides.
  func rules(run: String, folders: [String]) -> [UInt8] {
    let run = Path.canonical(run)
    let own = ["wire", "output", "error", "lost", Cage.scratch].map { "w\(run)/\($0)" }
    let read = ([run] + folders.map(Path.canonical) + readable).map { "r\($0)" }
    let paths = (own + read + writable.map { "w\($0)" }).filter { !$0.utf8.contains(0) }
    let rules = paths + (hasNetwork ? ["n", "."] : ["."])
    return rules.flatMap { Array($0.utf8) + [0] }
  }

  /// The variables of the runner that cells have too.
  static func environment(of variables: [String: String], home: String) -> [String: String] {
    let names: Set = ["LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "TZ"]
    let prefixes = ["LC_", "LECTERN_", "MKL_", "OMP_", "OPENBLAS_", "SWIFT_"]
    func isKept(_ name: String) -> Bool { names.contains(name) || prefixes.contains { name.hasPrefix($0) } }
    let kept = variables.filter { isKept($0.key) }
    return kept.merging(["HOME": home, "TMPDIR": home]) { $1 }
  }
}

extension RunFolder {
  /// Makes the files that the cells' process writes to, and says in another one what else it may reach; returns the folder
  /// that belongs to the cells.
  ///
  /// - Parameter directory: in which they run.
  func prepare(for runner: Runner, directory: String) throws(RunError) -> String {
    for name in ["wire", "output", "error"] { _ = try write([], to: name) }
    _ = try write([UInt8](repeating: 0, count: MemoryLayout<lectern_loss>.size), to: "lost")
    if let cage = runner.cage, runner.isConfined {
      _ = try write(cage.rules(run: path, folders: runner.foldersOfTools + [directory]), to: "cage")
    }
    return try makeEmpty(Cage.scratch)
  }
}
