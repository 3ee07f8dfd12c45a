import Testing

import Serving

/// How requests are read.
struct RequestTests {
  private func request(_ lines: String...) throws(HTTPError) -> HTTPRequest {
    try HTTPRequest(head: Array(lines.joined(separator: "\r\n").utf8))
  }

  private func status(_ lines: String...) -> Int? {
    do throws(HTTPError) {
      _ = try HTTPRequest(head: Array(lines.joined(separator: "\r\n").utf8))
      return nil
    } catch {
      return error.status
    }
  }

  @Test func `a path, a query and headers are decoded`() throws {
    let found = try request(
      "GET /output/a%20b/%C3%A4.html?page=output%2Fx&token= HTTP/1.1", "Host: h", "X-Two:  a b ",
      "Cookie: a=1; b=2")
    #expect(found.method == .get && found.path == ["output", "a b", "ä.html"] && !found.isFolder)
    #expect(found.query == ["page": "output/x", "token": ""])
    #expect(found.headers["x-two"] == "a b" && found.cookie("b") == "2" && found.cookie("c") == nil)
    #expect(found.keepsConnection)
    #expect(try !request("GET / HTTP/1.1", "Connection: close").keepsConnection)
    #expect(try !request("GET / HTTP/1.0").keepsConnection)
    #expect(try request("HEAD /a/ HTTP/1.1").isFolder)
  }

  @Test(arguments: [
    "/..", "/../etc/passwd", "/a/../../b", "/%2e%2e/b", "/a%2fb", "/..%2f..%2fetc", "/a\\b", "/%5c", "/.",
    "/%00", "/a%0d%0ab",
    "/%", "/%4", "/%zz", "/%ff", "a", "http://h/", "*",
  ])
  func `a path that leads elsewhere or isn't text is refused`(path: String) {
    #expect(status("GET \(path) HTTP/1.1") == 400)
  }

  @Test func `what isn't plain HTTP is refused`() throws {
    #expect(status("") == 400)
    #expect(status("GET /") == 400)
    #expect(status("GET  / HTTP/1.1") == 400)
    #expect(status("GET / HTTP/2.0") == 505)
    #expect(status("PUT / HTTP/1.1") == 501)
    #expect(status("GET / HTTP/1.1", "no colon") == 400)
    #expect(status("GET / HTTP/1.1", "Bad Name: x") == 400)
    #expect(status("GET / HTTP/1.1", " folded: x") == 400)
    #expect(status("GET / HTTP/1.1", "Host: a", "Host: b") == 400)
    #expect(status("GET / HTTP/1.1\nX: y") == 400)
    for text in ["\0", "a\nHost: b", "a\rHost: b", "\u{7F}", "a\r"] {
      #expect(status("GET / HTTP/1.1", "X: \(text)") == 400)
    }
    #expect(status("GET / HTTP/1.1", "X: a\tb") == nil)
  }

  @Test func `a body has a length within the limit`() throws {
    func length(_ header: String) throws(HTTPError) -> Int {
      try request("POST / HTTP/1.1", header).bodyLength(limit: 10)
    }
    #expect(try length("Content-Length: 10") == 10)
    #expect(try length("X: y") == 0)
    #expect(throws: HTTPError(413, "the body is larger than 10 bytes")) { try length("Content-Length: 11") }
    for text in ["-1", "+1", "1x", "", "99999999999999999999"] {
      #expect(throws: HTTPError.self) { try length("Content-Length: \(text)") }
    }
    #expect(throws: HTTPError.self) { try length("Transfer-Encoding: chunked") }
  }
}

/// Which requests are let in.
struct GateTests {
  private let gate = Gate(port: 3000, token: "secret")

  /// The status of the answer; 200 for a browser that is in.
  private func status(_ line: String, _ headers: String...) throws -> Int {
    let request = try HTTPRequest(
      head: Array(([line + " HTTP/1.1"] + headers).joined(separator: "\r\n").utf8))
    do throws(HTTPError) {
      return try gate.check(request)?.status ?? 200
    } catch {
      return error.status
    }
  }

