import CPlatform
import Platform

/// The limits that keep one connection from holding up the server.
package struct HTTPLimits: Sendable {
  /// Bytes of a request's head, and of its body.
  package var head = 16 << 10
  package var body = 256 << 10
  /// Seconds in which a request must arrive completely, and in which the browser must take more of an answer.
  package var request = 10.0
  package var progress = 30.0
  /// Seconds that a connection may wait for its next request.
  package var idle = 60.0
  /// How many connections there may be, and how many of them whose requests were not let in. A browser has a few for each page.
  package var connections = 512
  package var strangers = 192
  /// Seconds that one of the latter is kept when others wait for its place.
  package var patience = 0.5

  package init() {}
}

/// A connection to a browser: one request after the other.
final class HTTPConnection {
  private let descriptor: Int32
  private let limits: HTTPLimits
  /// What was read and not used yet.
  private var buffer: [UInt8] = []
  /// Whether a request was let in.
  private var isAdmitted = false

  init(_ descriptor: Int32, limits: HTTPLimits) {
    self.descriptor = descriptor
    self.limits = limits
  }

  /// Answers requests until one side ends the connection.
  ///
  /// - Parameter onAdmission: called before the first answer that strangers don't get.
  func serve(_ handler: (HTTPRequest) -> HTTPResponse, onAdmission: () -> Void) {
    while true {
      do throws(HTTPError) {
        guard let request = try nextRequest() else { return }
        let response = handler(request)
        if !isAdmitted, !response.isForStrangers {
          isAdmitted = true
          onAdmission()
        }
        guard send(response, to: request) else { return response.isForStrangers ? letRead() : () }
      } catch {
        let response = HTTPResponse(error)
        _ = write(response.head(keepsConnection: false))
        if case .bytes(let bytes) = response.body { _ = write(bytes) }
        return letRead()
      }
    }
  }

  // MARK: Reading

  /// - Returns: `nil` when there are no more requests.
  private func nextRequest() throws(HTTPError) -> HTTPRequest? {
    if buffer.isEmpty {
      guard readMore(until: .now + .seconds(isAdmitted ? limits.idle : limits.request)) else { return nil }
    }
    let deadline = ContinuousClock.now + .seconds(limits.request)
    var searched = 0
    while true {
      let end = headEnd(from: searched)
      guard end ?? buffer.count <= limits.head else {
        throw HTTPError(431, "the request's head is larger than \(limits.head) bytes")
      }
      if let end {
        var request = try HTTPRequest(head: Array(buffer[..<end]))
        buffer.removeFirst(end + 4)
        let length = try request.bodyLength(limit: limits.body)
        while buffer.count < length {
          guard readMore(until: deadline) else { throw HTTPError(408, "the body did not arrive in time") }
        }
        request.body = Array(buffer[..<length])
        buffer.removeFirst(length)
        return request
      }
      searched = max(0, buffer.count - 3)
      guard readMore(until: deadline) else { throw HTTPError(408, "the request did not arrive in time") }
    }
  }

  private func headEnd(from start: Int) -> Int? {
    guard buffer.count >= 4 else { return nil }
    return (start...max(start, buffer.count - 4)).first {
      $0 + 4 <= buffer.count && buffer[$0..<$0 + 4].elementsEqual([13, 10, 13, 10])
    }
  }

  /// Waits for bytes; returns false if none come, or no more.
  private func readMore(until deadline: ContinuousClock.Instant) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    while wait(for: POLLIN, until: deadline) {
      let count = read(descriptor, &bytes, bytes.count)
      if count > 0 {
        buffer += bytes[..<count]
        return true
      }
      if count == 0 || (errno != EAGAIN && errno != EINTR) { return false }
    }
    return false
  }

  /// Lets the other side read the last answer: it gets lost where a connection is closed before all that came was read.
  private func letRead() {
    shutdown(descriptor, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + .seconds(1)
    var most = 64
    while most > 0, readMore(until: deadline) { (buffer, most) = ([], most - 1) }
  }

  // MARK: Writing

  /// - Returns: whether the connection stays open.
  private func send(_ response: HTTPResponse, to request: HTTPRequest) -> Bool {
    switch response.body {
    case .bytes(let bytes):
      let goesOn = request.keepsConnection && !response.isForStrangers
      let sent = response.head(keepsConnection: goesOn) + (request.method == .head ? [] : bytes)
      return write(sent) && goesOn
    case .stream(let body):
      guard write(response.head(keepsConnection: false)), request.method != .head else { return false }
      body(HTTPStream(self))
      return false
    }
  }

  /// Writes all of the bytes; returns false if the browser takes none of them for too long.
  fileprivate func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { send($0.baseAddress, $0.count) }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        guard wait(for: POLLOUT, until: .now + .seconds(limits.progress)) else { return false }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// A browser that has gone is an error here, and not a signal, whoever uses the server.
  private func send(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if os(Linux)
      Platform.send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
    #else
      Platform.write(descriptor, bytes, count)
    #endif
  }

  fileprivate var isClosed: Bool { lectern_is_closed(descriptor) != 0 }

  private func wait(for event: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    while lectern_interrupted() == 0 {
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { return false }
      var poll = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      if Platform.poll(&poll, 1, Int32(min(left.rounded(.up), 500))) > 0 { return true }
    }
    return false
  }
}

/// An answer without an end, to which a page listens.
package struct HTTPStream {
  private let connection: HTTPConnection

  fileprivate init(_ connection: HTTPConnection) { self.connection = connection }

  /// Sends a piece; returns false once nobody listens.
  package func send(_ text: String) -> Bool { connection.write(Array(text.utf8)) }

  var isClosed: Bool { connection.isClosed }
}
