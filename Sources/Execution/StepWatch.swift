import Foundation

/// Watches the time and the output of the step that runs.
struct StepWatch {
  private let limits: Limits
  private let timeout: (Int) -> Double
  private let folder: RunFolder
  private var start = ContinuousClock.now
  /// The sizes where the step began, and those that were measured last.
  private var (begin, now) = (OutputSizes(), OutputSizes())
  /// The seconds that the step may take.
  private(set) var allowance: Double

  init(limits: Limits, timeout: @escaping (Int) -> Double, folder: RunFolder) {
    self.limits = limits
    self.timeout = timeout
    self.folder = folder
    allowance = limits.timeout
  }

  mutating func begin(_ step: Int, at message: Message) {
    start = .now
    begin = OutputSizes(at: message)
    allowance = timeout(step)
  }

  var isLate: Bool { ContinuousClock.now - start > .seconds(allowance) }

  mutating func measure() {
    now = OutputSizes(printed: size("output") + size("error"), shown: size("wire"))
  }

  /// The limit that the step has gone beyond.
  var excess: OutputLimit? { now.excess(since: begin, limits) }

  private func size(_ name: String) -> Int {
    var status = stat()
    return stat("\(folder.path)/\(name)", &status) == 0 ? Int(status.st_size) : 0
  }
}

/// A file that another process writes, read piece by piece.
struct GrowingFile {
  private let path: String
  private var offset: UInt64 = 0
  private var rest: [UInt8] = []

  /// How much of the file has been read.
  var size: Int { Int(offset) }

  init(path: String) {
    self.path = path
  }

  /// What was put back, and what has been added to the file since.
  mutating func readMore() -> [UInt8] {
    var bytes = rest
    rest = []
    guard let file = FileHandle(forReadingAtPath: path) else { return bytes }
    try? file.seek(toOffset: offset)
    if let data = try? file.readToEnd() {
      offset += UInt64(data.count)
      bytes += data
    }
    return bytes
  }

  /// Keeps the beginning of what is not yet complete.
  mutating func putBack(_ bytes: ArraySlice<UInt8>) {
    rest = Array(bytes)
  }
}
