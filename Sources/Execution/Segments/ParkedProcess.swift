import CProcesses
import Foundation

/// A process that has run a segment and waits, as the system shows it from outside.
struct ParkedProcess {
  let id: pid_t

  /// Whether it has ended, even if nobody has asked how.
  var hasEnded: Bool { state.map { withUnsafePointer(to: $0, lectern_has_ended) != 0 } ?? true }

  /// Waits until it has ended, as a process does that was killed.
  func waitForEnd() {
    let end = ContinuousClock.now + .seconds(2)
    while !hasEnded, ContinuousClock.now < end { usleep(500) }
  }

  /// The process that it was forked from, or that has taken its place.
  var parent: pid_t? { state?.parent }

  /// What the system says of it; `nil` if there is no such process.
  private var state: lectern_process? {
    var process = lectern_process()
    return lectern_read_process(id, &process) != 0 ? process : nil
  }

  /// Its open files, by descriptor, without those whose names begin in a certain way. A file that is moved or deleted
  /// while it is open stays the same file.
  func files(besides prefix: String) -> [String: OpenFile] {
    let folder = "/proc/\(id)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(into: [:]) { files, name in
      let path = "\(folder)/\(name)"
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
        !target.hasPrefix(prefix)
      else { return }
      var status = stat()
      if stat(path, &status) == 0 {
        files[name] = OpenFile(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
      }
    }
  }

  /// Whether it has a file open.
  func hasOpen(_ path: String) -> Bool {
    let folder = "/proc/\(id)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
    }
  }

  /// A file as the system tells it from others.
  struct OpenFile: Equatable {
    let device, number: UInt64
  }

  /// What the cells have left that a copy of the process would lack, in words; `nil` if nothing runs beside the main
  /// thread, apart from the engine's helpers, no file is open that wasn't before, and no memory is shared with copies.
  ///
  /// - Parameters:
  ///   - files: those that were open before.
  ///   - prefix: how the names of files begin that don't count.
  func remainder(besides files: [String: OpenFile], and prefix: String) -> String? {
    var found: String?
    // A thread that has just ended, or begun, is recognized a little later.
    for _ in 0..<20 {
      found = remainderNow(besides: files, and: prefix)
      if found == nil { return nil }
      usleep(5000)
    }
    return found
  }

  private func remainderNow(besides files: [String: OpenFile], and prefix: String) -> String? {
    if threads != 1 { return "leaves a thread running" }
    if !children.isEmpty { return "leaves a process running" }
    if self.files(besides: prefix).contains(where: { files[$0.key] != $0.value }) {
      return "leaves a file open"
    }
    return sharesMemory ? "shares memory with other processes" : nil
  }

  /// Whether it can write to memory that a copy would share with it.
  private var sharesMemory: Bool {
    let maps = FileManager.default.contents(atPath: "/proc/\(id)/maps") ?? Data()
    return String(decoding: maps, as: UTF8.self).split(separator: "\n").contains { line in
      let access = line.split(separator: " ", maxSplits: 2).dropFirst().first ?? ""
      return access.hasSuffix("s") && access.contains("w")
    }
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
