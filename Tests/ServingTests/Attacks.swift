import Testing

/// A request that must be refused. `{host}`, `{cookie}`, `{port}` and `{root}` are the server's own host, the cookie that lets a browser
/// in, the port, and the folder around the book; `{end}` ends the request and the connection. `{home}` is the secret folder of
/// the server's addresses with a slash before it, `{HOME}` the same in capitals, and `{token}` what the cookie contains.
struct Attack: CustomTestStringConvertible, Sendable {
  var request: String
  /// What may be answered; 0 is a connection that is ended without an answer.
  var statuses: Set<Int>

  init(_ request: String, _ statuses: Set<Int> = [403]) {
    (self.request, self.statuses) = (request, statuses)
  }

  var testDescription: String { String(request.prefix(80)) }

  private static let page = "GET {home}/output/a.html HTTP/1.1\r\n"
  private static let run = "POST {home}/_lectern/run?page=output%2Fa.html HTTP/1.1\r\n"
  /// Commands that run code, or write a file.
  private static let commands = [
    "edit", "reset", "keep", "save", "discard", "parameter", "check", "stop-check", "stop", "run",
  ].map { "POST {home}/_lectern/\($0)?page=output%2Fa.html&item=0&name=x HTTP/1.1\r\n" }
  private static let code = "{\"before\":\"print(1)\",\"text\":\"print(2)\",\"value\":\"2\"}"
  private static let content = "Content-Length: \(code.utf8.count)\r\n{end}\(code)"
}

