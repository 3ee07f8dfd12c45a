import Platform

/// Unpacks gzip with the system's zlib, which is looked for only when a packed file is read.
enum Gzip {
  static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// The unpacked contents of the file at `path`, which is known to be packed.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let zlib = Zlib.shared else {
      throw FileError(
        file: path, place: .file, expected: "zlib on this system, to unpack a gzip file",
        found: "none; unpack the file by hand or install zlib")
    }
    guard let stream = zlib.open(path, "rb") else {
      throw FileError(file: path, place: .file, expected: "a readable gzip file", found: "none")
    }
    defer { _ = zlib.close(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = zlib.read(stream, &chunk, UInt32(chunk.count))
      var code: Int32 = 0
      let text = zlib.error(stream, &code).map { String(cString: $0) } ?? ""
      // For a truncated file zlib returns its last bytes and Z_BUF_ERROR; for damaged contents a negative count.
      if count < 0 || code < 0 {
        throw FileError(
          file: path, place: .byte(bytes.count + max(0, Int(count))), expected: "whole gzip data",
          found: text.isEmpty ? "data that break off" : text)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<Int(count)]
    }
  }
}

/// The four functions of zlib that reading needs.
private struct Zlib: @unchecked Sendable {
  typealias Open = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> OpaquePointer?
  typealias Read = @convention(c) (OpaquePointer, UnsafeMutableRawPointer, UInt32) -> Int32
  typealias ErrorText = @convention(c) (OpaquePointer, UnsafeMutablePointer<Int32>) -> UnsafePointer<CChar>?
  typealias Close = @convention(c) (OpaquePointer) -> Int32

  let open: Open
  let read: Read
  let error: ErrorText
  let close: Close

  /// The system's zlib, or nothing where there is none.
  static let shared: Zlib? = {
    let names = ["libz.so.1", "libz.1.dylib", "libz.so"]
    for name in names {
      guard let library = dlopen(name, RTLD_NOW) else { continue }
      guard let open = dlsym(library, "gzopen"), let read = dlsym(library, "gzread"),
        let error = dlsym(library, "gzerror"), let close = dlsym(library, "gzclose")
      else { continue }
      return Zlib(
        open: unsafeBitCast(open, to: Open.self), read: unsafeBitCast(read, to: Read.self),
        error: unsafeBitCast(error, to: ErrorText.self), close: unsafeBitCast(close, to: Close.self))
    }
    return nil
  }()
}
