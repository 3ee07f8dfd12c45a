import Dispatch
import Foundation
import Synchronization

/// Work on several elements at a time, as many as there are processors.
package enum Parallel {
  /// The results in the order of the elements.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let next = Atomic(0)
    run(min(elements.count, ProcessInfo.processInfo.activeProcessorCount)) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < elements.count else { break }
        let result = work(elements[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { found in elements.indices.compactMap { found[$0] } }
  }

  /// Calls `body` in each of `count` threads and waits for all of them. Each has the main thread's stack size, because
  /// notebooks may be nested deeply.
  package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let group = DispatchGroup()
    for _ in 0..<count {
      group.enter()
      let thread = Thread {
        body()
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
  }
}
