import Platform
import Synchronization

/// A file that is gone when the tests are over.
struct TemporaryFile {
  let path: String
  private static let all = Mutex<[String]>([])

  init(_ bytes: [UInt8]) {
    var name = Array("/tmp/datasets-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    let isFirst = Self.all.withLock { paths in
      paths.append(path)
      return paths.count == 1
    }
    if isFirst { atexit { TemporaryFile.all.withLock { for path in $0 { unlink(path) } } } }
  }

  init(_ text: String) { self.init(Array(text.utf8)) }
}

/// A path that leads to the end of a pipe, through which some bytes come.
func pathOfPipe(_ bytes: [UInt8]) -> String {
  var ends: [Int32] = [0, 0]
  pipe(&ends)
  _ = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
  close(ends[1])
  return "/dev/fd/\(ends[0])"
}
