import Foundation

/// What the cells' process reached for outside of itself, as the host noted it.
struct Accesses {
  /// The files that were read or looked for, as absolute paths.
  private(set) var files: Set<String> = []
  /// What cells have done that no file accounts for, such as "connect" or "write /tmp/x"; the first of it.
  private(set) var unaccountable: String?

  /// - Parameters:
  ///   - notes: The host's file: for each access a letter, a path, and a zero.
  ///   - folder: The working folder of the cells.
  init(_ notes: [UInt8], folder: String) {
    for entry in notes.split(separator: 0) {
      guard let kind = entry.first else { continue }
      add(kind, String(decoding: entry.dropFirst(), as: UTF8.self), folder)
    }
    if notes.last ?? 0 != 0 { unaccountable = "a note that breaks off" }
  }

  private mutating func add(_ kind: UInt8, _ path: String, _ folder: String) {
    let file = path.hasPrefix("/") ? path : folder + "/" + path
    switch kind {
    case UInt8(ascii: "r") where Accesses.isSystem(file): break
    case UInt8(ascii: "w") where file == "/dev/null": break
    case UInt8(ascii: "r") where !Accesses.isOfThisMoment(file): files.insert(file)
    default: unaccountable = unaccountable ?? path
    }
  }

  /// Files that come with the system or with the processor: they change with neither the notebook nor the time.
  private static func isSystem(_ file: String) -> Bool {
    ["/usr/lib", "/lib", "/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/self/"]
      .contains { file.hasPrefix($0) } || ["/dev/null", "/", "/proc", "/sys"].contains(file)
  }

  private static func isOfThisMoment(_ file: String) -> Bool {
    ["/proc/", "/sys/", "/dev/"].contains { file.hasPrefix($0) }
  }
}
