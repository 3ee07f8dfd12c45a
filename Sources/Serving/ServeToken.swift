import Execution
import Foundation
import Notebooks

/// The secrets of a server: the folder of its addresses, the token that lets a browser in, and the key by which pages know it
/// again. They are the same for the same book and port, so that a page that is open goes on after a restart of the server.
struct ServeToken {
  let home: String
  let token: String
  let proofKey: String

  init(for place: String, port: UInt16) {
    let secret = Self.secret
    func part(_ name: String) -> String {
      SHA256.hash(secret + Array("\(name) \(port) \(place)".utf8)).prefix(20).hexadecimal
    }
    (home, token, proofKey) = (part("home"), part("token"), part("proof"))
  }

  /// The user's own secret; without a place to keep it, a new one.
  private static var secret: [UInt8] {
    guard let folder = UserCache.folder else { return random }
    let path = folder + "/serve-secret"
    if let known = read(path) { return known }
    let made = random
    // One that is damaged or open to others is replaced; of two servers that start together, one takes the other's.
    let isNew = access(path, F_OK) != 0
    do {
      if isNew {
        try FileRenewal.make(path, with: made, mode: 0o600)
      } else {
        try FileRenewal.renew(path, with: made, like: nil, mode: 0o600)
      }
      return made
    } catch {
      return read(path) ?? made
    }
  }

  /// A secret that others can read or write is none.
  private static func read(_ path: String) -> [UInt8]? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0, let bytes = FileManager.default.contents(atPath: path), bytes.count == 32
    else { return nil }
    return Array(bytes)
  }

  private static var random: [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}
