import Foundation

/// A temporary folder of a run, which is removed with it.
///
/// The run holds a lock on it. A folder that a killed run has left isn't locked, so the next run removes it.
package final class RunFolder: Sendable {
  package let path: String
  private let lock: Int32

  private static let prefix = "lectern-"
  /// The number of letters that `mkdtemp` fills in.
  private static let suffixLength = 6

  package init() throws(RunError) {
    let parent = RunFolder.parent
    RunFolder.sweep(parent)
    while true {
      let path = try RunFolder.make(in: parent)
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      let isLocked = lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0
      // Before it was locked, another run may have taken it for an abandoned one. Some file systems have no locks.
      let isTaken = !isLocked && errno == EWOULDBLOCK || access(path, F_OK) != 0
      if !isTaken {
        (self.path, self.lock) = (path, lock)
        return
      }
      close(lock)
    }
  }

  deinit {
    FolderRemoval.remove(path)
    close(lock)
  }

  /// Writes a file into the folder and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws(RunError) -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(operation: "writing \(file)", code: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { throw .system(operation: "writing \(file)", code: errno) }
      written += max(count, 0)
    }
    return file
  }

  /// An empty subfolder, whatever was there before; returns its path.
  func makeEmpty(_ name: String) throws(RunError) -> String {
    let subfolder = "\(path)/\(name)"
    FolderRemoval.remove(subfolder)
    guard mkdir(subfolder, 0o700) == 0 else { throw .system(operation: "making \(subfolder)", code: errno) }
    return subfolder
  }

  /// The content of a file in the folder; `nil` where there is none.
  func read(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init)
  }

  /// The folder that it is in.
  var parent: String { RunFolder.parent }

  private static var parent: String {
    var path = NSTemporaryDirectory()
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private static func make(in parent: String) throws(RunError) -> String {
    let pattern = "\(parent)/\(prefix)" + String(repeating: "X", count: suffixLength)
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system(operation: "making a folder for temporary files in \(parent)", code: errno)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes the folders of killed runs, once: also a command that finds all results stored does it.
  static let hasSwept: Void = sweep(parent)

  private static func sweep(_ parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + suffixLength {
      let path = "\(parent)/\(name)"
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else { continue }
      var status = stat()
      let isOurs = fstat(folder, &status) == 0 && status.st_uid == geteuid()
      if isOurs && flock(folder, LOCK_EX | LOCK_NB) == 0 { FolderRemoval.remove(path) }
      close(folder)
    }
  }
}

/// Removes a folder with everything in it, also what cells make that is hard to remove: folders in folders without end, whose
/// paths are longer than the system takes, and folders without the right to list them.
enum FolderRemoval {
  static func remove(_ path: String) {
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return }
    defer { close(top) }
    var moved = 0
    while case let names = names(in: top), !names.isEmpty {
      let removed = names.filter { remove($0, from: top, top, &moved) }
      if removed.isEmpty { return }
    }
    rmdir(path)
  }

  /// A file's name, which need not be UTF-8.
  private typealias Name = [CChar]

  /// Removes a file, or a folder after its files. The folders in it come to the top, so no path gets long.
  private static func remove(_ name: Name, from folder: Int32, _ top: Int32, _ moved: inout Int) -> Bool {
    if unlinkat(folder, name, 0) == 0 || unlinkat(folder, name, AT_REMOVEDIR) == 0 { return true }
    // It is no link, since a link would be gone.
    fchmodat(folder, name, 0o700, 0)
    if folder != top {
      moved += 1
      return renameat(folder, name, top, ".removed-\(moved)-\(UInt64.random(in: 0 ... .max))") == 0
    }
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else { return false }
    defer { close(inner) }
    for entry in names(in: inner) { _ = remove(entry, from: inner, top, &moved) }
    return unlinkat(folder, name, AT_REMOVEDIR) == 0
  }

  private static func names(in folder: Int32) -> [Name] {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let list = fdopendir(own) else { return [] }
    defer { closedir(list) }
    var names: [Name] = []
    let dot = CChar(UInt8(ascii: "."))
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
    }
    return names
  }
}
