import ArgumentParser
import Execution
import Foundation
import Notebooks

/// Standard error, for everything that isn't the result.
///
/// Errors are ignored: with a closed terminal or an abandoned pipe, messages are lost but the run continues.
enum Terminal {
  static let isInteractive =
    isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The terminal's width in columns.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Prints a message. Its further lines are indented, so that none looks like another message.
  static func print(_ message: String) {
    write(TerminalText.message(message) + "\n")
  }

  /// Prints why a command fails.
  ///
  /// - Returns: the exit code to throw.
  static func failure(_ message: String) -> ExitCode {
    print(message)
    return .failure
  }

  /// Prints messages about files, each once; of a great many of one kind only the first.
  static func print(_ diagnostics: [Diagnostic]) {
    var shared = SharedMistakes()
    for diagnostic in shared.new(in: diagnostics).digest { print("\(diagnostic)") }
  }

  /// Draws over the terminal's last line.
  static func draw(_ line: String) {
    write("\r\u{1B}[K" + TerminalText.line(line).prefix(width - 1))
  }

  /// Removes what was drawn.
  static func clear() {
    write("\r\u{1B}[K")
  }

  /// Prints our own text of several lines.
  static func printLines(_ text: String) {
    write(TerminalText.lines(text) + "\n")
  }

  private static func write(_ text: String) {
    try? Descriptor.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
