internal import CKernels
import Synchronization

extension Kernel {
  /// Reads `count` bytes on several threads, followed by zeros. `read` fills a buffer with the bytes from a place on.
  ///
  /// - Returns: The bytes, and whether all are ASCII; nil if a call of `read` failed.
  public static func bytes(
    _ count: Int, padding: Int, read: (_ start: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Bool
  ) -> (bytes: [UInt8], isASCII: Bool)? {
    let failures = Atomic(0), others = Atomic(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: count + padding) { bytes, filled in
      filled = count + padding
      bytes[count...].initialize(repeating: 0)
      let chunks = (count + chunkBytes - 1) / chunkBytes
      share(chunks, each: chunkBytes) { range in
        for index in range {
          let chunk = UnsafeMutableBufferPointer(
            rebasing: bytes[index * chunkBytes..<Swift.min((index + 1) * chunkBytes, count)])
          guard read(index * chunkBytes, UnsafeMutableRawBufferPointer(chunk)) else {
            failures.add(1, ordering: .relaxed)
            return
          }
          if !ck_is_ascii(chunk.baseAddress, Int64(chunk.count)) { others.add(1, ordering: .relaxed) }
        }
      }
    }
    if failures.load(ordering: .relaxed) > 0 { return nil }
    return (bytes, others.load(ordering: .relaxed) == 0)
  }
}
