import Foundation

/// The folder where the compiler keeps the modules that it builds from C headers, so that the next run can reuse them.
struct ModuleCache {
  let path: String
  /// Whether it belongs to this run and is removed with it.
  let isOwn: Bool

  /// The user's cache; the run's own if the user has none that can be written.
  init(for folder: RunFolder) {
    let own = ModuleCache.own(folder)
    guard let cache = UserCache.folder, !FileManager.default.fileExists(atPath: own.path),
      ModuleCache.isUsable(cache + "/modules")
    else {
      self = own
      return
    }
    self.init(path: cache + "/modules", isOwn: false)
  }

  private init(path: String, isOwn: Bool) {
    (self.path, self.isOwn) = (path, isOwn)
  }

  /// The cache that the run uses, chosen at its first use.
  static func own(_ folder: RunFolder) -> ModuleCache {
    ModuleCache(path: folder.path + "/modules", isOwn: true)
  }

  private static func isUsable(_ path: String) -> Bool {
    let made: Void? = try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
    return made != nil && access(path, W_OK | X_OK) == 0
  }

  /// Removes a cache that made the compiler fail: the next run creates a new one.
  ///
  /// Other runs may be using it. They keep the files that they have open, or find it missing and create a new one.
  func discard() {
    guard !isOwn else { return }
    let aside = path + Self.mark + "\(getpid())"
    guard rename(path, aside) == 0 else { return }
    try? FileManager.default.removeItem(atPath: aside)
  }

  private static let mark = "-damaged-"

  /// Removes the caches that killed runs were about to remove.
  static let hasSwept: Void = {
    guard let folder = UserCache.folder else { return }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard name.hasPrefix("modules" + mark), let process = pid_t(name.dropFirst(7 + mark.count)) else {
        continue
      }
      if kill(process, 0) != 0 && errno == ESRCH {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
    }
  }()

  /// Whether the cache, and not the notebook, may be the cause of a compiler's failure.
  static func isSuspect(_ output: Subprocess.Output) -> Bool {
    if output.code == 0 { return false }
    let errors = String(decoding: output.error, as: UTF8.self).split(separator: "\n")
      .filter { $0.contains("error: ") && !$0.contains("no such module") }
    return output.code < 0 || errors.isEmpty
      || errors.contains { $0.hasPrefix("<unknown>") || $0.contains("module") || $0.contains(".pcm") }
  }
}
