import BenchmarkModels
import Kernels

/// How much faster a step could become with more threads: what this processor would do in their place is counted.
///
/// One thread does the parts of every job, and times them; the rest of the step is serial. With as many threads as were
/// asked for, a job would take as long as the thread with the most to do, and each job costs a handover.
struct Sharing {
  let threads: [Int]
  let timing: TimingOptions
  let limit: Int

  func report(_ rows: [CaseRow]) {
    let handover = Self.handover
    print(
      """
      counted on one thread; a handover of a job takes \((handover * 1e6).rounded(to: 2)) µs with \
      \(Kernel.threadCount) threads here
      """)
    for row in rows {
      print("\n" + columns(row.name, "µs", "serial", "jobs", "speed-up", "handed over", "of ideal"))
      for count in threads {
        let options = ["--jobs", "--seconds", "\(timing.length)", "--limit", "\(limit)"]
        let title = "  \(count) \(count == 1 ? "thread" : "threads")"
        switch Program.ours.measure(row, options, threads: count) {
        case .failed(let reason): print("\(title) failed: \(reason)")
        case .absent: print("\(title) absent")
        case .numbers(let numbers):
          guard let shared = SharedStep(numbers) else { continue }
          let gain = shared.speedUp(handover: handover)
          print(
            columns(
              title, shared.time.rounded(to: 1), "\((shared.serial / shared.time * 100).rounded(to: 1)) %",
              "\(shared.jobs)", shared.speedUp(handover: 0).rounded(to: 2), gain.rounded(to: 2),
              "\(Int((gain / Double(count) * 100).rounded())) %"))
        }
      }
    }
  }

  /// The seconds by which a job takes longer than each of its parts: to begin it, and to wait for its end.
  static var handover: Double {
    let count = 1000
    let part = 5e-6
    func work() {
      let start = Stopwatch.wall.seconds
      while Stopwatch.wall.seconds - start < part {}
    }
    let job = time({ for _ in 0..<count { Kernel.onEachThread(work) } }, seconds: 0.5, by: .wall)
    return max(0, job * 1e-6 / Double(count) - part)
  }
}

/// A step as `bench measure --jobs` counted it, in microseconds.
package struct SharedStep: Equatable, Sendable {
  /// On one thread.
  package let time: Double
  /// Outside of all jobs.
  package let serial: Double
  /// Of all jobs, if no thread ever waits before it begins.
  package let span: Double
  package let jobs: Int

  /// Nil unless the measurement counted jobs.
  package init?(_ numbers: Measurement.Numbers) {
    guard let time = numbers.time, let work = numbers.work, let span = numbers.span, let jobs = numbers.jobs
    else { return nil }
    (self.time, self.span, self.jobs) = (time, span, jobs)
    serial = max(0, time - work)
  }

  /// How much faster than one thread; each job costs `handover` seconds more.
  package func speedUp(handover: Double) -> Double {
    time / (serial + span + Double(jobs) * handover * 1e6)
  }
}
