import Execution
import Foundation
import Notebooks

/// The secret that lets a browser in. It is the same for the same book and port, so that a page that is open goes on after a
/// restart of the server.
enum ServeToken {
  static func make(for place: String, port: UInt16) -> String {
    hexadecimal(SHA256.hash(secret + Array("\(port) \(place)".utf8)).prefix(20))
  }

  /// A new one that lets in once.
  static func fresh() -> String { hexadecimal(random.prefix(20)) }

  /// The user's own secret; without a place to keep it, a new one.
  private static var secret: [UInt8] {
    guard let caches = UserCache.folder else { return random }
    let folder = caches + "/lectern"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/serve-secret"
    if let known = read(path) { return known }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return read(path) ?? random }
    defer { close(file) }
    let made = random
    return write(file, made, made.count) == made.count ? made : random
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

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