  private let host = "Host: 127.0.0.1:3000"
  private let cookie = "Cookie: lectern-3000=secret"

  @Test func `the token lets a browser in, and leaves the address`() throws {
    let request = try HTTPRequest(head: Array("GET /a/b%20c?token=secret HTTP/1.1\r\n\(host)".utf8))
    let answer = try #require(try gate.check(request))
    guard case .bytes(let page) = answer.body else { return }
    #expect(answer.status == 200 && String(decoding: page, as: UTF8.self).contains("url=/a/b%20c\""))
    let set = try #require(answer.headers.first { $0.name == "Set-Cookie" }?.value)
    #expect(
      set.hasPrefix("lectern-3000=secret;") && set.contains("HttpOnly") && set.contains("SameSite=Strict"))
    #expect(try status("GET /", host, cookie) == 200)
    #expect(try status("GET /", "Host: localhost:3000", "Cookie: x=y; lectern-3000=secret") == 200)
  }

  @Test func `without the token nothing is answered`() throws {
    #expect(try status("GET /", host) == 403)
    #expect(try status("GET /?token=secre", host) == 403)
    #expect(try status("GET /?token=secretx", host) == 403)
    #expect(try status("GET /", host, "Cookie: lectern-3001=secret") == 403)
    for wrong in ["", "x", "secre", "secreT", "secretx"] {
      #expect(try status("GET /", host, "Cookie: lectern-3000=\(wrong)") == 403, "\(wrong)")
    }
    #expect(try status("POST /?token=secret", host, "Origin: http://127.0.0.1:3000") == 403)
  }

  @Test func `the address that a program is given lets in once`() throws {
    let ticket = try #require(gate.addressForOnce().split(separator: "=").last)
    #expect(ticket != "secret" && ticket.count == 40)
    #expect(try status("GET /", host, "Cookie: lectern-3000=\(ticket)") == 403)
    let request = try HTTPRequest(head: Array("GET /?token=\(ticket) HTTP/1.1\r\n\(host)".utf8))
    let set = try gate.check(request)?.headers.first { $0.name == "Set-Cookie" }?.value
    #expect(set?.hasPrefix("lectern-3000=secret;") == true)
    #expect(try status("GET /?token=\(ticket)", host) == 403)
  }

  @Test func `a name that somebody has pointed to this machine is refused`() throws {
    for name in [
      "evil.example", "evil.example:3000", "127.0.0.1", "127.0.0.1:3001", "127.0.0.1:3000.evil", "",
    ] {
      #expect(try status("GET /", "Host: \(name)", cookie) == 403, "\(name)")
    }
    #expect(try status("GET /", cookie) == 403)
  }

  @Test func `other pages can't make this one run anything`() throws {
    #expect(try status("POST /_lectern/run", host, cookie) == 403)
    #expect(try status("POST /_lectern/run", host, cookie, "Origin: null") == 403)
    #expect(try status("POST /_lectern/run", host, cookie, "Origin: http://127.0.0.1:3001") == 403)
    #expect(try status("POST /_lectern/run", host, cookie, "Origin: http://evil.example") == 403)
    let own = "Origin: http://127.0.0.1:3000"
    #expect(try status("POST /_lectern/run", host, cookie, own) == 200)
    #expect(try status("POST /_lectern/run", host, cookie, own, "Sec-Fetch-Site: same-site") == 403)
    #expect(try status("GET /", host, cookie, "Origin: http://evil.example") == 403)
    // A page on another port of this machine, whose requests have the cookie.
    #expect(try status("GET /", host, cookie, "Sec-Fetch-Site: same-site") == 403)
    for site in ["none", "same-origin"] {
      #expect(try status("GET /", host, cookie, "Sec-Fetch-Site: \(site)") == 200)
    }
  }
}
