import CPlatform
import Foundation

/// A server for this machine's browsers alone.
package final class HTTPServer: Sendable {
  package let port: UInt16
  private let socket: Int32
  private let limits: HTTPLimits
  private let connections: Connections

  /// - Parameters:
  ///   - first: the port that is tried first.
  ///   - tries: how many ports are tried.
  /// - Throws: ``ServingError`` if none of them is free.
  package init(from first: UInt16, tries: Int, limits: HTTPLimits = HTTPLimits()) throws(ServingError) {
    self.limits = limits
    connections = Connections(limits)
    for offset in 0..<max(1, tries) {
      guard let port = UInt16(exactly: Int(first) + offset) else { break }
      let socket = lectern_listen(port)
      if socket >= 0 {
        (self.port, self.socket) = (port, socket)
        return
      }
      guard errno == EADDRINUSE || errno == EACCES else { throw .system(String(cString: strerror(errno))) }
    }
    throw .noFreePort(first: first, tries: tries)
  }

  deinit { close(socket) }

  /// Accepts connections until the user ends the program.
  package func run(_ handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
    while lectern_interrupted() == 0 {
      var event = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&event, 1, 200) > 0 else { continue }
      let descriptor = connections.makeRoom() ? lectern_accept(socket) : -1
      if descriptor >= 0 {
        serve(descriptor, handler)
      } else {
        // There is no place, none waits any more, or no file is left to the process: a moment may change that.
        usleep(5000)
      }
    }
  }

  private func serve(_ descriptor: Int32, _ handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
    connections.add(descriptor)
    let thread = Thread { [self] in
      connections.begin(descriptor)
      HTTPConnection(descriptor, limits: limits).serve(handler) { connections.admit(descriptor) }
      connections.remove(descriptor)
    }
    // A large stack, because notebooks may be nested deeply.
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// Why nothing can be served.
public enum ServingError: Error, CustomStringConvertible {
  case noFreePort(first: UInt16, tries: Int)
  case noBook(String)
  case system(String)

  public var description: String {
    switch self {
    case .noFreePort(let first, 1): "port \(first) is in use"
    case .noFreePort(let first, let tries):
      "none of the ports from \(first) to \(Int(first) + tries - 1) is free"
    case .noBook(let folder): "\(folder): error: there is no book.yml in this folder"
    case .system(let reason): "a server cannot be started: \(reason)"
    }
  }
}
