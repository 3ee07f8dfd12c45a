import Foundation
import Notebooks
import TestSupport
import Testing

/// `lectern serve` as a whole: what it answers, and when it runs something.
final class ServeTests {
  private let bench: Workbench
  private let server: Process
  private let cookie: String
  private let port: UInt16
  /// The folder of the server's addresses.
  private let home: String

  init() throws {
    bench = try Workbench()
    try bench.write("title: The book\nchapters: [a.md, b.md]\n", to: "notebooks/book.yml")
    try bench.write(
      "# A\n\nText.\n\n```{swift}\nlet n = 3\nprint(n)\n```\n\nSo `{swift} n`.\n", to: "notebooks/a.md")
    try bench.write(
      "# B\n\n[A table](table.csv), [A](a.md).\n\n```{swift}\nprint(4)\n```\n", to: "notebooks/b.md")
    try bench.write("x,y\n", to: "notebooks/table.csv")
    try bench.write("a secret", to: "notebooks/secret.txt")
    let started = try bench.start(["serve", "--no-browser", "notebooks"])
    server = started.process
    let line = String(decoding: started.output.fileHandleForReading.availableData, as: UTF8.self)
    let parts = line.split(whereSeparator: { ":/?=\n".contains($0) }).map(String.init)
    port = try #require(parts.count > 2 ? UInt16(parts[2]) : nil, "\(line)")
    (home, cookie) = ("/\(parts[3])", "lectern-\(port)=\(parts[5])")
  }

  deinit {
    server.terminate()
    server.waitUntilExit()
  }

  private func get(_ path: String, _ headers: String...) -> (status: Int, head: String, body: String) {
    request("GET \(path)", headers + ["Cookie: \(cookie)"])
  }

