internal import Kernels
import Platform
import Tensors

/// A file that is open for reading as long as this lives; several threads may read at once.
final class OpenFile: Sendable {
  private let path: String
  private let descriptor: Int32
  /// How many bytes it has; nil for what has no size, such as a pipe.
  let size: Int?

  init(_ path: String) throws(FileError) {
    DataAccess.report(path)
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(file: path, place: .file, expected: "a readable file", found: systemMessage(errno))
    }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : nil
  }

  deinit { close(descriptor) }

  /// Fills `buffer` with the bytes from `start` on.
  ///
  /// - Returns: Whether there were as many.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Bool {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(start + filled))
      if count > 0 { filled += count } else if count == 0 || errno != EINTR { return false }
    }
    return true
  }

  /// The first bytes, at most `count`.
  func start(_ count: Int) -> [UInt8] {
    let count = min(count, size ?? 0)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = fill(UnsafeMutableRawBufferPointer(buffer), from: 0) ? count : 0
    }
  }

  /// All bytes, followed by zeros, and whether they are ASCII. A file's are read on several threads.
  func bytes(padding: Int) throws(FileError) -> (bytes: [UInt8], isASCII: Bool) {
    if let size, let whole = Kernel.bytes(size, padding: padding, read: { fill($1, from: $0) }),
      ends(at: size)
    {
      return whole
    }
    let bytes = try self.bytes()
    return (bytes + [UInt8](repeating: 0, count: padding), bytes.allSatisfy { $0 < 0x80 })
  }

  private func ends(at place: Int) -> Bool {
    var next: UInt8 = 0
    return pread(descriptor, &next, 1, off_t(place)) == 0
  }

  /// All bytes, even those added to the file meanwhile.
  func bytes() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = (size ?? 0) + 1
    while true {
      var failure: Int32 = 0
      let next = [UInt8](unsafeUninitializedCapacity: piece) { buffer, filled in
        repeat { filled = read(descriptor, buffer.baseAddress, piece) } while filled < 0 && errno == EINTR
        failure = filled < 0 ? errno : 0
        filled = max(0, filled)
      }
      if failure != 0 {
        throw FileError(
          file: path, place: .byte(bytes.count), expected: "a readable file", found: systemMessage(failure))
      }
      if next.isEmpty { return bytes }
      if bytes.isEmpty { bytes = next } else { bytes += next }
      piece = 1 << 16
    }
  }
}

func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
