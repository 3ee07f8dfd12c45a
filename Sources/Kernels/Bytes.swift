internal import CKernels
import Synchronization

extension Kernel {
  /// The number of bytes that are read at a time: few enough to stay in the second cache until they are converted.
  static let chunkBytes = 1 << 16

  /// out[i] = x[i] / divisor
  public static func numbers(_ x: [UInt8].SubSequence, dividedBy divisor: Float, into out: Storage) {
    precondition(x.count == out.count)
    x.withUnsafeBufferPointer { x in
      guard let start = x.baseAddress else { return }
      ck_from_bytes(start, out.pointer, Int64(x.count), divisor)
    }
  }

  /// out[i] = byte i of a source / divisor, on several threads. `read` fills a buffer with the bytes from a place on;
  /// each chunk is converted while it is in the cache.
  ///
  /// - Returns: Whether every call of `read` succeeded.
  public static func numbers(
    dividedBy divisor: Float, into out: Storage,
    read: (_ start: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Bool
  ) -> Bool {
    let failures = Atomic(0)
    let chunks = (out.count + chunkBytes - 1) / chunkBytes
    share(chunks, each: chunkBytes) { range in
      let start = range.lowerBound * chunkBytes
      let end = Swift.min(range.upperBound * chunkBytes, out.count)
      withUnsafeTemporaryAllocation(byteCount: chunkBytes, alignment: 64) { buffer in
        for place in stride(from: start, to: end, by: chunkBytes) {
          let chunk = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Swift.min(chunkBytes, end - place)])
          guard read(place, chunk), let bytes = chunk.baseAddress else {
            failures.add(1, ordering: .relaxed)
            return
          }
          ck_from_bytes(bytes, out.pointer + place, Int64(chunk.count), divisor)
        }
      }
    }
    return failures.load(ordering: .relaxed) == 0
  }
}
