import Foundation

/// A process that has run a segment and waits, as the system shows it from outside.
struct ParkedProcess {
  let id: pid_t

  /// Whether it has ended, even if nobody has asked how.
  var hasEnded: Bool {
    guard let status = FileManager.default.contents(atPath: "/proc/\(id)/stat") else { return true }
    // The name before the state is in parentheses, and may contain some itself.
    let text = String(decoding: status, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return true }
    let state = text[end...].dropFirst(2).first
    return state == "Z" || state == "X"
  }

  /// Its open files, by descriptor, without those whose names begin in a certain way.
  func files(besides prefix: String) -> [String: String] {
    let folder = "/proc/\(id)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(into: [:]) { files, name in
      let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
      if let file, !file.hasPrefix(prefix) { files[name] = file }
    }
  }

  /// Whether a copy of it is all that the cells have left behind: nothing runs beside the main thread, apart from the
  /// engine's helpers, and no file is open that wasn't before.
  ///
  /// - Parameters:
  ///   - files: those that were open before.
  ///   - prefix: how the names of files begin that don't count.
  func isAlone(with files: [String: String], besides prefix: String) -> Bool {
    // A thread that has just ended, or begun, is recognized a little later.
    for _ in 0..<20 {
      if threads == 1, self.files(besides: prefix) == files, children.isEmpty { return true }
      usleep(5000)
    }
    return false
  }

  private var threads: Int {
    let folder = "/proc/\(id)/task"
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return tasks.count { task in
      let name = FileManager.default.contents(atPath: "\(folder)/\(task)/comm") ?? Data()
      return name != ParkedProcess.helper
    }
  }

  /// The name that the engine gives its helpers.
  private static let helper = Data("engine-helper\n".utf8)

  private var children: String {
    let list = FileManager.default.contents(atPath: "/proc/\(id)/task/\(id)/children") ?? Data()
    return String(decoding: list, as: UTF8.self)
  }
}
