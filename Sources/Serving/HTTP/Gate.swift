import Notebooks
import Synchronization

/// Lets in only the browser that the user has opened: other pages and other users of this machine may send requests as well.
package final class Gate: Sendable {
  let port: UInt16
  let token: String
  /// Stands for the token in an address that is given to a program, and lets in once: other users see a program's arguments.
  private let ticket = Mutex<String?>(nil)

  package init(port: UInt16, token: String) {
    (self.port, self.token) = (port, token)
  }

  private var cookie: String { "lectern-\(port)" }
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// The address that lets a browser in.
  package var address: String { address(with: token) }

  /// An address that lets in the first browser that opens it.
  package func addressForOnce() -> String {
    let fresh = ServeToken.fresh()
    ticket.withLock { $0 = fresh }
    return address(with: fresh)
  }

  private func address(with token: String) -> String { "http://127.0.0.1:\(port)/?token=\(token)" }

  private func letsIn(_ given: String) -> Bool {
    if Self.isEqual(given, token) { return true }
    return ticket.withLock { ticket in
      guard let only = ticket, Self.isEqual(given, only) else { return false }
      ticket = nil
      return true
    }
  }

  /// - Returns: an answer that lets the browser in, or `nil` if it is in already.
  /// - Throws: why the request is refused.
  package func check(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse? {
    // If an attacker points a domain to this machine, requests to it have that domain as their host.
    guard let host = request.headers["host"], hosts.contains(host.lowercased()) else {
      throw HTTPError(403, "this server answers only to \(hosts[0])")
    }
    let origin = request.headers["origin"]
    if request.method == .post || origin != nil {
      guard origin == "http://\(host)" else { throw HTTPError(403, "other pages may not ask for this") }
    }
    if let given = request.query["token"], request.method != .post, letsIn(given) {
      // The page redirects on its own: after a link from elsewhere, a browser sends the cookie only with requests
      // that start from a page of ours.
      let address = "/" + request.path.map { Path.address($0) }.joined(separator: "/")
      let page = """
        <!DOCTYPE html><meta http-equiv="refresh" content="0;url=\(address)">
        <title>Lectern</title><link rel="icon" href="data:,">

        """
      var response = HTTPResponse(type: "text/html; charset=utf-8", Array(page.utf8))
      response.headers.append(
        ("Set-Cookie", "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"))
      return response
    }
    // Browsers send the cookie to all ports of this machine, and so also with the requests of a page on another port.
    let sites = request.method == .post ? ["same-origin"] : ["same-origin", "none"]
    if let site = request.headers["sec-fetch-site"], !sites.contains(site) {
      throw HTTPError(403, "other pages may not ask for this: open the address in a window of its own")
    }
    guard let given = request.cookie(cookie), Self.isEqual(given, token) else {
      throw HTTPError(403, "Open the address that 'lectern serve' has printed: it lets this browser in.")
    }
    return nil
  }

  /// Takes the same time however many bytes are equal, so that an attacker can't learn from it.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    return a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
