import Notebooks
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
    "/..%2F%CC%81x", "/x%D8%80%2Fy", "/x%D8%80%5Cy",
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
  private let gate = Gate(port: 3000, home: "home", token: "secret", proofKey: "key")

  /// A refusal; `nil` for a browser that is let in, or is in.
  private func refusal(_ line: String, _ headers: String...) throws -> HTTPError? {
    try outcome(line, headers).refusal
  }

  /// The status of the answer; 200 for a browser that is in.
  private func status(_ line: String, _ headers: String...) throws -> Int {
    let outcome = try outcome(line, headers)
    return outcome.refusal?.status ?? outcome.answer?.status ?? 200
  }

  private func outcome(
    _ line: String, _ headers: [String]
  ) throws -> (answer: HTTPResponse?, path: [String], refusal: HTTPError?) {
    var request = try HTTPRequest(
      head: Array(([line + " HTTP/1.1"] + headers).joined(separator: "\r\n").utf8))
    do throws(HTTPError) {
      let answer = try gate.check(&request)
      return (answer, request.path, nil)
    } catch {
      return (nil, request.path, error)
    }
  }

  private let host = "Host: 127.0.0.1:3000"
  private let cookie = "Cookie: lectern-3000=secret"

  @Test func `the token lets a browser in, and leaves the address`() throws {
    #expect(gate.address == "http://127.0.0.1:3000/home/?token=secret")
    let answer = try #require(try outcome("GET /home/a/b%20c?token=secret", [host]).answer)
    guard case .bytes(let page) = answer.body else { return }
    #expect(answer.status == 200 && String(decoding: page, as: UTF8.self).contains("url=/home/a/b%20c\""))
    let set = try #require(answer.headers.first { $0.name == "Set-Cookie" }?.value)
    #expect(set == "lectern-3000=secret; Path=/home/; HttpOnly; SameSite=Strict")
    #expect(answer.headers.contains { $0.name == "Referrer-Policy" && $0.value == "no-referrer" })
    #expect(try status("GET /home/", host, cookie) == 200)
    #expect(try status("GET /home/", "Host: localhost:3000", "Cookie: x=y; lectern-3000=secret") == 200)
  }

  @Test func `a request that is let in has its path in the book`() throws {
    #expect(try outcome("GET /home/a/b.html", [host, cookie]).path == ["a", "b.html"])
    #expect(try outcome("GET /home/home/b.html", [host, cookie]).path == ["home", "b.html"])
    #expect(try outcome("GET /home", [host, cookie]).path == [])
  }

  @Test func `without the token nothing is answered`() throws {
    #expect(try status("GET /home/", host) == 403)
    #expect(try status("GET /home/?token=secre", host) == 403)
    #expect(try status("GET /home/?token=secretx", host) == 403)
    #expect(try status("GET /home/?token=home", host) == 403)
    #expect(try status("GET /home/", host, "Cookie: lectern-3001=secret") == 403)
    for wrong in ["", "x", "home", "secre", "secreT", "secretx"] {
      #expect(try status("GET /home/", host, "Cookie: lectern-3000=\(wrong)") == 403, "\(wrong)")
    }
    #expect(try status("POST /home/?token=secret", host, "Origin: http://127.0.0.1:3000") == 403)
  }

  @Test(arguments: [
    "/", "/hom", "/homes/", "/HOME/", "/Home/a.html", "/secret/", "/a/home/", "/_lectern/events",
    "//hom//home/",
    "/home%20/", "/%48ome/", "/?token=secret", "/a.html?token=secret",
  ])
  func `outside of the secret folder all is refused, and nothing says why`(path: String) throws {
    let stranger = try #require(try refusal("GET /home/", host))
    #expect(try refusal("GET \(path)", host, cookie) == stranger)
    // What a request inside is told about its origin would tell that it is inside.
    #expect(try refusal("GET \(path)", host, cookie, "Origin: http://evil.example") == stranger)
    #expect(try refusal("GET \(path)", host, cookie, "Sec-Fetch-Site: cross-site") == stranger)
    #expect(try refusal("POST \(path)", host) == stranger)
  }

  @Test(arguments: [
    "/home%2Fa.html", "/home%2fa.html", "/home/..", "/a/../home/", "/%2e%2e/home/", "/home%5Ca",
  ])
  func `no other spelling leads into the secret folder`(path: String) {
    #expect(throws: HTTPError.self) { try outcome("GET \(path)", [host, cookie]) }
  }

  private func proof(_ line: String, _ headers: String...) throws -> String? {
    let head = ([line + " HTTP/1.1"] + headers).joined(separator: "\r\n")
    let request = try HTTPRequest(head: Array(head.utf8))
    guard case .bytes(let bytes)? = gate.proof(for: request)?.body else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a page's challenge is answered with what only the page's own server knows`() throws {
    let challenge = "0123456789abcdef0123456789abcdef"
    let line = "GET /_lectern/proof?challenge=\(challenge)"
    #expect(try proof(line, host) == SHA256.digits(Array("key\(challenge)".utf8)))
    #expect(try proof(line, host, "Sec-Fetch-Site: same-origin") == proof(line, host))
    let (_, path, refusal) = try outcome(line, [host])
    #expect(path == ["_lectern", "proof"] && refusal?.status == 403, "it lets nobody in")
  }

  @Test(arguments: [
    "GET /_lectern/proof", "GET /_lectern/proof?challenge=", "GET /_lectern/proof?challenge=0123456789abcdef",
    "GET /_lectern/proof?challenge=0123456789abcdef0123456789abcdef0",
    "GET /_lectern/proof?challenge=0123456789abcdef0123456789abcdeF",
    "GET /_lectern/proof?challenge=0123456789abcdef0123456789abcde%2F",
    "POST /_lectern/proof?challenge=0123456789abcdef0123456789abcdef",
    "HEAD /_lectern/proof?challenge=0123456789abcdef0123456789abcdef",
    "GET /proof?challenge=0123456789abcdef0123456789abcdef",
    "GET /_lectern/proof/a?challenge=0123456789abcdef0123456789abcdef",
  ])
  func `nothing else proves anything`(line: String) throws { #expect(try proof(line, host) == nil) }

  @Test func `other sites get no proof`() throws {
    let line = "GET /_lectern/proof?challenge=0123456789abcdef0123456789abcdef"
    #expect(try proof(line) == nil)
    #expect(try proof(line, "Host: evil.example:3000") == nil)
    for site in ["cross-site", "same-site", "none"] {
      #expect(try proof(line, host, "Sec-Fetch-Site: \(site)") == nil)
    }
  }

  @Test func `a name that somebody has pointed to this machine is refused`() throws {
    for name in [
      "evil.example", "evil.example:3000", "127.0.0.1", "127.0.0.1:3001", "127.0.0.1:3000.evil", "",
    ] {
      #expect(try status("GET /home/", "Host: \(name)", cookie) == 403, "\(name)")
    }
    #expect(try status("GET /home/", cookie) == 403)
  }

  @Test func `other pages can't make this one run anything`() throws {
    #expect(try status("POST /home/_lectern/run", host, cookie) == 403)
    #expect(try status("POST /home/_lectern/run", host, cookie, "Origin: null") == 403)
    #expect(try status("POST /home/_lectern/run", host, cookie, "Origin: http://127.0.0.1:3001") == 403)
    #expect(try status("POST /home/_lectern/run", host, cookie, "Origin: http://evil.example") == 403)
    let own = "Origin: http://127.0.0.1:3000"
    #expect(try status("POST /home/_lectern/run", host, cookie, own) == 200)
    #expect(try status("POST /home/_lectern/run", host, cookie, own, "Sec-Fetch-Site: same-site") == 403)
    #expect(try status("GET /home/", host, cookie, "Origin: http://evil.example") == 403)
    // A page on another port of this machine, whose requests have the cookie.
    #expect(try status("GET /home/", host, cookie, "Sec-Fetch-Site: same-site") == 403)
    for site in ["none", "same-origin"] {
      #expect(try status("GET /home/", host, cookie, "Sec-Fetch-Site: \(site)") == 200)
    }
  }
}
