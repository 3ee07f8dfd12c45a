import Foundation

/// What the cells' process reached for outside of itself, as the host noted it.
struct Accesses {
  /// The files that were read or looked for, as absolute paths.
  private(set) var files: Set<String> = []
  /// What cells have done that no file accounts for, such as "connect" or "write /tmp/x"; the first of it.
  private(set) var unaccountable: String?
  /// What the cells have written themselves.
  private var written: Set<String> = []
  /// A file that has changed since the run began, so that it isn't known what was read.
  private(set) var changedFile: String?

  /// - Parameters:
  ///   - notes: The host's file: for each access a letter, a path, and a zero.
  ///   - folder: The working folder of the cells.
  ///   - start: When the run began.
  init(_ notes: [UInt8], folder: String, since start: FileTime = .distantFuture) {
    for entry in notes.split(separator: 0) {
      guard let kind = entry.first else { continue }
      add(kind, String(decoding: entry.dropFirst(), as: UTF8.self), folder)
    }
    if notes.last ?? 0 != 0 { unaccountable = "a note that breaks off" }
    let read = files.subtracting(written).sorted()
    changedFile = read.first { FileTime.ofChange($0).map { $0 > start } ?? false }
  }

  private mutating func add(_ kind: UInt8, _ path: String, _ folder: String) {
    let file = path.hasPrefix("/") ? path : folder + "/" + path
    switch kind {
    case UInt8(ascii: "r") where Accesses.isSystem(file): break
    case UInt8(ascii: "w") where file == "/dev/null": break
    case UInt8(ascii: "r") where !Accesses.isOfThisMoment(file): files.insert(file)
    default:
      unaccountable = unaccountable ?? path
      written.insert(file)
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

/// A time of the clock by which the system dates files.
struct FileTime: Comparable {
  var seconds: Int
  var nanoseconds: Int

  static let distantFuture = FileTime(seconds: .max, nanoseconds: 0)

  static var now: FileTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  /// When an ordinary file got its content or its place; `nil` where there is none.
  static func ofChange(_ path: String) -> FileTime? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let time = status.st_ctim
    return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  static func < (a: FileTime, b: FileTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}
