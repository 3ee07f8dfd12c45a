import Foundation

/// The folder for files that programs can make again if they are lost.
package enum UserCache {
  /// The XDG specification says that a relative path is ignored.
  package static var folder: String? {
    let environment = ProcessInfo.processInfo.environment
    let candidates = [environment["XDG_CACHE_HOME"], environment["HOME"].map { $0 + "/.cache" }]
    return candidates.compactMap(\.self).first { $0.hasPrefix("/") }
  }
}
