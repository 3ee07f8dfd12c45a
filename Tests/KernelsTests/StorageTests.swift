import Kernels
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
}
