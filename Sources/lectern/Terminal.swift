import Foundation

/// Standard error, where everything goes that is not the result.
///
/// A terminal that is closed, or a pipe that nobody reads, loses what is told; the run goes on.
enum Terminal {
  static let isInteractive =
    isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The columns of the terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Prints a message; its further lines are indented, so that none can pass for a message of its own.
  static func print(_ message: String) {
    write(TerminalText.message(message) + "\n")
  }

  /// Draws over the terminal's last line.
  static func draw(_ line: String) {
    write("\r\u{1B}[K" + TerminalText.line(line).prefix(width - 1))
  }

  /// Takes away what was drawn.
  static func clear() {
    write("\r\u{1B}[K")
  }

  /// Prints text of several lines of our own.
  static func printLines(_ text: String) {
    write(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(TerminalText.line)
        .joined(separator: "\n") + "\n")
  }

  private static func write(_ text: String) {
    try? Descriptor.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
