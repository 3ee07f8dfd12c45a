import CPlatform
import Foundation
import Notebooks

/// Replaces files atomically.
///
/// While it is written, a file has no name, so nothing is left of it if the process is killed. On file systems without
/// such files it has a hidden name, and the next renewal in the folder removes what was left behind.
package enum FileRenewal {
  private static let prefix = ".lectern-"
  /// The number of hexadecimal digits after it.
  private static let digits = 16

  /// How sure it must be that a file is on the disk before it gets its name.
  package enum Care {
    /// All that the disk can report is reported, and a failure of power leaves the old file or the new one.
    case durable
    /// For files that can be made again.
    case quick
  }

  /// - Parameters:
  ///   - old: the file to replace; the new one gets its owner and permissions.
  ///   - mode: the permissions of a file that replaces none, of which the user's mask takes some away.
  package static func renew(
    _ path: String, with bytes: [UInt8], like old: stat?, mode: mode_t = 0o666, _ care: Care = .durable
  ) throws(SystemError) {
    if old != nil && access(path, W_OK) != 0 { throw .last }
    let folder = Path.folder(of: path)
    sweep(folder)
    var (file, hidden) = try make(in: folder, mode)
    defer {
      // Until then its lock shows that it is in use.
      close(file)
      if let hidden { unlink(hidden) }
    }
    try fill(file, with: bytes, care)
    if let old { copyPermissions(of: old, to: file) }
    if hidden == nil {
      if lectern_name_file(file, path) == 0 { return }
      guard errno == EEXIST else { throw .last }
      let name = newName(in: folder)
      guard lectern_name_file(file, name) == 0 else { throw .last }
      hidden = name
    }
    guard let name = hidden, rename(name, path) == 0 else { throw .last }
    hidden = nil
  }

  /// Writes a file that doesn't exist yet, completely or not at all.
  package static func make(_ path: String, with bytes: [UInt8], mode: mode_t = 0o666) throws(SystemError) {
    var status = stat()
    if lstat(path, &status) == 0 { throw SystemError(code: EEXIST) }
    let (file, hidden) = try make(in: Path.folder(of: path), mode)
    defer {
      close(file)
      if let hidden { unlink(hidden) }
    }
    try fill(file, with: bytes, .durable)
    guard (hidden.map { link($0, path) } ?? lectern_name_file(file, path)) == 0 else { throw .last }
  }

  private static func fill(_ file: Int32, with bytes: [UInt8], _ care: Care) throws(SystemError) {
    try Descriptor.write(bytes, to: file)
    guard care == .durable else { return }
    while fsync(file) != 0 {
      // Some file systems can't.
      if errno == EINVAL || errno == ENOTSUP || errno == ENOSYS { return }
      guard errno == EINTR else { throw .last }
    }
  }

  /// A new, locked file, with its name if it needs one.
  private static func make(in folder: String, _ mode: mode_t) throws(SystemError) -> (Int32, String?) {
    var file = lectern_open_unnamed(folder)
    if file >= 0 && access("/proc/self/fd/\(file)", F_OK) == 0 {
      flock(file, LOCK_EX | LOCK_NB)
      if mode != 0o666 { fchmod(file, mode) }
      return (file, nil)
    }
    if file >= 0 { close(file) }
    while true {
      let name = newName(in: folder)
      file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      guard file >= 0 else { throw .last }
      flock(file, LOCK_EX | LOCK_NB)
      // Before it was locked, another run may have taken it for an abandoned one.
      if access(name, F_OK) == 0 { return (file, name) }
      close(file)
    }
  }

  private static func newName(in folder: String) -> String {
    let number = String(UInt64.random(in: 0 ... .max), radix: 16)
    return Path.joined(folder, prefix + String(repeating: "0", count: digits - number.utf8.count) + number)
  }

  /// Whether a file's name is exactly as the ones that are made here: other files are their owner's.
  private static func isOwn(_ name: String) -> Bool {
    name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + digits
      && name.utf8.dropFirst(prefix.utf8.count).allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }

  private static func copyPermissions(of old: stat, to file: Int32) {
    var new = stat()
    fstat(file, &new)
    let isOwned = new.st_uid == old.st_uid && new.st_gid == old.st_gid
    let isKept = isOwned || fchown(file, old.st_uid, old.st_gid) == 0
    fchmod(file, old.st_mode & (isKept ? 0o7777 : 0o777))
  }

  /// Removes the hidden files of killed runs. Those of a running one are locked.
  static func sweep(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isOwn(name) {
      let path = Path.joined(folder, name)
      let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(file)
    }
  }
}
