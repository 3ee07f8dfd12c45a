/// An answer to a request.
package struct HTTPResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Goes on as long as the function runs.
    case stream(@Sendable (HTTPStream) -> Void)
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: Body
  /// Whether it only proves which server this is, to anybody who asks.
  var isProof = false

  package init(_ status: Int = 200, type: String, _ bytes: [UInt8]) {
    self.status = status
    headers = [("Content-Type", type)] + Self.common
    body = .bytes(bytes)
  }

  init(_ error: HTTPError) {
    self.init(error.status, type: "text/plain; charset=utf-8", Array((error.reason + "\n").utf8))
  }

  /// What shows a page that it still talks to its own server.
  package init(proof: String) {
    self.init(type: "text/plain; charset=utf-8", Array(proof.utf8))
    isProof = true
  }

  /// Events that a page listens to.
  package init(events: @escaping @Sendable (HTTPStream) -> Void) {
    status = 200
    headers = [("Content-Type", "text/event-stream")] + Self.common
    body = .stream(events)
  }

  static let done = HTTPResponse(204, type: "text/plain", [])

  static func redirect(to address: String) -> HTTPResponse {
    var response = HTTPResponse(303, type: "text/plain", [])
    response.headers.append(("Location", address))
    return response
  }

  /// A browser must not store an answer, and pages of other sites must neither show nor read it.
  private static let common = [
    ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Referrer-Policy", "no-referrer"),
  ]

  /// Whether somebody gets it who isn't let in.
  var isForStrangers: Bool { status == 403 || isProof }

  /// The bytes before the body.
  func head(keepsConnection: Bool) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) \(Self.reasons[status] ?? "Error")"]
    lines += headers.map { "\($0.name): \($0.value)" }
    if case .bytes(let bytes) = body { lines.append("Content-Length: \(bytes.count)") }
    lines.append("Connection: \(keepsConnection ? "keep-alive" : "close")")
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private static let reasons = [
    200: "OK", 204: "No Content", 303: "See Other", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 413: "Content Too Large",
    422: "Unprocessable Content",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable", 505: "HTTP Version Not Supported",
  ]
}
