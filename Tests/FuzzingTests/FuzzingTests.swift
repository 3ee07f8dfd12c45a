import FuzzTargets
import Testing

/// A short run of each target of Tests/Fuzzing. `swift run -c release fuzz` goes on for longer.
struct FuzzingTests {
  @Test(arguments: FuzzTarget.all.map(\.name))
  func `what was found once is read rightly`(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    for input in target.seeds + Corpus.inputs(of: target) + [[]] { try target.read(input) }
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `changed inputs are read rightly`(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    var fuzzer = Fuzzer(target, corpus: Corpus.inputs(of: target), seed: 1)
    let end = ContinuousClock.now + .seconds(1)
    for number in 0..<5000 where ContinuousClock.now < end {
      let input = fuzzer.next()
      #expect(throws: Never.self, "input \(number): \(input)") { try target.read(input) }
    }
  }

  @Test func `the same seed makes the same inputs`() {
    for target in FuzzTarget.all {
      var (one, other) = (Fuzzer(target, seed: 3), Fuzzer(target, seed: 3))
      var third = Fuzzer(target, seed: 4)
      let inputs = (0..<200).map { _ in one.next() }
      #expect(inputs == (0..<200).map { _ in other.next() }, "\(target.name)")
      #expect(inputs != (0..<200).map { _ in third.next() }, "\(target.name)")
    }
  }
}
