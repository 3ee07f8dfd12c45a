import CPlatform
import Foundation

/// Puts new files in the place of old ones, in one step.
///
/// While it is written, a file has no name: if the process is killed, nothing is left of it. Only where the file
/// system has no such files it is written under a hidden name, which the next renewal in that folder sweeps away.
enum FileRenewal {
  private static let prefix = ".lectern-"

  /// - Parameter old: What stands there now: the new file gets its owner and permissions.
  static func renew(_ path: String, with bytes: [UInt8], like old: stat?) throws(SystemError) {
    if old != nil && access(path, W_OK) != 0 { throw .last }
    let folder = folder(of: path)
    sweep(folder)
    var (file, hidden) = try make(in: folder)
    defer {
      // Until then its lock tells that it is not left over.
      close(file)
      if let hidden { unlink(hidden) }
    }
    try Descriptor.write(bytes, to: file)
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

  /// Writes a file that is not there yet, whole or not at all.
  static func make(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    var status = stat()
    if lstat(path, &status) == 0 { throw SystemError(code: EEXIST) }
    let (file, hidden) = try make(in: folder(of: path))
    defer {
      close(file)
      if let hidden { unlink(hidden) }
    }
    try Descriptor.write(bytes, to: file)
    guard (hidden.map { link($0, path) } ?? lectern_name_file(file, path)) == 0 else { throw .last }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  /// A new file, locked; with its name where it had to get one.
  private static func make(in folder: String) throws(SystemError) -> (Int32, String?) {
    var file = lectern_open_unnamed(folder)
    if file >= 0 && access("/proc/self/fd/\(file)", F_OK) == 0 {
      flock(file, LOCK_EX | LOCK_NB)
      return (file, nil)
    }
    if file >= 0 { close(file) }
    while true {
      let name = newName(in: folder)
      file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw .last }
      flock(file, LOCK_EX | LOCK_NB)
      // Before it was locked, another run may have taken it for a left one.
      if access(name, F_OK) == 0 { return (file, name) }
      close(file)
    }
  }

  private static func newName(in folder: String) -> String {
    folder + prefix + String(UInt64.random(in: 0 ... .max), radix: 36)
  }

  private static func copyPermissions(of old: stat, to file: Int32) {
    var new = stat()
    fstat(file, &new)
    let isOwned = new.st_uid == old.st_uid && new.st_gid == old.st_gid
    let isKept = isOwned || fchown(file, old.st_uid, old.st_gid) == 0
    fchmod(file, old.st_mode & (isKept ? 0o7777 : 0o777))
  }

  /// Removes the hidden files of runs that have been killed: a living run holds a lock on its own.
  private static func sweep(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let file = open(folder + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(folder + name) }
      close(file)
    }
  }
}
