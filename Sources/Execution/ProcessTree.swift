import Foundation
import Platform

/// The processes that a process has started, and those that they have started.
enum ProcessTree {
  /// Ends a process, its group and all of its descendants: build tools start theirs in groups of their own.
  static func kill(_ process: pid_t) {
    let others = descendants(of: process)
    Platform.kill(-process, SIGKILL)
    for other in others { Platform.kill(other, SIGKILL) }
  }

  /// Empty where there is no `/proc`.
  private static func descendants(of process: pid_t) -> [pid_t] {
    var children: [pid_t: [pid_t]] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let number = pid_t(name), let parent = parent(of: number) else { continue }
      children[parent, default: []].append(number)
    }
    var found: [pid_t] = []
    var open = [process]
    while let next = open.popLast() {
      let own = children[next] ?? []
      found += own
      open += own
    }
    return found
  }

  /// The second field after the program's name, which is in brackets and may itself have some.
  private static func parent(of process: pid_t) -> pid_t? {
    guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? pid_t(fields[1]) : nil
  }
}
