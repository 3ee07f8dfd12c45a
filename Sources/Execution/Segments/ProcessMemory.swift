import Foundation

/// The memory of a process, as the system counts it.
struct ProcessMemory {
  /// Its own bytes, and its share of those that it has in common with others.
  var share = 0
  /// The bytes that no other process has.
  var own = 0

  init(of id: pid_t) {
    for (name, value) in Self.fields(of: "/proc/\(id)/smaps_rollup") {
      switch name {
      case "Pss": share = value
      case "Private_Clean", "Private_Dirty": own += value
      default: break
      }
    }
  }

  /// The most memory that a process has had.
  static func peak(of id: pid_t) -> Int {
    fields(of: "/proc/\(id)/status").first { $0.name == "VmHWM" }?.value ?? 0
  }

  /// The bytes of the pages that a process has been given since it was forked, among them its copies of pages that it had
  /// in common with the process before it.
  static func taken(by id: pid_t) -> Int {
    let status = FileManager.default.contents(atPath: "/proc/\(id)/stat") ?? Data()
    let text = String(decoding: status, as: UTF8.self)
    // The name is in parentheses, and may contain some itself.
    let words = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
    return words.count > 8 ? (Int(words[8]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }

  /// The fields that are given in kilobytes, in bytes.
  private static func fields(of path: String) -> [(name: String, value: Int)] {
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count == 3, words[2] == "kB", let value = Int(words[1]) else { return nil }
      return (String(words[0].dropLast()), value << 10)
    }
  }
}
