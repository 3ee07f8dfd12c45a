import Foundation

/// The end for writing of a pipe at which a process waits for one command.
final class WaitingPipe {
  private var end: Int32

  /// Opens the pipe; `nil` if no process waits at it.
  init?(path: String) {
    end = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    if end < 0 { return nil }
  }

  deinit { close() }

  /// Writes a command and closes the pipe, at which the process waits again only afterwards.
  ///
  /// - Returns: whether all of it was written; `nil` if there was a command already.
  func tell(_ command: String) -> Bool? {
    guard end >= 0 else { return nil }
    defer { close() }
    let bytes = Array(command.utf8)
    return write(end, bytes, bytes.count) == bytes.count
  }

  private func close() {
    if end >= 0 { Foundation.close(end) }
    end = -1
  }
}
