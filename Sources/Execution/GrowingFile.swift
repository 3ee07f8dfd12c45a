import Foundation

/// A file that another process writes, read piece by piece; it can be read even when it has lost its name.
final class GrowingFile {
  private let descriptor: Int32
  private var rest: [UInt8] = []
  /// How much of the file has been read.
  private(set) var offset = 0

  init(path: String) throws(RunError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(operation: "opening \(path)", code: errno) }
  }

  deinit { close(descriptor) }

  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// What was put back, and what has been added to the file since.
  ///
  /// - Parameter limit: How many bytes of the file are read all in all.
  func readMore(limit: Int = .max) -> [UInt8] {
    var bytes = rest
    rest = []
    while true {
      let wanted = min(size, limit) - offset
      guard wanted > 0 else { return bytes }
      var buffer = [UInt8](repeating: 0, count: wanted)
      let count = pread(descriptor, &buffer, wanted, off_t(offset))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      offset += count
    }
  }

  /// Keeps the beginning of what is not yet complete.
  func putBack(_ bytes: ArraySlice<UInt8>) {
    rest = Array(bytes)
  }
}