  /// - Parameter line: the method, and a path in the server's folder.
  private func request(_ line: String, _ headers: [String]) -> (status: Int, head: String, body: String) {
    let client = HTTPClient(port: port)
    let inside = line.replacing(" /", with: " \(home)/", maxReplacements: 1)
    let lines = ["\(inside) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + headers
    client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    let answer = client.readToEnd()
    let parts = answer.components(separatedBy: "\r\n\r\n")
    let body = parts.dropFirst().joined(separator: "\r\n\r\n")
    return (Int(answer.split(separator: " ").dropFirst().first ?? "") ?? 0, parts[0], body)
  }

  /// The page once all of its results are there.
  private func finished(_ path: String) -> String {
    for _ in 0..<600 {
      let page = get(path).body
      if page.contains("<html") && !page.contains("data-busy") { return page }
      usleep(50_000)
    }
    return ""
  }

  @Test func `a served page is the one that is written, and what it needs to follow its notebook`() throws {
    var served = finished("/output/a.html")
    #expect(served.contains("EventSource") && served.contains("So <span class=\"value\""))
    #expect(try bench.lectern("build", "notebooks/book.yml").code == 0)
    var written = try bench.read("output/a.html")
    #expect(
      !written.contains("EventSource") && !written.contains("data-item")
        && !written.contains("lectern-version"))
    // Without the two elements before the page's own script, the version, and the marks.
    let head = try #require(served.range(of: "<style>.busy"))
    let end = try #require(served.range(of: "</script>\n", range: head.upperBound..<served.endIndex))
    served.removeSubrange(head.lowerBound..<end.upperBound)
    for pattern in [#"<meta name="lectern-version"[^>]*>\n"#, #" data-item="\d+""#] {
      served = served.replacing(try Regex(pattern), with: "")
    }
    // The policy allows the additional script, and the connection to the server.
    let policy = try Regex(#"<meta http-equiv="Content-Security-Policy"[^>]*>"#)
    #expect(served.contains("connect-src 'self'"))
    (served, written) = (served.replacing(policy, with: ""), written.replacing(policy, with: ""))
    #expect(served == written)
  }

  @Test func `a page's key shows whether a server is the page's own`() throws {
    let key = try #require(finished("/output/a.html").firstMatch(of: /key:"([0-9a-f]{40})"/)?.1)
    let challenge = String(repeating: "0f", count: 16)
    let client = HTTPClient(port: port)
    client.send(
      "GET /_lectern/proof?challenge=\(challenge) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
    let answer = client.readToEnd()
    #expect(answer.hasSuffix("\r\n\r\n" + SHA256.digits(Array("\(key)\(challenge)".utf8))), "\(answer)")
    #expect(!answer.contains(home) && !answer.contains(key) && !answer.contains("Set-Cookie"))
  }

  @Test func `a page is made when it is asked for, and prose runs nothing`() throws {
    #expect(try bench.lectern("why", "notebooks/b.md").output.contains("no result"))
    #expect(get("/output/b.html").status == 200)
    #expect(finished("/output/b.html").contains(">4"))
    #expect(try bench.lectern("why", "notebooks/b.md").output.contains("nothing has changed"))
    try bench.write("# B\n\nOther prose.\n\n```{swift}\nprint(4)\n```\n", to: "notebooks/b.md")
    let changed = get("/output/b.html").body
    #expect(changed.contains("Other prose.") && changed.contains(">4") && !changed.contains("data-busy"))
  }

  @Test func `the front page, files that notebooks link to, and nothing else`() throws {
    #expect(get("/").head.contains("Location: \(home)/output/index.html"))
    #expect(get("/output/index.html").body.contains("The book"))
    #expect(get("/output/glossary.html").status == 200)
    let table = get("/notebooks/table.csv")
    #expect(
      table.status == 200 && table.body == "x,y\n" && table.head.contains("Content-Security-Policy: sandbox"))
    // Where the page's link leads, to the copy that a build makes.
    #expect(finished("/output/b.html").contains("<a href=\"table.csv\">A table</a>"))
    #expect(get("/output/table.csv").body == "x,y\n")
    for path in [
      "/notebooks/secret.txt", "/notebooks/a.md", "/notebooks/book.yml", "/notebooks/", "/notebooks",
      "/output/none.html", "/output/secret.txt",
      "/output/", "/_lectern/none", "/_lectern",
    ] {
      #expect(get(path).status == 404, "\(path)")
    }
    #expect(get("/notebooks/../notebooks/secret.txt").status == 400)
    #expect(request("GET /output/a.html", []).status == 403)
    #expect(request("POST /_lectern/run?page=output/a.html", ["Cookie: \(cookie)"]).status == 403)
  }

  @Test func `events say which version of a page there is`() throws {
    let page = finished("/output/a.html")
    let version = try #require(
      page.firstMatch(of: try Regex(#"lectern-version" content="([^"]*)""#))?[1].substring)
    let client = HTTPClient(port: port)
    let head =
      "GET \(home)/_lectern/events?page=output%2Fa.html HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n"
    client.send(head)
    var text = ""
    func hear(_ what: String) -> Bool {
      for _ in 0..<20 where !text.contains(what) { text += client.read() }
      return text.contains(what)
    }
    #expect(hear("\"version\":\"\(version)\"") && text.contains("\"phase\":\"done\""))
    text = ""
    try bench.write(
      "# A\n\nText.\n\n```{swift}\nlet n = 5\nprint(n)\n```\n\nSo `{swift} n`.\n", to: "notebooks/a.md")
    #expect(hear("\"phase\":\"compiling\"") && hear("\"phase\":\"done\""))
    #expect(get("/output/a.html").body.contains(">5"))
    // A file whose content stays the same is no news.
    text = ""
    try bench.write(
      "# A\n\nText.\n\n```{swift}\nlet n = 5\nprint(n)\n```\n\nSo `{swift} n`.\n", to: "notebooks/a.md")
    for _ in 0..<2 { text += client.read() }
    #expect(!text.contains("data: {"))
  }

  @Test func `a run that goes on is stopped by its page, and ends with the server`() throws {
    let own = ["Cookie: \(cookie)", "Origin: http://127.0.0.1:\(port)"]
    try bench.write("# A\n\n```{swift}\nvar k = 0\nwhile true { k &+= 1 }\n```\n", to: "notebooks/a.md")
    #expect(get("/output/a.html").body.contains("data-busy"))
    #expect(request("POST /_lectern/stop?page=output/a.html", own).status == 204)
    #expect(!get("/output/a.html").body.contains("data-busy"))
    #expect(request("POST /_lectern/run?page=output/a.html", own).status == 204)
    #expect(get("/output/a.html").body.contains("data-busy"))
    server.terminate()
    server.waitUntilExit()
    #expect(server.terminationStatus == 143)
  }

  @Test func `a secret that was only half written is replaced, so that pages stay open after a restart`()
    throws
  {
    for damage in ["", "half"] {
      let file = URL(fileURLWithPath: try bench.write(damage, to: "cache/lectern/serve-secret"))
      chmod(file.path, 0o600)
      let addresses = try (0..<2).map { _ in
        let other = ["serve", "--no-browser", "--port", "\(port + 1000)", "notebooks"]
        let started = try bench.start(other, ["XDG_CACHE_HOME": bench.path(of: "cache")])
        let line = String(decoding: started.output.fileHandleForReading.availableData, as: UTF8.self)
        started.process.terminate()
        started.process.waitUntilExit()
        return line
      }
      #expect(addresses[0] == addresses[1] && addresses[0].contains("http"))
      #expect(try Data(contentsOf: file).count == 32)
    }
  }

  @Test func `the browser gets a file that only the user can read, as long as the server runs`() throws {
    // A browser that notes what it was given, and what is in it.
    let script = "#!/bin/sh\n(echo \"$1\"; cat \"$1\") > given.new && mv given.new given\n"
    for name in ["open", "xdg-open"] { chmod(try bench.write(script, to: "programs/\(name)"), 0o755) }
    let programs = bench.path(of: "programs") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let started = try bench.start(
      ["serve", "--port", "\(port + 2000)", "notebooks"],
      ["XDG_CACHE_HOME": bench.path(of: "cache"), "PATH": programs])
    defer { if started.process.isRunning { started.process.terminate() } }
    let line = String(decoding: started.output.fileHandleForReading.availableData, as: UTF8.self)
    for _ in 0..<600 where !bench.exists("given") { usleep(50_000) }
    let given = try bench.read("given").split(separator: "\n", maxSplits: 1).map(String.init)
    let file = try #require(given.first)
    let address = line.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(file.hasPrefix(bench.path(of: "cache")) && file.hasSuffix(".html"))
    #expect(
      address.hasPrefix("http://127.0.0.1:") && given.count == 2
        && given[1].contains("content=\"0;url=\(address)\""))
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    #expect(stat(folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    started.process.terminate()
    started.process.waitUntilExit()
    #expect(access(file, F_OK) != 0)
  }

  @Test func `what can't be served is said`() throws {
    let none = try bench.lectern("serve", "--no-browser", ".")
    #expect(none.code == 1 && none.error.contains("there is no book.yml in this folder"))
    let taken = try bench.lectern("serve", "--no-browser", "--port", "\(port)", "notebooks")
    #expect(taken.code == 1 && taken.error.contains("port \(port) is in use"))
  }
}
