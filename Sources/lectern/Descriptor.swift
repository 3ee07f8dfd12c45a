import ArgumentParser
import CPlatform
import Foundation

/// Why a system call failed, in the system's words.
struct SystemError: Error, Equatable, CustomStringConvertible {
  var code: Int32

  /// The error of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  var description: String { String(cString: strerror(code)) }
}

/// Writes to open files, pipes and devices.
enum Descriptor {
  /// Writes all of the bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        try wait(for: descriptor)
      } else if errno != EINTR || lectern_interrupted() != 0 {
        throw .last
      }
    }
  }

  /// Writes all of the bytes to a named pipe or a device.
  static func write(_ bytes: [UInt8], into path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  /// Waits until a non-blocking descriptor accepts more.
  private static func wait(for descriptor: Int32) throws(SystemError) {
    var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&event, 1, -1) >= 0 || errno == EINTR && lectern_interrupted() == 0 else { throw .last }
  }
}

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
