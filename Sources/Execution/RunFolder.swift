import Foundation

/// A temporary folder of a run, which is removed with it.
///
/// The run holds a lock on it. A folder that a killed run has left isn't locked, so the next run removes it.
package final class RunFolder: Sendable {
  package let path: String
  private let lock: Int32

  /// Nobody gives a folder of their own such a name.
  static let prefix = "lectern-run-"
  /// The number of letters that `mkdtemp` fills in.
  static let suffixLength = 6

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
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
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

  /// In which runs have their folders.
  package static var parent: String {
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
      let isOurs =
        fstat(folder, &status) == 0 && status.st_uid == geteuid() && status.st_mode & 0o7777 == 0o700
      if isOurs && flock(folder, LOCK_EX | LOCK_NB) == 0 { FolderRemoval.remove(path) }
      close(folder)
    }
  }
}
