import Foundation
import Notebooks

/// Swift's package manager. It was seen to wait forever, once in eighteen builds; a second try then goes on from what the first
/// one has built.
package struct PackageManager {
  /// The folder of its programs.
  private let programs: String
  /// The time that a try may take.
  private let seconds: Double
  private let keeper: String?
  private let temporary: String?

  /// - Parameters:
  ///   - keeper: the program `lectern-host`, with which it ends when this process is killed.
  ///   - temporary: a folder for its temporary files, which is made and removed again: it leaves some of them. The same one
  ///     for the same packages, because what it has read of a package is kept by all variables of the environment.
  package init(
    in programs: String, seconds: Double, keptBy keeper: String? = nil, temporary: String? = nil
  ) {
    (self.programs, self.seconds, self.keeper, self.temporary) = (programs, seconds, keeper, temporary)
  }

  /// The least time of a try.
  package static let seconds = 600.0

  /// Runs one of its programs; one that takes too long is ended, with all that it has started, and run once more.
  package func run(_ name: String, _ arguments: [String]) throws(RunError) -> Subprocess.Output {
    do throws(RunError) {
      return try runOnce(name, arguments)
    } catch {
      guard case .toolTooSlow = error else { throw error }
      return try runOnce(name, arguments)
    }
  }

  private func runOnce(_ name: String, _ arguments: [String]) throws(RunError) -> Subprocess.Output {
    var words = ["\(programs)/\(name)"] + arguments
    if let temporary {
      FolderRemoval.remove(temporary)
      if mkdir(temporary, 0o700) == 0 { words.insert("TMPDIR=\(temporary)", at: 0) }
    }
    defer { if let temporary { FolderRemoval.remove(temporary) } }
    return try Subprocess.run(
      "/usr/bin/env", words, as: "Swift's package manager",
      limits: ToolLimits(seconds: seconds, memory: nil), keptBy: keeper)
  }
}
