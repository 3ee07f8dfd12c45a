import CPlatform
import Foundation
import Notebooks

/// Notices when the content of files changes: by the system's notifications where there are any, and by looking once
/// a second, because some file systems send none.
///
/// A file may be written in place, replaced by another with its name, or deleted and made again. A burst of these
/// counts as one change, and as none if the content is the same afterwards.
package final class FileWatch: Sendable {
  private struct State {
    var files: [String: Fingerprint] = [:]
    /// The system's numbers of the folders in which the files are.
    var folders: [String: Int32] = [:]
    /// Whether there are files that may have changed after they were read and before they were watched.
    var isInDoubt = false
  }

  private let state = Monitor(State())
  private let descriptor = lectern_open_watch()
  /// In milliseconds: how long it must be quiet before the files are looked at, and how long a burst may last.
  private let quiet: Int32 = 10
  private let longest = Duration.milliseconds(400)

  package init() {}

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Watches these files and no others.
  ///
  /// - Parameter programs: files that count as changed when they were written again, even with the same content.
  package func watch(_ files: Set<String>, programs: Set<String>) {
    state.withLock { state in
      let all = files.union(programs)
      let added = all.subtracting(state.files.keys)
      state.files = state.files.filter { all.contains($0.key) }
      for file in added { state.files[file] = Fingerprint(file, hasContent: !programs.contains(file)) }
      watchFolders(&state)
      if !added.isEmpty { state.isInDoubt = true }
    }
  }

  /// Whether a file has changed since the last time that this was asked, or may have.
  package func takeChange() -> Bool {
    state.withLock { state in
      var hasChanged = state.isInDoubt
      state.isInDoubt = false
      for (file, before) in state.files {
        guard let now = before.changed(file) else { continue }
        state.files[file] = now
        hasChanged = hasChanged || !now.isSameContent(before)
      }
      watchFolders(&state)
      return hasChanged
    }
  }

  /// Calls `onChange` after each change, until the user ends the program.
  func run(_ onChange: () -> Void) {
    while lectern_interrupted() == 0 {
      waitForQuiet()
      if takeChange() { onChange() }
    }
  }

  private func waitForQuiet() {
    guard descriptor >= 0 else {
      usleep(200_000)
      return
    }
    guard waitForEvent(milliseconds: 1000) else { return }
    let end = ContinuousClock.now + longest
    while ContinuousClock.now < end, waitForEvent(milliseconds: quiet) {}
  }

  private func waitForEvent(milliseconds: Int32) -> Bool {
    var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&event, 1, milliseconds) > 0 && lectern_take_events(descriptor) != 0
  }

  /// Watches the folders, which also shows that a file appears. A folder that was deleted and made again has to be
  /// watched again; in place of a missing one, the folder above it is watched.
  private func watchFolders(_ state: inout State) {
    guard descriptor >= 0 else { return }
    var wanted: [String: Int32] = [:]
    for folder in Set(state.files.keys.map(Path.folder)) {
      var folder = folder
      while wanted[folder] == nil {
        let number = lectern_watch_folder(descriptor, folder)
        if number >= 0 { wanted[folder] = number }
        if number >= 0 || folder == "/" { break }
        folder = Path.folder(of: folder)
      }
    }
    let kept = Set(wanted.values)
    for (_, number) in state.folders where !kept.contains(number) {
      lectern_unwatch_folder(descriptor, number)
    }
    state.folders = wanted
  }
}

/// Distinguishes two contents of a file.
struct Fingerprint: Sendable {
  private struct Status: Equatable {
    var size: Int
    var inode: UInt
    var modified: Int
    var changed: Int
  }

  /// `nil` where there is no such file.
  private let status: Status?
  private let content: Int?
  private let hasContent: Bool

  init(_ file: String, hasContent: Bool) {
    self.init(file, status: Self.status(of: file), hasContent: hasContent)
  }

  private init(_ file: String, status: Status?, hasContent: Bool) {
    self.status = status
    self.hasContent = hasContent
    content = hasContent && status != nil ? Self.content(of: file) : nil
  }

  /// The file's fingerprint now, if it was touched.
  func changed(_ file: String) -> Fingerprint? {
    let now = Self.status(of: file)
    return now == status ? nil : Fingerprint(file, status: now, hasContent: hasContent)
  }

  func isSameContent(_ other: Fingerprint) -> Bool {
    guard let status, let others = other.status else { return self.status == nil && other.status == nil }
    return hasContent && content != nil ? content == other.content : status == others
  }

  private static func status(of file: String) -> Status? {
    var found = stat()
    guard stat(file, &found) == 0 else { return nil }
    func nanoseconds(_ time: timespec) -> Int { time.tv_sec &* 1_000_000_000 &+ time.tv_nsec }
    return Status(
      size: Int(found.st_size), inode: UInt(found.st_ino), modified: nanoseconds(found.st_mtim),
      changed: nanoseconds(found.st_ctim))
  }

  /// A hash of the content; `nil` for a very large file and for anything that isn't an ordinary file.
  private static func content(of file: String) -> Int? {
    guard let bytes = try? OrdinaryFile.read(file, limit: 64 << 20) else { return nil }
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
