import Dispatch
import Foundation
import NeuralNetworks
import Tensors
import TestSupport
import Testing

struct InParallelTests {
  struct Odd: Error, Equatable { let number: Int }

  @Test func `results come in the order of the elements`() {
    // The first jobs take longest, so that they end last.
    let squares = inParallel(0..<100) { number in
      if number < 4 { Thread.sleep(forTimeInterval: 0.02) }
      return number * number
    }
    #expect(squares == (0..<100).map { $0 * $0 })
    #expect(inParallel(["a", "bc"]) { $0.count } == [1, 2])
    #expect(inParallel([Int]()) { $0 } == [])
  }

  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func `two jobs run at the same time`() {
    let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    // Each waits for the other to begin, which one thread alone would never see.
    let met = inParallel([(first, second), (second, first)]) { mine, other in
      other.signal()
      return mine.wait(timeout: .now() + 60) == .success
    }
    #expect(met == [true, true])
  }

  @Test func `trained networks are the same to the last bit as those trained one after the other`() {
    func trained(_ seed: Int) -> [Float] {
      var rng = SplitMix64(seed: seed)
      let x = Tensor.normal([64, 20], using: &rng)
      let model = Sequential {
        Linear(inputs: 20, outputs: 64, using: &rng)
        Tanh()
        Linear(inputs: 64, outputs: 3, using: &rng)
      }
      let labels = (0..<64).map { $0 % 3 }
      fit(Adam(model, learningRate: 0.01), steps: 20) { _ in crossEntropy(logits: model(x), labels: labels) }
      return model.parameters.flatMap(\.value.scalars)
    }
    let seeds = independentSeeds(6, from: 1)
    #expect(inParallel(seeds, trained) == seeds.map(trained))
  }

  @Test func `the error is that of the first element that fails`() throws {
    func half(_ number: Int) throws(Odd) -> Int {
      guard number % 2 == 0 else { throw Odd(number: number) }
      return number / 2
    }
    for _ in 0..<20 {
      #expect(throws: Odd(number: 7)) { try inParallel([2, 4, 7, 6, 9, 11], half) }
    }
    #expect(try inParallel([2, 4], half) == [1, 2])
  }

  @Test func `jobs record gradients where the caller does`() {
    let weight = Parameter([1, 2])
    let squares = inParallel(0..<4) { _ in weight.value.squared().sum() }
    squares[3].backward()
    #expect(weight.gradient?.scalars == [2, 4])
    weight.gradient = nil
    let unrecorded = withoutGradient { inParallel(0..<4) { _ in weight.value.squared().sum() } }
    #expect(unrecorded.allSatisfy { !$0.isRecorded })
  }

  @Test func `the threads have ended when it returns, and jobs within jobs have none of their own`() async {
    await #expect(processExitsWith: .success) {
      func threads() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 1
      }
      let before = threads()
      let inner = inParallel(0..<8) { _ in
        inParallel(0..<8) { _ in pthread_self() }.allSatisfy { $0 == pthread_self() }
      }
      // The system still lists a thread for a moment after it has ended.
      for _ in 0..<1000 where threads() != before { usleep(1000) }
      precondition(threads() == before && inner == [Bool](repeating: true, count: 8))
    }
  }

  @Test func `a job that traps ends the process`() async {
    await #expect(processExitsWith: .failure) { _ = inParallel(0..<4) { [10, 20][$0 + 1] } }
  }

  @Test func `what fit says comes in the order of the elements, also from jobs within jobs`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        _ = inParallel([3, 2, 1]) { first in
          inParallel(first * 10..<first * 10 + 2) { number in
            // The first jobs take longest, so that they end last.
            usleep(UInt32(number) * 2000)
            let weight = Parameter([1])
            fit(SGD([weight], learningRate: 1), steps: number) { step in
              step + 1 < number ? weight.value.sum() : (weight.value * .infinity).sum()
            }
          }
        }
      })
    let said = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(said.matches(of: /stopped at batch (\d+)/).map(\.1) == ["29", "30", "19", "20", "9", "10"])
  }

  @Test func `a loop would say nothing after a job that fails`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        func stops(at number: Int) throws(Odd) {
          let weight = Parameter([1])
          fit(SGD([weight], learningRate: 1), steps: number) { step in
            step + 1 < number ? weight.value.sum() : (weight.value * .infinity).sum()
          }
          guard number != 2 else { throw Odd(number: number) }
        }
        _ = try? inParallel(1..<20, stops)
      })
    let said = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(said.matches(of: /stopped at batch (\d+)/).map(\.1) == ["0", "1"])
  }

  @Test func `what a task of an ended job says is not lost`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        let (jobsGoOn, jobs) = AsyncStream.makeStream(of: Void.self)
        let tasks = inParallel(0..<1) { _ in
          Task {
            for await _ in jobsGoOn {}
            let weight = Parameter([1])
            fit(SGD([weight], learningRate: 1), steps: 1) { _ in (weight.value * .infinity).sum() }
          }
        }
        jobs.finish()
        for task in tasks { await task.value }
      })
    let said = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(said.contains("stopped at batch 0"))
  }
}
