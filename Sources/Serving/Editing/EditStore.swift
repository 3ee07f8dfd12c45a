import Execution
import Foundation
import Notebooks

/// Keeps readers' changes over restarts of the server: a file for each notebook, in the folder for the state of the user's
/// programs. What can't be kept there lasts as long as the server.
package struct EditStore: Sendable {
  private let folder: String?

  init() { self.init(folder: Self.state.map { $0 + "/edits" }) }

  package init(folder: String?) { self.folder = folder }

  /// Lectern's folder for what readers have changed; it may not exist yet.
  package static var state: String? { stateFolder.map { $0 + "/lectern" } }

  /// The XDG specification says that a relative path is ignored.
  private static var stateFolder: String? {
    let environment = ProcessInfo.processInfo.environment
    let candidates = [environment["XDG_STATE_HOME"], environment["HOME"].map { $0 + "/.local/state" }]
    return candidates.compactMap(\.self).first { $0.hasPrefix("/") }
  }

  /// - Parameter key: see ``key(of:)``.
  package func edits(of key: String) -> ReaderEdits {
    guard let path = path(of: key), let bytes = try? OrdinaryFile.read(path, limit: 16 << 20),
      let edits = try? JSONDecoder().decode(ReaderEdits.self, from: Data(bytes))
    else { return ReaderEdits() }
    return edits
  }

  /// - Returns: whether they are kept.
  package func save(_ edits: ReaderEdits, of key: String) -> Bool {
    guard let folder, let path = path(of: key) else { return false }
    if edits.isEmpty { return unlink(path) == 0 || errno == ENOENT }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(edits) else { return false }
    do {
      try FileRenewal.renew(path, with: Array(data), like: nil, mode: 0o600)
      return true
    } catch {
      return false
    }
  }

  /// What distinguishes a notebook from others, while its file is gone as well.
  package static func key(of file: String) -> String {
    let path = Path.absolute(file)
    return Path.canonical(Path.folder(of: path)) + "/" + (Path.parts(of: path).last ?? "")
  }

  private func path(of key: String) -> String? {
    let name = SHA256.hash(Array(key.utf8)).prefix(16).hexadecimal
    return folder.map { "\($0)/\(name).json" }
  }
}
