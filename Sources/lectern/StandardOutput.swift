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
      try write(Array(text.utf8), to: STDOUT_FILENO)
    } catch {
      throw Terminal.failure("standard output: error: cannot be written: \(error)")
    }
  }

  /// Writes a result to a descriptor. A terminal gets nothing that it would obey: much of a result is the text of notebooks and
  /// cells.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    let isTerminal = isatty(descriptor) != 0
    let shown = isTerminal ? Array(TerminalText.lines(String(decoding: bytes, as: UTF8.self)).utf8) : bytes
    try Descriptor.write(shown, to: descriptor)
  }
}
