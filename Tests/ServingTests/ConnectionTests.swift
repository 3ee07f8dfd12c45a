import Foundation
import TestSupport
import Testing

import Serving

/// What a client of the server sees, one that is careless or malicious too.
struct ConnectionTests {
  /// A server that answers with the request's method, path and body.
  private let server: HTTPServer

  init() throws {
    var limits = HTTPLimits()
    (limits.request, limits.idle, limits.progress) = (0.5, 1, 0.5)
    (limits.head, limits.body) = (2000, 100)
    (limits.connections, limits.strangers, limits.patience) = (12, 4, 0.1)
    let server = try HTTPServer(from: 34100, tries: 500, limits: limits)
    self.server = server
    Thread {
      server.run { request in
        if request.path == ["stream"] {
          return HTTPResponse(events: { stream in
            for number in 0..<3 where !stream.send("data: \(number)\n\n") { return }
          })
        }
        if request.path == ["proof"] { return HTTPResponse(proof: "yes") }
        if request.path == ["refused"] { return HTTPResponse(403, type: "text/plain", []) }
        if request.path == ["large"] {
          return HTTPResponse(type: "text/plain", [UInt8](repeating: 65, count: 20 << 20))
        }
        let body = String(decoding: request.body, as: UTF8.self)
        let text = "\(request.method.rawValue) \(request.path.joined(separator: "/")) \(body)."
        return HTTPResponse(type: "text/plain", Array(text.utf8))
      }
    }.start()
  }

  /// Sends the texts with pauses between them, and returns all that comes until the server closes the connection.
  private func exchange(_ texts: String..., pause: Double = 0) -> String {
    let client = HTTPClient(port: server.port)
    for text in texts {
      client.send(text)
      if pause > 0 { Thread.sleep(forTimeInterval: pause) }
    }
    return client.readToEnd()
  }

  private let end = "Connection: close\r\n\r\n"

  @Test func `several requests share a connection`() {
    let text = exchange(
      "GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyzHEAD /c HTTP/1.1\r\n\(end)")
    #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
    #expect(text.contains("GET a ."))
    #expect(text.contains("POST b xyz."))
    // The head alone, with the length that the body would have.
    #expect(text.contains("Content-Length: 8\r\n") && !text.contains("HEAD c"))
  }

  @Test func `a request may come in pieces`() {
    #expect(
      exchange("GE", "T /a HT", "TP/1.1\r", "\n\r", "\nGET /b HTTP/1.1\r\n\(end)", pause: 0.03).contains(
        "GET b ."))
  }

  @Test(.timeLimit(.minutes(15)))
  func `one that comes too slowly is ended`() {
    #expect(
      exchange("GET /a HTTP/1.1\r\n", "X: 1\r\n", "X: 2\r\n", "X: 3\r\n", pause: 0.25).contains(
        "HTTP/1.1 408"))
    #expect(exchange("POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nab").contains("HTTP/1.1 408"))
    // A connection without requests is simply closed.
    #expect(exchange() == "")
  }

  @Test func `one that is too large is refused`() {
    let long = String(repeating: "a", count: 3000)
    #expect(exchange("GET /a HTTP/1.1\r\nX: \(long)").contains("HTTP/1.1 431"))
    #expect(exchange("POST /a HTTP/1.1\r\nContent-Length: 101\r\n\r\n").contains("HTTP/1.1 413"))
    #expect(exchange("nonsense\r\n\r\n").contains("HTTP/1.1 400"))
  }

  @Test func `events come one by one, and answers forbid what pages may not do`() {
    let text = exchange("GET /stream HTTP/1.1\r\n\r\n")
    #expect(text.contains("text/event-stream") && text.contains("data: 0\n\ndata: 1\n\ndata: 2\n\n"))
    for header in ["Cache-Control: no-store", "X-Frame-Options: DENY", "X-Content-Type-Options: nosniff"] {
      #expect(text.contains(header))
    }
  }

  @Test func `a client that reads nothing doesn't keep its thread`() {
    let client = HTTPClient(port: server.port)
    client.send("GET /large HTTP/1.1\r\n\r\n")
    Thread.sleep(forTimeInterval: 1.5)
    #expect(client.readToEnd().utf8.count < 20 << 20)
  }

  @Test func `one that is refused is the last of its connection`() {
    let text = exchange("GET /refused HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\(end)")
    #expect(text.contains("HTTP/1.1 403") && text.contains("Connection: close") && !text.contains("GET a ."))
  }

  @Test func `a proof lets nobody in`() {
    let text = exchange("GET /proof HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\(end)")
    #expect(text.hasPrefix("HTTP/1.1 200") && text.hasSuffix("yes") && text.contains("Connection: close"))
  }

  /// More than strangers have places, and more than there are places.
  @Test(arguments: [8, 50])
  func `a flood of connections leaves those alone that are let in`(count: Int) {
    let inside = HTTPClient(port: server.port)
    inside.send("GET /a HTTP/1.1\r\n\r\n")
    #expect(inside.read().contains("GET a ."))
    // Each waits for longer than this takes, or would.
    let strangers = (0..<count).map { _ in HTTPClient(port: server.port) }
    for stranger in strangers { stranger.send("GET /b HTTP/1.1\r\n") }
    inside.send("GET /c HTTP/1.1\r\n\r\n")
    #expect(inside.read().contains("GET c ."))
    #expect(exchange("GET /d HTTP/1.1\r\n\(end)").contains("GET d ."))
    // The oldest strangers had to go, before their time for a request was over.
    #expect(strangers[0].readToEnd() == "")
  }

  @Test func `the server listens on this machine's own address, and the next free port is found`() throws {
    let next = try HTTPServer(from: server.port, tries: 500)
    #expect(next.port > server.port)
    #expect(throws: ServingError.self) { try HTTPServer(from: server.port, tries: 1) }
    let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
    let port = String(server.port, radix: 16, uppercase: true)
    #expect(listening.contains(" 0100007F:\(port) 00000000:0000 0A"))
    #expect(!listening.contains(" 00000000:\(port) "))
  }
}
