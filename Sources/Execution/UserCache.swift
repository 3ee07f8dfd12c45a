import Foundation

/// Lectern's folder for files that it can make again if they are lost.
///
/// Results in it are shown without a run, and what was built of packages is loaded. So it has to be the user's own: a folder
/// of someone else, or one that anybody may change, is as good as none.
package enum UserCache {
  /// The folder, made if need be; `nil` where the user has none that nobody else can change.
  package static var folder: String? {
    caches.flatMap { own($0 + "/lectern") }
  }

  /// The XDG specification says that a relative path is ignored.
  private static var caches: String? {
    let environment = ProcessInfo.processInfo.environment
    let candidates = [environment["XDG_CACHE_HOME"], environment["HOME"].map { $0 + "/.cache" }]
    return candidates.compactMap(\.self).first { $0.hasPrefix("/") }
  }

  /// A folder that belongs to the user, who alone may read it.
  package static func own(_ path: String) -> String? {
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
      status.st_mode & 0o002 == 0
    else { return nil }
    // Earlier versions left that to the user's mask.
    if status.st_mode & 0o077 != 0 { chmod(path, 0o700) }
    return path
  }
}
