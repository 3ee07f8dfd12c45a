internal import Platform
internal import Tensors

/// Whole files as bytes.
enum FileBytes {
  static func read(_ path: String) throws(SafetensorsError) -> [UInt8] {
    DataAccess.report(path)
    guard let file = fopen(path, "rb") else { throw inaccessible(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count > 0 { bytes += chunk[..<count] }
      if count < chunk.count { break }
    }
    if ferror(file) != 0 { throw inaccessible(path) }
    return bytes
  }

  /// Replaces a file; the old one stays intact until the new one is complete.
  static func write(_ bytes: [UInt8], to path: String) throws(SafetensorsError) {
    let draft = path + ".part"
    guard let file = fopen(draft, "wb") else { throw inaccessible(path) }
    let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
    let failure = inaccessible(path)
    fclose(file)
    if !isWhole {
      remove(draft)
      throw failure
    }
    if rename(draft, path) != 0 { throw inaccessible(path) }
  }

  private static func inaccessible(_ path: String) -> SafetensorsError {
    .inaccessible(file: path, reason: String(cString: strerror(errno)))
  }
}
