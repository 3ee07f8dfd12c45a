import ArgumentParser
import Execution
import Foundation

/// `lectern clean`: empties the store of results, and removes what was built of packages.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove the stored results of earlier runs, and packages that were built.")

  func run() throws {
    guard let store = ResultStore() else { return }
    let bytes = try store.clean() + PackageCache.clean()
    try StandardOutput.print("freed \((bytes + 999_999) / 1_000_000) MB\n")
  }
}
