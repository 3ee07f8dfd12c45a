import Foundation

/// Reads files after checking their type: a pipe, a device or a huge file is an error and isn't read.
package enum OrdinaryFile {
  package enum Problem: Error, Hashable, Sendable {
    case missing
    case isDirectory
    /// A pipe, a socket or a device.
    case isSpecial
    case tooLarge(bytes: Int)
    /// It isn't in the folder that a page shows files of.
    case outside(project: String)
    case unreadable(reason: String)

    package var explanation: String {
      switch self {
      case .missing: "there is no such file"
      case .isDirectory: "this is a folder"
      case .isSpecial: "this is a pipe or a device, not a file"
      case .tooLarge(let bytes): "the file is too large (\(Self.size(bytes)))"
      case .outside(let project): "the file \(ProjectFolder.fault(outside: project))"
      case .unreadable(let reason): "the file cannot be read: \(reason)"
      }
    }

    private static func size(_ bytes: Int) -> String {
      bytes < 10 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB"
    }
  }

  /// Makes sure that the path leads to a readable file of at most `limit` bytes. Links are followed.
  package static func check(_ path: String, limit: Int) throws(Problem) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw problem(errno) }
    try check(status, limit: limit)
    guard access(path, R_OK) == 0 else { throw problem(errno) }
  }

  /// The file's bytes.
  package static func read(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
    // Without `O_NONBLOCK`, opening a pipe would wait for a writer.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw problem(errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw problem(errno) }
    try check(status, limit: limit)
    return try bytes(of: file, expected: Int(status.st_size), limit: limit)
  }

  private static func bytes(of file: Int32, expected: Int, limit: Int) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Foundation.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw problem(errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    // The file may have grown meanwhile, or it may be one that reports its size as 0.
    throw .tooLarge(bytes: bytes.count)
  }

  private static func check(_ status: stat, limit: Int) throws(Problem) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isDirectory
    default: throw .isSpecial
    }
    if Int(status.st_size) > limit { throw .tooLarge(bytes: Int(status.st_size)) }
  }

  private static func problem(_ code: Int32) -> Problem {
    switch code {
    case ENOENT, ENOTDIR: .missing
    case ENXIO: .isSpecial
    default: .unreadable(reason: String(cString: strerror(code)))
    }
  }
}
