import Foundation

/// What the cells' process and the programs it started have accessed, as the host recorded it.
struct Accesses {
  /// The files that were read or looked for and the folders that were listed, as absolute paths.
  private(set) var files: Set<String> = []
  /// The files whose status alone was asked for, such as their size or whether they exist.
  var examined: Set<String> { statuses.subtracting(files) }
  private var statuses: Set<String> = []
  /// The first thing that cells have done other than read files, such as opening "a connection" or writing a file.
  private(set) var unaccountable: String?
  /// What the cells have written themselves.
  private var written: Set<String> = []
  /// The files that they have changed or tried to change.
  private(set) var changed: Set<String> = []
  /// A file that has changed since the run began, so that it isn't known what was read.
  private(set) var changedFile: String?
  /// Whether the clock was set while the run went on, so that nobody knows which of the files that it read have changed.
  private(set) var isClockUncertain = false

  /// The most files that are kept track of: of those that are read, of those that are examined, and of those that are
  /// changed. A stored result looks at the first two again, and a server does so each second, so a cell could keep it busy
  /// with nothing else. With more files, results aren't stored, and a server notices only the changes of these.
  private static let mostFiles = 20_000

  /// - Parameters:
  ///   - notes: The host's file: for each access a letter, a path, and a zero.
  ///   - libraries: The folders of the toolchain and of packages, whose libraries cells load.
  ///   - start: When the run began.
  init(_ notes: [UInt8], libraries: [String] = [], since start: RunStart? = nil) {
    for entry in notes.split(separator: 0) {
      guard let kind = entry.first else { continue }
      guard let file = String(validating: entry.dropFirst(), as: UTF8.self) else {
        unaccountable = unaccountable ?? "a file whose name isn't UTF-8"
        continue
      }
      add(kind, file, isSystem: Accesses.isSystem(file, libraries))
    }
    if notes.last ?? 0 != 0 { unaccountable = "a note that breaks off" }
    let read = files.union(statuses).subtracting(written).sorted()
    guard let start else { return }
    changedFile = read.first { FileTime.ofChange($0).map { $0 > start.time } ?? false }
    isClockUncertain = start.clockHasJumped && read.contains { FileTime.ofChange($0) != nil }
  }

  private mutating func add(_ kind: UInt8, _ file: String, isSystem: Bool) {
    switch kind {
    case UInt8(ascii: "r") where isSystem, UInt8(ascii: "s") where isSystem: break
    case UInt8(ascii: "w") where file == "/dev/null": break
    case UInt8(ascii: "r") where !Accesses.isOfThisMoment(file): keep(file, in: \.files)
    case UInt8(ascii: "s") where !Accesses.isOfThisMoment(file): keep(file, in: \.statuses)
    default:
      unaccountable = unaccountable ?? file
      guard written.count < Self.mostFiles else { return }
      written.insert(file)
      if kind == UInt8(ascii: "w") { changed.insert(file) }
    }
  }

  private mutating func keep(_ file: String, in list: WritableKeyPath<Self, Set<String>>) {
    if self[keyPath: list].count < Self.mostFiles {
      let known = self[keyPath: list].insert(file).memberAfterInsert
      // For Swift, names whose letters are encoded differently are the same, but their files aren't.
      if !known.utf8.elementsEqual(file.utf8) { unaccountable = unaccountable ?? file }
    } else if !self[keyPath: list].contains(file) {
      unaccountable = unaccountable ?? "more than \(Self.mostFiles) files"
    }
  }

  /// Files that come with the system, the processor or the compiler: they change with neither the notebook nor the time.
  /// Whether its threads are busy, as Dispatch asks, is nothing that cells see.
  private static func isSystem(_ file: String, _ libraries: [String]) -> Bool {
    let folders = ["/usr/lib", "/lib", "/lib64", "/sys/devices/system/cpu"] + libraries
    let isOfThread = file.hasPrefix("/proc/self/task/") && file.hasSuffix("/stat")
    return isOfThread || folders.contains { isInside($0, file) }
      || [
        "/", "/proc", "/sys", "/dev/null", "/etc/ld.so.cache", "/proc/cpuinfo", "/proc/meminfo",
        "/proc/self/exe",
        "/proc/self/maps", "/proc/self/status", "/proc/self/auxv", "/proc/self/cgroup",
        "/proc/self/mountinfo", "/proc/sys/vm/overcommit_memory",
      ].contains(file)
  }

  /// Whether a path begins with the folder's and does not leave it again.
  private static func isInside(_ folder: String, _ file: String) -> Bool {
    guard file.hasPrefix(folder) else { return false }
    let rest = file.utf8.dropFirst(folder.utf8.count)
    guard let first = rest.first else { return true }
    return first == UInt8(ascii: "/")
      && !rest.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }

  /// The files with content that cells have read, in order.
  var ordinaryFilesRead: [String] { files.sorted().filter { FileTime.ofChange($0) != nil } }

  private static func isOfThisMoment(_ file: String) -> Bool {
    ["/proc/", "/sys/", "/dev/"].contains { file.hasPrefix($0) }
  }
}

/// The time on the clock by which the system dates files.
public struct FileTime: Comparable, Sendable {
  var seconds: Int
  var nanoseconds: Int

  public static var now: FileTime {
    var time = timespec()
    #if os(Linux)
      // The clock of files stands still between ticks. A finer one could be ahead of a file that is written later.
      clock_gettime(CLOCK_REALTIME_COARSE, &time)
    #else
      clock_gettime(CLOCK_REALTIME, &time)
    #endif
    return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  /// When an ordinary file's content or place last changed; `nil` if there is no such file.
  public static func ofChange(_ path: String) -> FileTime? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let time = status.st_ctim
    return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }

  public static func < (a: FileTime, b: FileTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}
