import Notebooks

/// Lets in only the browser that the user has opened: other pages and other users of this machine may send requests as well.
package struct Gate: Sendable {
  let port: UInt16
  let token: String

  package init(port: UInt16, token: String) {
    (self.port, self.token) = (port, token)
  }

  private var cookie: String { "lectern-\(port)" }
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// The address that lets a browser in.
  var address: String { "http://127.0.0.1:\(port)/?token=\(token)" }

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
    if let site = request.headers["sec-fetch-site"], request.method == .post, site != "same-origin" {
      throw HTTPError(403, "other pages may not ask for this")
    }
    if let given = request.query["token"], request.method != .post, Self.isEqual(given, token) {
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
