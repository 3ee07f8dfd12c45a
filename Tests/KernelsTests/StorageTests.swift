import Dispatch
import Kernels
import Synchronization
import Testing

struct StorageTests {
  @Test func `a freed buffer is used again, and live bytes return to where they were`() {
    let before = MemoryPool.liveBytes
    do {
      let first = Storage(zeros: 1000)
      #expect(MemoryPool.liveBytes >= before + 4000)
      _ = first
    }
    #expect(MemoryPool.liveBytes == before)
    let cached = MemoryPool.cachedBytes
    let second = Storage(zeros: 1000)
    #expect(MemoryPool.cachedBytes < cached)
    _ = second
  }

  @Test func `a window keeps the whole alive and shares its numbers`() {
    let before = MemoryPool.liveBytes
    do {
      var whole: Storage? = Storage([1, 2, 3, 4])
      let window = whole.map { Storage($0, range: 1..<3) }
      let inner = window.map { Storage($0, range: 1..<2) }
      whole = nil
      #expect(inner?.array == [3] && inner?.isWindow == true)
    }
    #expect(MemoryPool.liveBytes == before)
  }

  @Test func `neighbours that are free become one buffer again`() async {
    await #expect(processExitsWith: .success) {
      let megabyte = 1 << 18
      // Every second one is freed, then the others: twelve large buffers fit where the small ones were.
      var small: [Storage?] = (0..<48).map { _ in Storage(zeros: megabyte) }
      let mapped = MemoryPool.largeBytes
      for first in [0, 1] {
        for place in stride(from: first, to: small.count, by: 2) { small[place] = nil }
      }
      let large = (0..<12).map { _ in Storage(zeros: 4 * megabyte - 1000) }
      precondition(MemoryPool.largeBytes <= mapped, "\(MemoryPool.largeBytes) bytes instead of \(mapped)")
      withExtendedLifetime(large) {}
    }
  }

  @Test func `what is free and in pieces goes back to the system before more is taken`() async {
    await #expect(processExitsWith: .success) {
      let megabyte = 1 << 18
      var small: [Storage?] = (0..<64).map { _ in Storage(zeros: megabyte) }
      let mapped = MemoryPool.largeBytes
      for place in stride(from: 0, to: small.count, by: 2) { small[place] = nil }
      // No piece has room for one of these.
      let large = (0..<8).map { _ in Storage(zeros: 4 * megabyte - 1000) }
      let now = MemoryPool.largeBytes
      precondition(now <= mapped + mapped / 8, "\(now) bytes instead of \(mapped)")
      withExtendedLifetime((small, large)) {}
    }
  }

  @Test func `large buffers keep their numbers while threads take and free others`() {
    let kept = Mutex<[Storage]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var rng = SystemRandomNumberGenerator()
      for round in 0..<300 {
        let count = Int.random(in: 30_000..<300_000, using: &rng)
        let mark = Float(thread * 1000 + round)
        let storage = Storage(uninitialized: count)
        Kernel.fill(storage, with: mark)
        let other = kept.withLock { kept -> Storage? in
          kept.append(storage)
          return kept.count > 12 ? kept.remove(at: Int.random(in: 0..<kept.count, using: &rng)) : nil
        }
        guard let other else { continue }
        // It was another thread's, as a rule, and is freed here.
        #expect(other[0] == other[other.count - 1] && other[other.count / 2] == other[0])
      }
    }
  }
}