extension Attack {
  /// From a program on this machine that knows the address and no token.
  static let strangers: [Attack] =
    [
      "\(page){host}{end}",
      "HEAD {home}/output/a.html HTTP/1.1\r\n{host}{end}",
      "GET {home}/ HTTP/1.1\r\n{host}{end}",
      "GET {home}/?token= HTTP/1.1\r\n{host}{end}",
      "GET {home}/?token=0123456789abcdef0123456789abcdef01234567 HTTP/1.1\r\n{host}{end}",
      "GET {home}/output/a.html?token=%00 HTTP/1.1\r\n{host}{end}",
      "\(page){host}Cookie: lectern-{port}=\r\n{end}",
      "\(page){host}Cookie: lectern-{port}=0123456789abcdef0123456789abcdef01234567\r\n{end}",
      "\(page){host}Cookie: lectern-{port}\r\n{end}",
      "\(page){host}Cookie: token=x; lectern=y\r\n{end}",
      "\(page){host}Authorization: Basic bGVjdGVybjpsZWN0ZXJu\r\n{end}",
      "\(page){host}X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: localhost\r\nForwarded: for=127.0.0.1\r\n{end}",
      "GET {home}/_lectern/events?page=output%2Fa.html HTTP/1.1\r\n{host}{end}",
      "GET {home}/_lectern/run?page=output%2Fa.html HTTP/1.1\r\n{host}{end}",
      "\(run){host}{end}",
      "\(run){host}Origin: http://127.0.0.1:{port}\r\n{end}",
      "\(run){host}Origin: http://127.0.0.1:{port}\r\nX-HTTP-Method-Override: GET\r\n{end}",
      "POST {home}/_lectern/stop?page=output%2Fa.html HTTP/1.1\r\n{host}Origin: http://127.0.0.1:{port}\r\n{end}",
      "GET {home}/notebooks/book.yml HTTP/1.1\r\n{host}{end}",
      "GET {home}/_lectern/cell?page=output%2Fa.html&item=0 HTTP/1.1\r\n{host}{end}",
      "GET {home}/_lectern/exercise?page=output%2Fa.html&name=x HTTP/1.1\r\n{host}{end}",
    ].map { Attack($0, $0.contains("%00") ? [400] : [403]) }
    + commands.flatMap { command in
      ["", "Origin: http://127.0.0.1:{port}\r\n"].map { Attack("\(command){host}\($0)\(content)") }
    }
    + ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "FOO"].map {
      Attack("\($0) {home}/output/a.html HTTP/1.1\r\n{host}{cookie}{end}", [501])
    }

  /// From a page that the reader has open, of somebody else's server or of a name that leads to this machine.
  static let pages: [Attack] =
    [
      "evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "localhost.evil.example:{port}",
      "127.0.0.1", "localhost", "127.0.0.1:{port}0", "127.0.0.1:{port}@evil.example", "0.0.0.0:{port}",
      "[::1]:{port}",
      "2130706433:{port}", "0x7f.1:{port}", "127.1:{port}", "localhost.:{port}",
      "127.0.0.1:{port},evil.example", "",
    ].map { Attack("\(page)Host: \($0)\r\n{cookie}{end}") }
    + [
      "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://127.0.0.1:1",
      "http://localhost:{port}",
      "http://127.0.0.1:{port}.evil.example", "http://127.0.0.1:{port}/", "null", "file://", "",
    ].flatMap { origin in
      // The page may send a form, or read.
      [
        "\(run)Content-Type: text/plain\r\n", "\(run)Content-Type: application/x-www-form-urlencoded\r\n",
        page,
      ].map {
        Attack("\($0){host}{cookie}Origin: \(origin)\r\n{end}")
      }
    }
    + [
      "\(page){cookie}{end}",
      "GET {home}/output/a.html HTTP/1.0\r\n{cookie}{end}",
      "\(run){host}{cookie}{end}",
      "\(run){host}{cookie}Referer: http://127.0.0.1:{port}/output/a.html\r\n{end}",
      "\(run){host}{cookie}Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-site\r\n{end}",
      "\(run){host}{cookie}Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: none\r\n{end}",
      "\(page){host}{cookie}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n{end}",
      "\(page){host}{cookie}Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n{end}",
      "\(page){host}{cookie}Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n{end}",
      "\(page){host}{cookie}Origin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
      "GET {home}/_lectern/events?page=output%2Fa.html HTTP/1.1\r\n{host}{cookie}Origin: http://evil.example\r\n{end}",
      "GET {home}/_lectern/cell?page=output%2Fa.html&item=0 HTTP/1.1\r\n{host}{cookie}Origin: http://evil.example\r\n{end}",
      "GET {home}/_lectern/cell?page=output%2Fa.html&item=0 HTTP/1.1\r\n{host}{cookie}Sec-Fetch-Site: cross-site\r\n{end}",
    ].map { Attack($0) }
    + commands.flatMap { command in
      // A form, a script without the page's origin, and a page on another port.
      [
        "Origin: http://evil.example\r\nContent-Type: text/plain\r\n", "Origin: null\r\n", "",
        "Origin: http://127.0.0.1:1\r\nSec-Fetch-Site: same-site\r\n",
        "Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n",
      ].map { Attack("\(command){host}{cookie}\($0)\(content)") }
    }

  /// Outside of the secret folder, with the cookie that a browser would not send there.
  static let outside: [Attack] =
    [
      "/", "//", "/output/", "/output/a.html", "//output/a.html", "/index.html", "/favicon.ico",
      "/robots.txt",
      "/_lectern/proof?challenge=0123456789abcdef", "/_lectern/proof/a.html?token={token}",
      "/_lectern/events?page=output%2Fa.html", "/_lectern/cell?page=output%2Fa.html&item=0",
      "/?token={token}", "/output/a.html?token={token}", "/{token}/", "/{token}/output/a.html",
      "/{token}/?token={token}", "{HOME}/", "{HOME}/output/a.html", "{HOME}/?token={token}",
      "{home}0/output/a.html",
      "{home}%20/output/a.html", "/x{home}/output/a.html", "/output{home}/a.html", "//x/{home}/output/a.html",
      "/0123456789abcdef0123456789abcdef01234567/output/a.html", "/%7Bhome%7D/output/a.html",
    ].map { Attack("GET \($0) HTTP/1.1\r\n{host}{cookie}Sec-Fetch-Site: none\r\n{end}") }
    + [
      "{home}%2Foutput%2Fa.html", "{home}%2foutput/a.html", "/..{home}/output/a.html/..",
      "/x/..{home}/a.html",
    ].map {
      Attack("GET \($0) HTTP/1.1\r\n{host}{cookie}{end}", [400])
    }
    + commands.map { command in
      let outside = command.replacing("{home}", with: "")
      return Attack("\(outside){host}{cookie}Origin: http://127.0.0.1:{port}\r\n\(content)")
    }
    + [
      // The cookies of another server, and of one that uses the folder's name or the token in the other's place.
      "lectern-1={token}", "lectern-{port}={home}", "lectern={token}", "lectern-{port}=\"{token}\"",
      "LECTERN-{port}={token}", "x=lectern-{port}={token}",
    ].map { Attack("\(page){host}Cookie: \($0)\r\n{end}") }

  /// Of one who is let in.
  static let paths: [Attack] =
    [
      "/../secret.txt", "/notebooks/../../secret.txt", "/notebooks/../secret.txt", "/./notebooks/secret.txt",
      "/%2e%2e/secret.txt", "/%2E%2E/secret.txt", "/.%2e/secret.txt", "/%2e./secret.txt",
      "/notebooks/%2e%2e/secret.txt",
      "/..%2fsecret.txt", "/..%2Fsecret.txt", "/notebooks%2fsecret.txt", "/%2f%2e%2e%2fsecret.txt",
      "/..%5csecret.txt",
      "/..\\secret.txt", "/notebooks\\secret.txt", "/%c0%ae%c0%ae/secret.txt", "/%c0%af",
      "/%e0%80%ae/secret.txt",
      "/%f0%80%80%ae/secret.txt", "/%uff0e%uff0e/secret.txt", "/%00", "/notebooks/secret.txt%00.html",
      "/a%0d%0aX: y",
      "/a%0aSet-Cookie:%20x", "/%", "/%2", "/%zz", "/%ff%fe", "/notebooks/%2e", "*", "secret.txt",
      "http://127.0.0.1:{port}/output/a.html", "http://evil.example/", "file:///etc/passwd",
      "//../secret.txt",
    ].map { Attack("GET \($0.hasPrefix("/") ? "{home}" : "")\($0) HTTP/1.1\r\n{host}{cookie}{end}", [400]) }
    + [
      // Each is a name of a file that isn't there, or isn't the book's.
      "/%252e%252e/secret.txt", "/..;/secret.txt", "/...//secret.txt", "//etc/passwd", "/etc/passwd",
      "//evil.example/a",
      "{root}/secret.txt", "/proc/self/environ", "/secret.txt", "/notebooks/secret.txt", "/output/secret.txt",
      "/notebooks/a.md", "/notebooks/book.yml", "/notebooks/a.md/", "/output/", "/output/a.html/",
      "/OUTPUT/a.html",
      "/output/a.html%20", "/output/a.html.", "/output/a.html::$DATA", "/~/secret.txt", "/$HOME/secret.txt",
      "/%EF%BC%8E%EF%BC%8E/secret.txt", "/%E2%80%A5/secret.txt", "/.git/config", "/_lectern", "/_lectern/",
      "/_lectern/x",
      "/_lectern/events", "/_lectern/events?page=", "/_lectern/events?page=..%2F..%2Fother%2Foutput%2Fb.html",
      "/_lectern/events?page=output%2F..%2F..%2Fother%2Foutput%2Fb.html",
      "/_lectern/events?page=%2Fetc%2Fpasswd",
      "/_lectern/events?page=notebooks%2Fsecret.txt", "/_lectern/run?page=output%2Fa.html",
      "/other/output/b.html",
    ].map { Attack("GET {home}\($0) HTTP/1.1\r\n{host}{cookie}{end}", [404]) }
    + [
      Attack(
        "POST {home}/output/a.html HTTP/1.1\r\n{host}{cookie}Origin: http://127.0.0.1:{port}\r\n{end}", [405])
    ]
    + commands.dropLast(2).map { command in
      // Nothing of another folder's, and nothing without being sent.
      let other = command.replacing("output%2Fa.html", with: "other%2Foutput%2Fb.html")
      return Attack("\(other){host}{cookie}Origin: http://127.0.0.1:{port}\r\n\(content)", [404])
    }
    + commands.map { command in
      Attack("\(command.replacing("POST", with: "GET")){host}{cookie}{end}", [404])
    }
    + ["{", "[]", "{\"text\":1}", "\u{FFFD}", "{\"text\":\"\\u0000\",\"before\":\"\"}"].flatMap { body in
      ["edit", "check", "discard", "parameter"].map { name in
        Attack(
          "POST {home}/_lectern/\(name)?page=output%2Fa.html&item=0&name=x HTTP/1.1\r\n{host}{cookie}"
            + "Origin: http://127.0.0.1:{port}\r\nContent-Length: \(body.utf8.count)\r\n{end}\(body)", [400])
      }
    }

  /// Requests with two readings.
  static let smuggled: [Attack] =
    [
      "{host}{cookie}Content-Length: 4\r\nContent-Length: 40\r\n{end}abcd",
      "{host}{cookie}Content-Length: 4, 4\r\n{end}abcd",
      "{host}{cookie}Content-Length: +4\r\n{end}abcd",
      "{host}{cookie}Content-Length: 0x4\r\n{end}abcd",
      "{host}{cookie}Content-Length: -1\r\n{end}",
      "{host}{cookie}Content-Length: 1e1\r\n{end}",
      "{host}{cookie}Content-Length: ٤\r\n{end}abcd",
      "{host}{cookie}Content-Length : 4\r\n{end}abcd",
      "{host}{cookie}Content-Length:\u{0B}4\r\n{end}abcd",
      "{host}{host}{cookie}{end}",
      "{host}Host: evil.example\r\n{cookie}{end}",
      "{host} Host: evil.example\r\n{cookie}{end}",
      "{host}{cookie}Origin: http://127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n{end}",
      "{host}{cookie}X: a\nHost: evil.example\r\n{end}",
      "{host}{cookie}X: a\rHost: evil.example\r\n{end}",
      "{host}{cookie}X: a\r\n\tfolded\r\n{end}",
      "{host}{cookie}X: a\u{0}b\r\n{end}",
      "{host}{cookie}X: a\u{7F}b\r\n{end}",
      "{host}{cookie}No colon\r\n{end}",
      "{host}{cookie}: no name\r\n{end}",
      "{host}{cookie}Two words: x\r\n{end}",
      "{host}{cookie}Ünicode: x\r\n{end}",
    ].map { Attack(page + $0, [400]) }
    + [
      Attack("\(page){host}{cookie}Transfer-Encoding: chunked\r\n{end}0\r\n\r\n", [501]),
      Attack("\(page){host}{cookie}Transfer-Encoding: identity\r\nContent-Length: 4\r\n{end}abcd", [501]),
      Attack("\(page){host}{cookie}Transfer-Encoding:\tchunked\r\n{end}", [501]),
      Attack("\(page){host}{cookie}Content-Length: 999999999\r\n{end}", [413]),
      Attack("\(page){host}{cookie}Content-Length: 9\r\n{end}abcd", [408]),
      Attack("\(page){host}{cookie}X: \(String(repeating: "a", count: 20_000))\r\n{end}", [431]),
      Attack("\(page){host}{cookie}\(String(repeating: "X: a\r\n", count: 4000)){end}", [431]),
      Attack("GET {home}/\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n{host}{cookie}{end}", [431]),
      Attack("GET {home}/output/a.html\r\n{host}{cookie}{end}", [400]),
      Attack("GET {home}/output/a.html HTTP/0.9\r\n{host}{cookie}{end}", [505]),
      Attack("GET {home}/output/a.html HTTP/1.1 \r\n{host}{cookie}{end}", [400]),
      Attack("GET\t{home}/output/a.html\tHTTP/1.1\r\n{host}{cookie}{end}", [400]),
      Attack("GET  {home}/output/a.html HTTP/1.1\r\n{host}{cookie}{end}", [400]),
      Attack("GET {home}/output/a.html HTTP/1.1\n{host}{cookie}{end}", [400]),
      Attack("\r\nGET {home}/output/a.html HTTP/1.1\r\n{host}{cookie}{end}", [400]),
      Attack("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505]),
      Attack("\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\r\n\r\n", [400]),
    ]
}
