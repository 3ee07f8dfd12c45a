import Foundation
import Notebooks
import Synchronization

/// What cells can find out about a file.
enum FileState {
  /// The kind of file and a hash of its content or, for a folder, of its list; `nil` if there is no such file.
  static func content(of path: String) -> String? {
    guard let found = kind(of: path) else { return nil }
    let (kind, status) = found
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
      return kind + " " + SHA256.digits(Array(names.joined(separator: "\0").utf8))
    case S_IFREG:
      guard let digest = digest(of: path, status) else {
        return "\(kind) \(status.st_size) \(time(status))"
      }
      return kind + " " + digest
    default: return kind
    }
  }

  /// A file's content, as the system tells it from others and from what it was before.
  private struct Version: Hashable {
    var device, number: UInt64
    var size: Int
    var times: [Int]
  }

  /// Hashes of larger files. A cell can have thousands of names for one.
  private static let known = Mutex<[Version: String]>([:])
  private static let (smallestKnown, mostKnown) = (1 << 16, 1000)

  /// A hash of a file's content; `nil` for one that can't be read. A file of gigabytes isn't read for this, whatever size it
  /// claims: it counts as changed once it is touched.
  private static func digest(of path: String, _ status: stat) -> String? {
    let version = Version(
      device: UInt64(status.st_dev), number: UInt64(status.st_ino), size: Int(status.st_size),
      times: [status.st_mtim, status.st_ctim].flatMap { [$0.tv_sec, $0.tv_nsec] })
    if let digest = known.withLock({ $0[version] }) { return digest }
    guard let bytes = try? OrdinaryFile.read(path, limit: 64 << 20) else { return nil }
    let digest = SHA256.digits(bytes)
    // What was changed just now can be changed again at what is the same time for the system.
    let isSettled = FileTime.now.seconds - status.st_ctim.tv_sec > 2
    if isSettled, bytes.count >= smallestKnown {
      known.withLock { known in
        if known.count >= mostKnown { known = [:] }
        known[version] = digest
      }
    }
    return digest
  }

  /// A file's kind, permissions, size and date; `nil` if there is no such file. For a folder, only the kind and
  /// permissions, because its size and date change with every file in it.
  static func status(of path: String) -> String? {
    guard let (kind, status) = kind(of: path) else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR ? kind : "\(kind) \(status.st_size) \(time(status))"
  }

  /// The kind and permissions, and where a link leads.
  private static func kind(of path: String) -> (String, stat)? {
    var link = stat()
    guard lstat(path, &link) == 0 else { return nil }
    let mode = String(link.st_mode, radix: 8)
    guard link.st_mode & S_IFMT == S_IFLNK else { return (mode, link) }
    let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? ""
    var status = stat()
    guard stat(path, &status) == 0 else { return ("\(mode) to \(target)", link) }
    return ("\(mode) to \(target) \(String(status.st_mode, radix: 8))", status)
  }

  private static func time(_ status: stat) -> String { "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)" }
}
