import Foundation

/// The folder in which the compiler keeps what it makes of C's headers, so that the next run need not make it again.
struct ModuleCache {
  let path: String
  /// Whether it is the run's own and goes with it.
  let isOwn: Bool

  /// The user's cache; the run's own where the user has none that can be written.
  init(for folder: RunFolder) {
    let own = ModuleCache.own(folder)
    let environment = ProcessInfo.processInfo.environment
    // A relative path means another folder from each place: it is to be ignored, as the specification says.
    let candidates = [environment["XDG_CACHE_HOME"], environment["HOME"].map { $0 + "/.cache" }]
    let caches = candidates.compactMap(\.self).first { $0.hasPrefix("/") }
    guard let caches, !FileManager.default.fileExists(atPath: own.path),
      ModuleCache.isUsable(caches + "/lectern/modules")
    else {
      self = own
      return
    }
    self.init(path: caches + "/lectern/modules", isOwn: false)
  }

  private init(path: String, isOwn: Bool) {
    (self.path, self.isOwn) = (path, isOwn)
  }

  /// From its first use on it is the one that the run uses.
  static func own(_ folder: RunFolder) -> ModuleCache {
    ModuleCache(path: folder.path + "/modules", isOwn: true)
  }

  private static func isUsable(_ path: String) -> Bool {
    let made: Void? = try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
    return made != nil && access(path, W_OK | X_OK) == 0
  }

  /// Takes a cache away that has harmed the compiler: the next run makes a new one.
  ///
  /// Other runs may be using it: they are left with what they have open, or find it missing and make their own.
  func discard() {
    guard !isOwn else { return }
    let aside = path + "-damaged-\(getpid())"
    guard rename(path, aside) == 0 else { return }
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// Whether what a compiler run complains of may lie in the cache and not in the notebook.
  static func isSuspect(_ output: Subprocess.Output) -> Bool {
    if output.code == 0 { return false }
    let errors = String(decoding: output.error, as: UTF8.self).split(separator: "\n")
      .filter { $0.contains("error: ") && !$0.contains("no such module") }
    return output.code < 0 || errors.isEmpty
      || errors.contains { $0.hasPrefix("<unknown>") || $0.contains("module") || $0.contains(".pcm") }
  }
}
