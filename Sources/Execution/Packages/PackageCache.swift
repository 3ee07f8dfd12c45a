import Foundation

/// The folder in the user's cache that has a folder for each set of packages.
package enum PackageCache {
  static var folder: String? { UserCache.folder.map { $0 + "/packages" } }

  /// Keeps others from building in the same folder.
  struct Lock {
    private let descriptor: Int32

    /// Waits for those who are building.
    init(_ folder: String) throws(RunError) {
      descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw .system(operation: "writing to \(folder)", code: errno) }
      // Some file systems have no locks.
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
        if Interruption.hasCome {
          close(descriptor)
          throw .interrupted
        }
        usleep(50_000)
      }
    }

    func release() { close(descriptor) }
  }

  static func noteUse(of file: String) { utimes(file, nil) }

  /// Removes what nobody has used for two months, and is not being built.
  static func removeUnused(except own: String) {
    for path in folders where path != own {
      var status = stat()
      let age = stat(path + "/state.json", &status) == 0 ? time(nil) - status.st_mtim.tv_sec : 0
      if age > 60 * 24 * 3600 { remove(path) }
    }
  }

  /// Removes all that was built and returns the number of bytes that it took. What is being built stays.
  package static func clean() -> Int {
    let size = folders.reduce(0) { $0 + remove($1) }
    if let folder { rmdir(folder) }
    return size
  }

  private static var folders: [String] {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // Nothing else is ours.
    return names.filter { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) }.map { "\(folder)/\($0)" }
  }

  @discardableResult
  private static func remove(_ path: String) -> Int {
    let lock = open(path + "/lock", O_RDWR | O_CLOEXEC)
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return 0 }
    var size = 0
    let files = FileManager.default.enumerator(atPath: path)
    while let name = files?.nextObject() as? String {
      var status = stat()
      if lstat("\(path)/\(name)", &status) == 0 { size += Int(status.st_size) }
    }
    try? FileManager.default.removeItem(atPath: path)
    return size
  }
}
