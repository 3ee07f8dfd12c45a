import CPlatform
import Foundation

/// Why a system call failed, in the system's words.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  package var code: Int32

  package init(code: Int32) { self.code = code }

  /// The error of the call that has just failed.
  package static var last: SystemError { SystemError(code: errno) }

  package var description: String { String(cString: strerror(code)) }
}

/// Writes to open files, pipes and devices.
package enum Descriptor {
  /// Writes all of the bytes.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
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
  package static func write(_ bytes: [UInt8], into path: String) throws(SystemError) {
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
