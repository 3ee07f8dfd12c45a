import ArgumentParser
import Execution
import Foundation

/// `lectern clean`: empties the store of results.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Remove the stored results of earlier runs.")

  func run() throws {
    guard let store = ResultStore() else { return }
    let bytes = try store.clean()
    try StandardOutput.print("freed \((bytes + 999_999) / 1_000_000) MB\n")
  }
}
