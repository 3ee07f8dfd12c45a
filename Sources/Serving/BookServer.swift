import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// Shows a book, or one notebook, in this machine's browsers, and keeps the pages up to date.
public final class BookServer: Sendable {
  private let book: LiveBook
  private let server: HTTPServer
  private let gate: Gate
  private let entry: EntryFile?
  private let start: String

  /// - Parameters:
  ///   - path: a book's folder or list, or a notebook.
  ///   - port: the port; `nil` for the next free one from 3000.
  ///   - runner: makes a runner; called again for each run.
  public init(
    _ path: String, port: UInt16?, runner: @escaping @Sendable () -> Result<Runner, RunError>
  ) throws(ServingError) {
    let site = try Site(path)
    server = try HTTPServer(from: port ?? 3000, tries: port == nil ? 200 : 1)
    let place = Path.canonical(site.list ?? path)
    let secrets = ServeToken(for: place, port: server.port)
    gate = Gate(port: server.port, home: secrets.home, token: secrets.token, proofKey: secrets.proofKey)
    entry = EntryFile(port: server.port)
    book = LiveBook(site, parts: BookServer.parts(proofKey: secrets.proofKey), runner: runner)
    start = site.start
  }

  /// The address that lets a browser in and opens the first page.
  public var address: String { gate.address }

  /// Writes a file that leads a browser to the address: other users see the arguments of a program, and can't read the file.
  /// It is removed when the server ends.
  ///
  /// - Returns: the file's path; `nil` if there is no place for it that only the user can read.
  public func writeEntry() -> String? { entry?.write(leadingTo: address) }

  /// Serves until the user ends the program.
  public func run() {
    let watcher = Thread { [book] in book.watch.run { book.refresh() } }
    watcher.stackSize = 8 << 20
    watcher.start()
    server.run { request in self.answer(request) }
    entry?.remove()
    book.stopAll()
  }

  private static func parts(proofKey: String) -> LiveParts {
    LiveParts(
      script: [
        PackageResources.addresses_js, PackageResources.connection_js, PackageResources.live_js,
        PackageResources.editor_js, PackageResources.trying_js, PackageResources.cell_editing_js,
        PackageResources.answers_js, PackageResources.parameters_js,
      ].map { String(decoding: $0, as: UTF8.self) }.joined().replacing("PROOF-KEY", with: proofKey),
      styleSheet: [PackageResources.live_css, PackageResources.trying_css]
        .map { String(decoding: $0, as: UTF8.self) }.joined())
  }

  // MARK: Answers

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    do throws(HTTPError) {
      if let proof = gate.proof(for: request) { return proof }
      var request = request
      if let welcome = try gate.check(&request) { return welcome }
      let path = request.path.joined(separator: "/")
      if request.path.first == "_lectern" { return try command(request) }
      guard request.method != .post else { throw HTTPError(405, "this is only to be read") }
      if path.isEmpty { return .redirect(to: gate.path(of: [start])) }
      if !request.isFolder, let page = book.page(at: path) {
        var response = HTTPResponse(type: "text/html; charset=utf-8", Array(page.html.utf8))
        response.headers.append(("X-Lectern-Version", page.version))
        return response
      }
      return try file(at: path)
    } catch {
      return HTTPResponse(error)
    }
  }

  /// What a page's script asks for.
  private func command(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    let page = request.query["page"] ?? ""
    switch (request.path.dropFirst().first, request.method) {
    case ("events", .get):
      guard book.page(at: page) != nil else { throw HTTPError(404, "there is no such page") }
      return HTTPResponse(events: { [book] stream in Self.send(book, page, to: stream) })
    case ("stop", .post): book.stop(page)
    case ("run", .post): book.start(page)
    default: return try EditCommands(book: book).answer(request, page: page)
    }
    return .done
  }

  /// Sends the events of a page until nobody listens any more.
  private static func send(_ book: LiveBook, _ page: String, to stream: HTTPStream) {
    book.board.change { $0[page]?.listeners += 1 }
    defer { book.board.change { $0[page]?.listeners -= 1 } }
    // Between the page's first request and now it may have changed.
    _ = book.page(at: page)
    guard stream.send("retry: 500\n\n") else { return }
    var last: Int?
    var beat = ContinuousClock.now
    while lectern_interrupted() == 0, !stream.isClosed {
      let news = book.board.wait(seconds: 1) { board -> Posted? in
        board[page].flatMap { $0.number == last ? nil : $0 }
      }
      if let news {
        last = news.number
        guard stream.send(news.message) else { return }
        beat = .now
      } else if ContinuousClock.now - beat > .seconds(5) {
        // Tells a browser that has been asleep that the connection still works.
        guard stream.send("event: beat\ndata:\n\n") else { return }
        beat = .now
      }
    }
  }

  /// A file that a notebook links to.
  private func file(at path: String) throws(HTTPError) -> HTTPResponse {
    let missing = HTTPError(404, "there is no page and no file of the book at this address")
    guard let file = book.linkedFile(at: path) else { throw missing }
    guard let bytes = try? OrdinaryFile.read(file, limit: 256 << 20) else { throw missing }
    let ending = Path.name(of: file).split(separator: ".").last.map(String.init) ?? ""
    let type = Self.types[ending.lowercased()] ?? "text/plain; charset=utf-8"
    var response = HTTPResponse(type: type, bytes)
    // The file may be somebody else's page or drawing, so its scripts get nothing from this server.
    response.headers.append(("Content-Security-Policy", "sandbox"))
    return response
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "pdf": "application/pdf",
    "json": "application/json", "csv": "text/csv; charset=utf-8", "zip": "application/zip",
    "gz": "application/gzip", "safetensors": "application/octet-stream", "bin": "application/octet-stream",
  ]
}
