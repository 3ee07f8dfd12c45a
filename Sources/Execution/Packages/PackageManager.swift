import Notebooks

/// Swift's package manager. It was seen to wait forever, once in eighteen builds; a second try then goes on from what the first
/// one has built.
package struct PackageManager {
  /// The folder of its programs.
  private let programs: String
  /// The time that a try may take.
  private let seconds: Double
  private let keeper: String?

  /// - Parameter keeper: the program `lectern-host`, with which it ends when this process is killed.
  package init(in programs: String, seconds: Double, keptBy keeper: String? = nil) {
    (self.programs, self.seconds, self.keeper) = (programs, seconds, keeper)
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
    try Subprocess.run(
      "\(programs)/\(name)", arguments, as: "Swift's package manager",
      limits: ToolLimits(seconds: seconds, memory: nil), keptBy: keeper)
  }
}
