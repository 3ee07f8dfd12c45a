import Dispatch
import Foundation
import Synchronization

/// Work on several elements at a time, as many as there are processors.
enum Parallel {
  /// The results in the order of the elements. Threads have the main thread's stack: notebooks may be nested deeply.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let next = Atomic(0)
    let group = DispatchGroup()
    for _ in 0..<min(elements.count, ProcessInfo.processInfo.activeProcessorCount) {
      group.enter()
      let thread = Thread {
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < elements.count else { break }
          let result = work(elements[index])
          results.withLock { $0[index] = result }
        }
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return results.withLock { found in elements.indices.compactMap { found[$0] } }
  }
}
