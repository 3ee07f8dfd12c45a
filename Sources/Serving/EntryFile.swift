import Execution
import Foundation

/// A file that leads the user's browser to a server's secret address.
struct EntryFile {
  private let path: String

  /// - Returns: `nil` if the user has no folder that nobody else can read.
  init?(port: UInt16) {
    guard let folder = UserCache.folder.flatMap({ UserCache.own($0 + "/serving") }) else { return nil }
    // One server has the port, so what is there was left by one that was killed.
    path = "\(folder)/\(port).html"
  }

  /// - Returns: the file's path; `nil` if it can't be written.
  func write(leadingTo address: String) -> String? {
    let page = """
      <!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="refresh" content="0;url=\(address)"><title>Lectern</title>

      """
    remove()
    guard (try? FileRenewal.make(path, with: Array(page.utf8), mode: 0o600)) != nil else { return nil }
    return path
  }

  func remove() { unlink(path) }
}
