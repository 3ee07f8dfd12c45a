import Execution
import Foundation
import TestSupport
import Testing

import Serving

/// Whoever has only the server's address can neither read a page nor run a line, and whoever is let in reads nothing but the book.
struct AttackTests {
  private static let book = Result { try ServedBook() }
  private let book: ServedBook

  init() throws { book = try Self.book.get() }

  @Test(arguments: Attack.strangers)
  func `a stranger is refused`(attack: Attack) { expectRefusal(of: attack) }

  @Test(arguments: Attack.pages)
  func `the page of another server is refused, with the browser's cookie too`(attack: Attack) {
    expectRefusal(of: attack)
  }

  @Test(arguments: Attack.outside)
  func `outside of the secret folder the cookie is worth nothing`(attack: Attack) {
    expectRefusal(of: attack)
  }

  @Test(arguments: Attack.paths)
  func `a path that leads out of the book is refused, in any encoding`(attack: Attack) {
    expectRefusal(of: attack)
  }

  @Test(arguments: Attack.smuggled)
  func `a request that two programs could read differently is refused`(attack: Attack) {
    expectRefusal(of: attack)
  }

  private func expectRefusal(of attack: Attack) {
    let runs = book.runs
    let answer = book.answer(to: book.filled(attack.request))
    let status = Int(answer.dropFirst(9).prefix(3)) ?? 0
    #expect(attack.statuses.contains(status), "\(attack.request): \(answer.prefix(300))")
    #expect(!answer.contains("HTTP/1.1 2"), "\(attack.request): \(answer.prefix(300))")
    #expect(!answer.contains(ServedBook.words) && !answer.contains(ServedBook.secret), "\(attack.request)")
    #expect(!answer.contains("Set-Cookie") && !answer.contains("Location"), "\(attack.request)")
    #expect(!answer.contains(book.home) && !answer.contains(book.token), "\(attack.request)")
    #expect(book.runs == runs, "\(attack.request)")
  }
}

/// A book with a server, and files around it that aren't the book's.
private final class ServedBook: Sendable {
  static let words = "The words of the page."
  static let secret = "the words of a secret"

  private let folder: TemporaryFolder
  private let server: BookServer
  private let port: UInt16
  let home: String
  let token: String
  private let counter: Counter

  /// How often something was about to run.
  var runs: Int { counter.value }

  init() throws {
    folder = try TemporaryFolder()
    let counter = Counter()
    self.counter = counter
    var files = [
      "book/notebooks/book.yml": "title: The book\nchapters: [a.md]\n",
      "book/notebooks/a.md": "# A\n\n\(Self.words)\n\n```{swift}\nprint(1)\n```\n",
      "other/notebooks/b.md": "# B\n\n\(Self.secret)\n",
    ]
    for path in ["", "book/", "book/notebooks/", "book/output/"] { files[path + "secret.txt"] = Self.secret }
    for (path, text) in files {
      let file = folder.url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    server = try BookServer("\(folder.url.path)/book/notebooks", port: nil) {
      counter.add()
      return .failure(.interrupted)
    }
    let parts = server.address.split { ":/?=".contains($0) }
    port = try #require(UInt16(parts[2]))
    (home, token) = (String(parts[3]), String(parts[5]))
    let server = server
    Thread { server.run() }.start()
    // The browser that is let in reads the page.
    let page = answer(
      to: filled("GET {home}/output/a.html HTTP/1.1\r\n{host}{cookie}Sec-Fetch-Site: none\r\n{end}"))
    try #require(page.hasPrefix("HTTP/1.1 200") && page.contains(Self.words))
    // Until the files are watched that this page has added.
    sleep(3)
  }

  /// The request with what is missing in it.
  func filled(_ request: String) -> String {
    request.replacing("{host}", with: "Host: 127.0.0.1:{port}\r\n")
      .replacing("{cookie}", with: "Cookie: lectern-{port}=\(token)\r\n")
      .replacing("{home}", with: "/\(home)").replacing("{HOME}", with: "/\(home.uppercased())")
      .replacing("{token}", with: token)
      .replacing("{end}", with: "Connection: close\r\n\r\n")
      .replacing("{port}", with: "\(port)").replacing("{root}", with: folder.url.path)
  }

  func answer(to request: String) -> String {
    let client = HTTPClient(port: port)
    client.send(request)
    client.endSending()
    return client.readToEnd()
  }
}

private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  var value: Int { lock.withLock { count } }
  func add() { lock.withLock { count += 1 } }
}
