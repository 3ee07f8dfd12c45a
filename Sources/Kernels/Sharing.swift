internal import CKernels

/// Work that threads share: a range that is cut at multiples of `grain`.
private struct SharedWork {
  let count: Int
  let grain: Int
  let body: (Range<Int>) -> Void
}

extension Kernel {
  /// Calls `body` on this thread and others at the same time, as many as there are processors but at most `most`.
  ///
  /// The others have ended when it returns, so that a copy of the process, which has one thread, lacks nothing. Within
  /// `body` it calls its own once.
  public static func together(atMost most: Int, _ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      var body = body
      withUnsafeMutablePointer(to: &body) { body in
        ck_together(Int64(most), { $0?.assumingMemoryBound(to: (() -> Void).self).pointee() }, body)
      }
    }
  }

  /// The number of threads that work together: that of the machine's processors, or `LECTERN_THREADS`.
  public static var threadCount: Int { Int(ck_thread_count()) }

  /// What a stretch of a program shares out among threads.
  package struct JobTally {
    /// The seconds of all parts, one after the other.
    package var work: Double
    /// The seconds until the last part of each job would be done by `threadCount` threads that never wait in between.
    package var span: Double
    /// How often the threads would have waited for one another.
    package var jobs: Int
  }

  /// Does all the work that threads would share on this one, and counts it.
  package static func tally(_ body: () -> Void) -> JobTally {
    ck_begin_tally()
    body()
    let counted = ck_end_tally()
    return JobTally(work: counted.work, span: counted.span, jobs: Int(counted.jobs))
  }

  /// Calls `body` once for each thread.
  package static func onEachThread(_ body: @escaping () -> Void) {
    var body = body
    withUnsafeMutablePointer(to: &body) {
      ck_parallel(
        ck_thread_count(), { context, _ in context?.assumingMemoryBound(to: (() -> Void).self).pointee() }, $0
      )
    }
  }

  /// Elements that keep a thread busy for a few microseconds; for less than twice that, waking another thread costs more.
  private static let minimumSharedWork = 1 << 14

  /// Calls `body` for chunks of 0 ..< count, on several threads if there is enough work; an item costs as much as `each`
  /// elements do. A chunk must not touch what another writes.
  @inline(__always)
  static func share(_ count: Int, each: Int, _ body: (Range<Int>) -> Void) {
    if count * each < 2 * minimumSharedWork { return body(0..<count) }
    // Several chunks for each thread, so that no thread waits long for another at the end.
    shareOut(count, grain: Swift.max(1, minimumSharedWork / 4 / Swift.max(1, each)), body)
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
