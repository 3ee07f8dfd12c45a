internal import Platform
import Synchronization

/// What jobs that run at the same time write to standard error, in the order in which a loop over them would write it.
///
/// The first job that has not ended writes at once; the texts of later ones wait for it. What a job has started and left
/// behind writes at once as well. Nothing follows a job that failed: a loop would have ended there.
final class OrderedNotes: Sendable {
  private struct State {
    var first = 0
    var waiting: [Int: String] = [:]
    var ended: Set<Int> = []
  }

  private let state = Mutex(State())
  /// Where the jobs' caller writes, who may be a job of others.
  private let destination: StandardError.Job?

  init(to destination: StandardError.Job?) {
    self.destination = destination
  }

  func write(_ text: String, from job: Int) {
    state.withLock { state in
      if job <= state.first {
        StandardError.write(text, for: destination)
      } else {
        state.waiting[job, default: ""] += text
      }
    }
  }

  /// Is called once for each job that did not fail.
  func end(_ job: Int) {
    state.withLock { state in
      state.ended.insert(job)
      while state.ended.remove(state.first) != nil {
        state.first += 1
        guard let text = state.waiting.removeValue(forKey: state.first) else { continue }
        StandardError.write(text, for: destination)
      }
    }
  }
}

enum StandardError {
  /// One of the jobs that `inParallel` does.
  struct Job: Sendable {
    let notes: OrderedNotes
    let index: Int
  }

  /// The job that this code belongs to, if any.
  @TaskLocal static var job: Job?

  /// Writes a text when it is this job's turn.
  static func write(_ text: String) {
    write(text, for: job)
  }

  fileprivate static func write(_ text: String, for job: Job?) {
    if let job { job.notes.write(text, from: job.index) } else { writeAtOnce(text) }
  }

  static func writeAtOnce(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { unistdWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

private func unistdWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
