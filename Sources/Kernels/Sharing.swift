internal import CKernels

/// What a piece of shared work is given: the whole range, cut at multiples of `grain`.
private struct SharedWork {
  let count: Int
  let grain: Int
  let body: (Range<Int>) -> Void
}

extension Kernel {
  /// How many threads work together: as many as the machine has processors, or as `LECTERN_THREADS` says.
  public static var threadCount: Int { Int(ck_thread_count()) }

  /// Elements that keep a thread busy for a few microseconds: below twice as many, waking another costs more.
  private static let worthwhile = 1 << 14

  /// Calls `body` for pieces of 0 ..< count, on several threads where there is enough to do; an item costs as much as
  /// `each` elements do. Pieces must not touch what others write.
  @inline(__always)
  static func share(_ count: Int, each: Int, _ body: (Range<Int>) -> Void) {
    if count * each < 2 * worthwhile { return body(0..<count) }
    // Several pieces for each thread, so that none waits long for another at the end.
    shareOut(count, grain: Swift.max(1, worthwhile / 4 / Swift.max(1, each)), body)
  }

  @inline(never)
  private static func shareOut(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    withoutActuallyEscaping(body) { body in
      var work = SharedWork(count: count, grain: grain, body: body)
      withUnsafeMutablePointer(to: &work) { work in
        ck_parallel(
          Int64((count + grain - 1) / grain),
          { context, part in
            guard let work = context?.assumingMemoryBound(to: SharedWork.self).pointee else { return }
            let start = Int(part) * work.grain
            work.body(start..<Swift.min(start + work.grain, work.count))
          }, work)
      }
    }
  }
}
