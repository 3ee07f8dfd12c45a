import Foundation

/// A file that another process writes, read piece by piece. It can be read even after it is unlinked.
final class GrowingFile {
  private let descriptor: Int32
  private var rest: [UInt8] = []
  /// How much of the file has been read.
  private(set) var offset = 0
  /// The system's error, if the file could not be read.
  private(set) var problem: Int32?

  init(path: String) throws(RunError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(operation: "opening \(path)", code: errno) }
  }

  deinit { close(descriptor) }

  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether the file has lost its name: who wrote it has given it up.
  var isUnlinked: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink == 0
  }

  /// The bytes that were put back and those added to the file since.
  ///
  /// - Parameter limit: the most bytes of the file that are read in total.
  func readMore(limit: Int = .max) -> [UInt8] {
    var bytes = rest
    rest = []
    while true {
      let wanted = min(size, limit) - offset
      guard wanted > 0 else { return bytes }
      var buffer = [UInt8](repeating: 0, count: wanted)
      let count = pread(descriptor, &buffer, wanted, off_t(offset))
      if count < 0 && errno == EINTR { continue }
      if count < 0 { problem = errno }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      offset += count
    }
  }

  /// The most bytes of messages that are read at once.
  static let piece = 16 << 20

  /// Leaves out what has been added since.
  func skip() { (rest, offset) = ([], size) }

  /// Its bytes so far, at most `most`, which stay to be read.
  var all: [UInt8] { bytes(from: 0) }

  /// Its bytes from a place on, at most `most`, which stay to be read.
  func bytes(from start: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, min(size - start, Self.most)))
    let count = pread(descriptor, &bytes, bytes.count, off_t(start))
    return Array(bytes.prefix(max(0, count)))
  }

  private static let most = 256 << 20

  /// Keeps bytes of an incomplete message for the next call.
  func putBack(_ bytes: ArraySlice<UInt8>) {
    rest = Array(bytes)
  }
}
