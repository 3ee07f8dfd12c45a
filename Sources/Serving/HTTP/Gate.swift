import Notebooks
import SwiftSource

/// Lets in only the browser that the user has opened: other pages and other users of this machine may send requests as well.
///
/// A browser sends a cookie to every port of a host, so also to another user's server. It doesn't send one to other folders:
/// all addresses of this server lie in a folder whose name nobody else knows, and the cookie is for that folder.
package final class Gate: Sendable {
  let port: UInt16
  let home: String
  let token: String
  private let proofKey: String

  /// - Parameters:
  ///   - home: the secret name of the folder in which all addresses lie.
  ///   - token: the secret that lets a browser in.
  ///   - proofKey: the secret by which pages know the server again.
  package init(port: UInt16, home: String, token: String, proofKey: String) {
    (self.port, self.home, self.token, self.proofKey) = (port, home, token, proofKey)
  }

  private var cookie: String { "lectern-\(port)" }
  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// The address that lets a browser in.
  package var address: String { "http://127.0.0.1:\(port)\(path(of: []))?token=\(token)" }

  /// The path of a page or file of the book.
  package func path(of parts: [String]) -> String {
    "/\(home)/" + parts.map { Path.address($0) }.joined(separator: "/")
  }

  /// - Parameter request: loses the secret folder at the beginning of its path.
  /// - Returns: an answer that lets the browser in, or `nil` if it is in already.
  /// - Throws: why the request is refused. One outside of the secret folder is answered like one without a cookie.
  package func check(_ request: inout HTTPRequest) throws(HTTPError) -> HTTPResponse? {
    // If an attacker points a domain to this machine, requests to it have that domain as their host.
    guard let host = request.headers["host"], hosts.contains(host.lowercased()) else {
      throw HTTPError(403, "this server answers only to \(hosts[0])")
    }
    guard let first = request.path.first, Self.isEqual(first, home) else { throw Self.refusal }
    request.path.removeFirst()
    let origin = request.headers["origin"]
    if request.method == .post || origin != nil {
      guard origin == "http://\(host)" else { throw HTTPError(403, "other pages may not ask for this") }
    }
    if let given = request.query["token"], request.method != .post, Self.isEqual(given, token) {
      return welcome(to: path(of: request.path))
    }
    // The folder's name may have become known, and then browsers send the cookie with the requests of other pages as well.
    let sites = request.method == .post ? ["same-origin"] : ["same-origin", "none"]
    if let site = request.headers["sec-fetch-site"], !sites.contains(site) {
      throw HTTPError(403, "other pages may not ask for this: open the address in a window of its own")
    }
    guard let given = request.cookie(cookie), Self.isEqual(given, token) else { throw Self.refusal }
    return nil
  }

  /// Proves to a page that this is the server it comes from, before it sends anything secret: when a server has ended, its
  /// port may be another user's.
  ///
  /// Key and challenge have fixed lengths, so no hash that somebody has seen can be continued to that of another challenge.
  ///
  /// - Returns: the hash of key and challenge; `nil` if that isn't what the request asks for.
  package func proof(for request: HTTPRequest) -> HTTPResponse? {
    guard request.method == .get, request.path == ["_lectern", "proof"],
      let host = request.headers["host"], hosts.contains(host.lowercased()),
      request.headers["sec-fetch-site"] ?? "same-origin" == "same-origin",
      let challenge = request.query["challenge"], challenge.utf8.count == 32,
      challenge.utf8.allSatisfy({ $0.isDigit || "abcdef".utf8.contains($0) })
    else { return nil }
    return HTTPResponse(proof: SHA256.digits(Array((proofKey + challenge).utf8)))
  }

  private static let refusal =
    HTTPError(403, "Open the address that 'lectern serve' has printed: it lets this browser in.")

  /// Gives the browser its cookie, which it forgets when it ends.
  ///
  /// The page redirects on its own: after a link from elsewhere, a browser sends the cookie only with requests that start
  /// from a page of ours.
  private func welcome(to address: String) -> HTTPResponse {
    let page = """
      <!DOCTYPE html><meta http-equiv="refresh" content="0;url=\(address)">
      <title>Lectern</title><link rel="icon" href="data:,">

      """
    var response = HTTPResponse(type: "text/html; charset=utf-8", Array(page.utf8))
    response.headers.append(
      ("Set-Cookie", "\(cookie)=\(token); Path=\(path(of: [])); HttpOnly; SameSite=Strict"))
    return response
  }

  /// Takes the same time however many bytes are equal, so that an attacker can't learn from it.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    return a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
