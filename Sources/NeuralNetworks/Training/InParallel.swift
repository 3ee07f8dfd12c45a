internal import Kernels
import Synchronization
internal import Tensors

/// Does independent jobs at the same time, as many as there are processors, and returns their results in the order of
/// the elements.
///
///     let scores = inParallel(independentSeeds(5, from: seed)) { accuracy(ofNetworkDrawnFrom: $0) }
///
/// The results are the same to the last bit as those of `map`, provided that no job changes anything that another one
/// uses: each needs its own model and its own generator.
///
/// What `fit` says on standard error within jobs comes in the order of the elements too; a job that traps ends the process,
/// and with it what still waits for an earlier job. What jobs `print` comes as it comes: return it and print it afterwards.
///
/// If jobs fail, the error is that of the first element whose job fails, as with `map`. Jobs that have already begun
/// are done first. Inside `withoutGradient` the jobs don't record gradients either.
///
/// - Parameters:
///   - elements: What the jobs are about: seeds, settings, or places such as `0..<10`.
///   - job: Returns the result for an element. It is called on several threads.
public func inParallel<Elements: Collection, Output, Failure: Error>(
  _ elements: Elements, _ job: (_ element: Elements.Element) throws(Failure) -> Output
) throws(Failure) -> [Output] {
  let elements = Array(elements)
  let isRecording = Recording.isOn
  var outcomes = [Result<Output, Failure>?](repeating: nil, count: elements.count)
  let next = Atomic(0)
  // Elements after a failed one need not be done; those before it might be the first to fail.
  let firstFailure = Atomic(elements.count)
  let notes = OrderedNotes(to: StandardError.job)
  outcomes.withUnsafeMutableBufferPointer { outcomes in
    Kernel.together(atMost: outcomes.count) {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < firstFailure.load(ordering: .relaxed) else { return }
        let outcome = StandardError.$job.withValue(StandardError.Job(notes: notes, index: index)) {
          () -> Result<Output, Failure> in
          do throws(Failure) {
            return .success(
              isRecording
                ? try job(elements[index])
                : try withoutGradient { () throws(Failure) in try job(elements[index]) })
          } catch {
            return .failure(error)
          }
        }
        outcomes[index] = outcome
        if case .success = outcome { notes.end(index) } else { firstFailure.min(index, ordering: .relaxed) }
      }
    }
  }
  var outputs: [Output] = []
  outputs.reserveCapacity(outcomes.count)
  for outcome in outcomes { if let outcome { outputs.append(try outcome.get()) } }
  return outputs
}
