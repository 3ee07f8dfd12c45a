import ArgumentParser
import Execution
import Foundation

/// Standard output, where results go.
enum StandardOutput {
  /// Prints a result.
  ///
  /// - Throws: `ExitCode` 1 if it can't be written, after printing why.
  static func print(_ text: String) throws {
    do {
      try Descriptor.write(Array(text.utf8), to: STDOUT_FILENO)
    } catch {
      Terminal.print("standard output: error: cannot be written: \(error)")
      throw ExitCode.failure
    }
  }

  static let isTerminal = isatty(STDOUT_FILENO) != 0
}
