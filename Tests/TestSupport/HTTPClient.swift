import Foundation

/// A client that can do everything wrong.
public final class HTTPClient {
  private let connection: Int32

  public init(port: UInt16) {
    connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { close(connection) }

  public func send(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes {
      Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// Says that nothing else will be sent.
  public func endSending() { shutdown(connection, Int32(SHUT_WR)) }

  /// What comes within a second.
  public func read() -> String {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var event = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, 1000) > 0 else { return "" }
    let count = Foundation.read(connection, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  public func readToEnd() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(connection, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
