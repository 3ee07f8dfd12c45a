import ArgumentParser
import CPlatform
import Foundation

/// Why the system did not do something, in its own words.
struct SystemError: Error, Equatable, CustomStringConvertible {
  var code: Int32

  /// The reason of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  var description: String { String(cString: strerror(code)) }
}

/// Writing to open files, pipes and devices.
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

  /// Writes all of the bytes into a named pipe or a device.
  static func write(_ bytes: [UInt8], into path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  /// Waits until a descriptor that does not block takes more.
  private static func wait(for descriptor: Int32) throws(SystemError) {
    var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&event, 1, -1) >= 0 || errno == EINTR && lectern_interrupted() == 0 else { throw .last }
  }
}

/// Standard output, where results go.
enum StandardOutput {
  /// Prints a result.
  ///
  /// - Throws: `ExitCode` 1 where it can't be written, after telling why.
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
